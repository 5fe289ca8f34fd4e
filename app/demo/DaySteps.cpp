// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Day.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace linli::demo {
namespace {

// Who does what; all of them are in data/people.json.
const QString reporter = QStringLiteral("李建军");
const QString neighbour = QStringLiteral("王秀兰");
const QString worker = QStringLiteral("何晓蓉");

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

/// What a phone says of a closed poll: outcome and votes by option. Null before it knows a result.
QJsonValue tallyOf(const QJsonObject& poll)
{
    if (text(poll, "state") != QLatin1String("closed"))
        return QJsonValue::Null;
    QJsonObject tally{{QStringLiteral("outcome"), poll.value(QLatin1String("outcome"))},
                      {QStringLiteral("winner"), poll.value(QLatin1String("winner"))},
                      {QStringLiteral("ballots"), poll.value(QLatin1String("ballots"))}};
    for (const QJsonValue& option : poll.value(QLatin1String("options")).toArray())
        tally.insert(option[QLatin1String("text")].toString(), option[QLatin1String("votes")]);
    return tally;
}

QJsonObject findById(const QJsonArray& list, const QString& id)
{
    for (const QJsonValue& value : list)
        if (value[QLatin1String("id")].toString() == id)
            return value.toObject();
    return {};
}

} // namespace

bool Day::offlineReport()
{
    m_stage.stopHub();
    Phone& phone = m_stage.phone(reporter);
    const QJsonObject first = Stage::dataObject(QStringLiteral("reports.json"))[QLatin1String("reports")][0].toObject();
    const auto running = phone.start({QStringLiteral("report"), QStringLiteral("--item"), text(first, "item"),
                                      QStringLiteral("--building"), text(first, "building"), QStringLiteral("--text"),
                                      text(first, "text"), QStringLiteral("--photo"),
                                      Stage::data(first[QLatin1String("photos")][0].toString())});
    const auto saved = running->waitFor([](const QJsonObject& line) { return line.contains(QLatin1String("id")); }, 30);
    running->kill();
    m_hazard = saved ? text(*saved, "id") : QString();
    const QJsonObject shown = phone.show(m_hazard);
    const QJsonObject waiting = findById(phone.list(QStringLiteral("outbox")), m_hazard);
    const bool ok = !m_hazard.isEmpty() && text(shown, "description") == text(first, "text") &&
                    text(waiting, "state") == QLatin1String("queued");
    m_summary.add(QStringLiteral("1 a report saved without a network survives SIGKILL"), ok,
                  {{QStringLiteral("id"), m_hazard},
                   {QStringLiteral("description"), text(shown, "description")},
                   {QStringLiteral("outbox"), text(waiting, "state")}});
    return ok && m_stage.startHub();
}

void Day::hazardIsFixed()
{
    Phone& author = m_stage.phone(reporter);
    Phone& staff = m_stage.phone(worker);
    const Phone& watcher = m_stage.phone(neighbour);
    const auto live = watcher.start({QStringLiteral("sync"), QStringLiteral("--watch")});
    (void)live->waitFor([](const QJsonObject& line) { return text(line, "state") == QLatin1String("live"); }, 30);
    const bool sent = author.sync();
    const qint64 size = author.digest().value(QLatin1String("log_size")).toInteger();
    const bool seenLive =
        live->waitFor(
                [size](const QJsonObject& line) { return line.value(QLatin1String("log_size")).toInteger() >= size; },
                30)
            .has_value();
    (void)live->finish();
    const bool arrived = text(watcher.show(m_hazard), "id") == m_hazard;

    bool advanced = staff.sync();
    const QStringList advance{QStringLiteral("advance"), m_hazard};
    const QString tomorrow = QDateTime::currentDateTimeUtc().addDays(1).toString(Qt::ISODate);
    for (const QStringList& step :
         {QStringList{QStringLiteral("acknowledged"), QStringLiteral("--note"), QStringLiteral("收到，马上安排人来看")},
          QStringList{QStringLiteral("scheduled"), QStringLiteral("--expect"), tomorrow},
          QStringList{QStringLiteral("fixed"), QStringLiteral("--note"), QStringLiteral("楼道已经清理干净"),
                      QStringLiteral("--photo"), Stage::data(QStringLiteral("photos/stairwell-clear.jpg"))}})
        advanced = staff.linli(advance + step).ok() && advanced;
    advanced = staff.sync() && author.sync() && advanced;
    const bool rated = author.linli({QStringLiteral("rate"), m_hazard, QStringLiteral("fixed")}).ok() && author.sync();
    (void)watcher.sync();
    const QJsonObject seen = watcher.show(m_hazard);
    const bool ok = sent && seenLive && arrived && advanced && rated && text(seen, "state") == QLatin1String("fixed");
    m_summary.add(QStringLiteral("2 the report is seen live, fixed and answered"), ok,
                  {{QStringLiteral("seen_live"), seenLive},
                   {QStringLiteral("state"), text(seen, "state")},
                   {QStringLiteral("timeline"), seen.value(QLatin1String("timeline")).toArray().size()}});
}

/// Five households vote (1 yes, 2 no); one changes its vote, one votes twice from two phones.
bool Day::votesAreCast(const QString& poll)
{
    const std::array<std::pair<const char*, const char*>, 7> ballots = {{{"王秀兰", "1"},
                                                                         {"李建军", "2"},
                                                                         {"吴桂英", "1"},
                                                                         {"郑国庆", "1"},
                                                                         {"孙志强", "2"},
                                                                         {"李建军", "1"},
                                                                         {"钱小红", "1"}}};
    bool ok = true;
    for (const auto& [name, choice] : ballots) {
        Phone& phone = m_stage.phone(QString::fromUtf8(name));
        ok = phone.sync() && phone.linli({QStringLiteral("vote"), poll, QString::fromLatin1(choice)}).ok() &&
             phone.sync() && ok;
    }
    return ok;
}

void Day::planIsVoted()
{
    Phone& staff = m_stage.phone(worker);
    m_plan = publish(staff, QStringLiteral("plan"), QStringLiteral("plan-ebike-shed.json"));
    const QString pollFile = m_stage.writeJson(
        QStringLiteral("poll.json"), {{QStringLiteral("plan"), m_plan},
                                      {QStringLiteral("question"), QStringLiteral("同意建电动车集中充电棚吗？")},
                                      {QStringLiteral("closes"), QStringLiteral("+25s")},
                                      {QStringLiteral("quorum_percent"), 1}});
    m_poll = staff.write({QStringLiteral("publish"), QStringLiteral("poll"), pollFile});
    bool ok = !m_plan.isEmpty() && !m_poll.isEmpty() && staff.sync();
    // The hub's tick at the closing time is what a live phone sees as the next entry after the last ballot.
    ok = votesAreCast(m_poll) && ok;
    const qint64 before = m_stage.phone(QStringLiteral("钱小红")).digest().value(QLatin1String("log_size")).toInteger();
    const auto live = staff.start({QStringLiteral("sync"), QStringLiteral("--watch")});
    const bool closed = live->waitFor(
                                [before](const QJsonObject& line) {
                                    return line.value(QLatin1String("log_size")).toInteger() > before;
                                },
                                60)
                            .has_value();
    (void)live->finish();
    const Ended late = m_stage.phone(neighbour).linli({QStringLiteral("vote"), m_poll, QStringLiteral("2")});
    QJsonArray tallies;
    for (const Phone& phone : m_stage.phones()) {
        (void)phone.sync();
        tallies.append(tallyOf(phone.show(m_poll)));
    }
    const bool same = std::ranges::all_of(
        tallies, [&](const QJsonValue& tally) { return tally == tallies.first() && !tally.isNull(); });
    // One ballot a household, the last one counts: all five say yes in the end.
    const QJsonObject tally = tallies.first().toObject();
    const bool right = tally.value(QLatin1String("ballots")).toInt() == 5 &&
                       text(tally, "outcome") == QLatin1String("decided") &&
                       tally.value(QLatin1String("winner")).toInt() == 1;
    ok = ok && closed && same && right && late.exitCode == 3;
    m_summary.add(QStringLiteral("3 five households vote, every phone computes the same tally"), ok,
                  {{QStringLiteral("tally"), tallies.first()},
                   {QStringLiteral("phones"), tallies.size()},
                   {QStringLiteral("late_vote"), QString::fromUtf8(late.errors).simplified()}});
}

void Day::eventFillsUp()
{
    Phone& staff = m_stage.phone(worker);
    m_event = publish(staff, QStringLiteral("event"), QStringLiteral("event-fire-drill.json"));
    bool ok = !m_event.isEmpty() && staff.sync();
    for (const char* name : {"王秀兰", "李建军", "吴桂英"}) {
        Phone& phone = m_stage.phone(QString::fromUtf8(name));
        ok = phone.sync() && phone.linli({QStringLiteral("signup"), m_event}).ok() && phone.sync() && ok;
    }
    Phone& waiting = m_stage.phone(QStringLiteral("吴桂英"));
    const QJsonObject full = waiting.show(m_event);
    Phone& leaving = m_stage.phone(neighbour);
    ok = leaving.sync() && leaving.linli({QStringLiteral("withdraw"), m_event}).ok() && leaving.sync() &&
         waiting.sync() && ok;
    const QJsonObject after = waiting.show(m_event);
    const auto own = [](const QJsonObject& shown) {
        return text(shown.value(QLatin1String("own")).toObject(), "state");
    };
    ok = ok && own(full) == QLatin1String("waiting") && own(after) == QLatin1String("going");
    m_summary.add(QStringLiteral("4 the waitlist moves up when somebody withdraws"), ok,
                  {{QStringLiteral("before"), own(full)}, {QStringLiteral("after"), own(after)}});
}

void Day::moneyMoves()
{
    Phone& treasurer = m_stage.phone(QStringLiteral("曾会计"));
    bool ok = treasurer.sync();
    for (int n = 1; n <= 12; ++n) {
        m_entry = publish(treasurer, QStringLiteral("entry"),
                          QStringLiteral("entry-%1.json").arg(n, 2, 10, QLatin1Char('0')));
        ok = !m_entry.isEmpty() && ok;
    }
    ok =
        treasurer
            .linli({QStringLiteral("reverse"), m_entry, QStringLiteral("--reason"), QStringLiteral("金额多写了一个零")})
            .ok() &&
        ok;
    ok = treasurer.sync() && ok;
    const QJsonArray balances = treasurer.list(QStringLiteral("accounts"));
    for (const Phone& phone : m_stage.phones())
        ok = phone.sync() && phone.list(QStringLiteral("accounts")) == balances && ok;
    const bool reversed =
        !m_stage.phone(neighbour).show(m_entry).value(QLatin1String("reversed_by")).toString().isEmpty();
    m_summary.add(QStringLiteral("5 every phone shows the same balances"), ok && reversed && balances.size() == 3,
                  {{QStringLiteral("accounts"), balances}, {QStringLiteral("reversed"), reversed}});
}

void Day::captainTells()
{
    Phone& captain = m_stage.phone(QStringLiteral("唐国平"));
    bool ok = captain.sync();
    m_notice = publish(captain, QStringLiteral("notice"), QStringLiteral("notice-water-cut.json"));
    ok = !m_notice.isEmpty() && captain.sync() && ok;
    const Ended foreign = captain.linli(
        {QStringLiteral("publish"), QStringLiteral("notice"), Stage::data(QStringLiteral("notice-lift-check.json"))});
    Phone& inside = m_stage.phone(neighbour);
    Phone& outside = m_stage.phone(QStringLiteral("许家豪"));
    ok = inside.sync() && outside.sync() && ok;
    const bool reached = !findById(inside.list(QStringLiteral("notices")), m_notice).isEmpty();
    const bool spared = findById(outside.list(QStringLiteral("notices")), m_notice).isEmpty();
    ok = ok && reached && spared && foreign.exitCode == 3 && inside.linli({QStringLiteral("ack"), m_notice}).ok() &&
         inside.sync();
    m_summary.add(QStringLiteral("6 a captain's notice reaches own buildings only"), ok,
                  {{QStringLiteral("reached"), reached},
                   {QStringLiteral("others_spared"), spared},
                   {QStringLiteral("foreign_building"), QString::fromUtf8(foreign.errors).simplified()}});
}

} // namespace linli::demo
