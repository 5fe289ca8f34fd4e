// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Day.h"

#include <algorithm>
#include <array>

namespace linli::demo {
namespace {

/// The residents who take part; the others of people.json stay at home.
const std::array residents = {"王秀兰", "李建军", "吴桂英", "孙志强", "钱小红", "郑国庆", "冯丽华", "许家豪"};

QString joined(const QJsonArray& texts)
{
    QStringList list;
    for (const QJsonValue& text : texts)
        list << text.toString();
    return list.join(u',');
}

} // namespace

void Day::play()
{
    if (!peopleJoin() || !accountsAreOpened() || !offlineReport())
        return;
    hazardIsFixed();
    planIsVoted();
    eventFillsUp();
    moneyMoves();
    captainTells();
    restOfTheDay();
    compareDigests();
}

bool Day::admitStaff(const QJsonObject& person)
{
    const QString role = person.value(QLatin1String("role")).toString();
    QStringList invite{QStringLiteral("--role"), role};
    if (const QJsonArray buildings = person.value(QLatin1String("buildings")).toArray(); !buildings.isEmpty())
        invite << QStringLiteral("--buildings") << joined(buildings);
    return m_stage.admit(person.value(QLatin1String("name")).toString(), invite) != nullptr;
}

bool Day::peopleJoin()
{
    bool ok = m_stage.found() && m_stage.startHub();
    const QJsonObject people = Stage::dataObject(QStringLiteral("people.json"));
    const QJsonArray staff = people.value(QLatin1String("staff")).toArray();
    // The admin comes first: everybody else is invited by the admin.
    for (const bool adminsTurn : {true, false})
        for (const QJsonValue& person : staff)
            if ((person[QLatin1String("role")].toString() == QLatin1String("admin")) == adminsTurn)
                ok = ok && admitStaff(person.toObject());
    for (const QJsonValue& person : people.value(QLatin1String("members")).toArray()) {
        const QString name = person[QLatin1String("name")].toString();
        const bool takesPart =
            std::ranges::any_of(residents, [&](const char* one) { return name == QString::fromUtf8(one); });
        if (takesPart)
            ok = ok &&
                 m_stage.admit(name, {QStringLiteral("--household"), person[QLatin1String("household")].toString()});
    }
    m_summary.add(QStringLiteral("people join by invites"), ok,
                  {{QStringLiteral("phones"), static_cast<qint64>(m_stage.phones().size())},
                   {QStringLiteral("hub"), m_stage.hubUrl()}});
    return ok;
}

/// Plans name the account that pays for them, so accounts come first.
bool Day::accountsAreOpened()
{
    Phone& treasurer = m_stage.phone(QStringLiteral("曾会计"));
    bool ok = treasurer.sync();
    for (const char* account : {"account-guarantee.json", "account-incentive.json", "account-micro-fund.json"})
        ok = !publish(treasurer, QStringLiteral("account"), QString::fromLatin1(account)).isEmpty() && ok;
    ok = treasurer.sync() && ok;
    for (const Phone& phone : m_stage.phones())
        ok = phone.sync() && ok;
    m_summary.add(QStringLiteral("the treasurer opens the accounts"), ok,
                  {{QStringLiteral("accounts"), treasurer.list(QStringLiteral("accounts")).size()}});
    return ok;
}

QString Day::publish(Phone& phone, const QString& kind, const QString& dataFile)
{
    return phone.write({QStringLiteral("publish"), kind, Stage::data(dataFile)});
}

/// Not steps of the main job, but what makes the screens worth looking at.
void Day::restOfTheDay()
{
    bool ok = true;
    const QJsonArray reports =
        Stage::dataObject(QStringLiteral("reports.json")).value(QLatin1String("reports")).toArray();
    int n = 0;
    for (const QJsonValue& report : reports) {
        // The first one was step 1.
        if (n++ == 0)
            continue;
        Phone& phone = m_stage.phone(QString::fromUtf8(residents.at(static_cast<std::size_t>(n) % residents.size())));
        QStringList arguments{QStringLiteral("report"),
                              QStringLiteral("--item"),
                              report[QLatin1String("item")].toString(),
                              QStringLiteral("--building"),
                              report[QLatin1String("building")].toString(),
                              QStringLiteral("--text"),
                              report[QLatin1String("text")].toString()};
        for (const QJsonValue& photo : report[QLatin1String("photos")].toArray())
            arguments << QStringLiteral("--photo") << Stage::data(photo.toString());
        ok = !phone.write(arguments).isEmpty() && phone.sync() && ok;
    }
    Phone& worker = m_stage.phone(QStringLiteral("何晓蓉"));
    for (const char* event : {"event-neighbours-festival.json", "event-hundred-family-banquet.json"})
        ok = !publish(worker, QStringLiteral("event"), QString::fromLatin1(event)).isEmpty() && ok;
    for (const char* notice : {"notice-gale.json", "notice-gas-check.json", "notice-fraud.json"})
        ok = !publish(worker, QStringLiteral("notice"), QString::fromLatin1(notice)).isEmpty() && ok;
    ok = !publish(worker, QStringLiteral("plan"), QStringLiteral("plan-pocket-garden.json")).isEmpty() && ok;
    ok = worker.sync() && ok;
    m_summary.add(QStringLiteral("more of the neighbourhood's day"), ok, {{QStringLiteral("reports"), reports.size()}});
}

QStringList Day::pages() const
{
    const auto of = [](const char* page, const QString& id) { return QString::fromLatin1(page) + u':' + id; };
    return {
        QStringLiteral("today"),   QStringLiteral("hazards"),  of("hazard", m_hazard),  QStringLiteral("hazard-form"),
        QStringLiteral("map"),     QStringLiteral("plans"),    of("plan", m_plan),      of("poll", m_poll),
        QStringLiteral("events"),  of("event", m_event),       QStringLiteral("funds"), of("entry", m_entry),
        QStringLiteral("notices"), of("notice", m_notice),     QStringLiteral("me"),    QStringLiteral("outbox"),
        QStringLiteral("carry"),   QStringLiteral("hand-over")};
}

void Day::compareDigests()
{
    const QJsonObject hub = m_stage.hubState();
    QJsonArray states;
    bool equal = !hub.value(QLatin1String("community_sha256")).toString().isEmpty();
    for (const Phone& phone : m_stage.phones()) {
        (void)phone.sync();
        QJsonObject state = phone.digest();
        for (const char* key : {"log_size", "log_root", "community_sha256"})
            equal = equal && state.value(QLatin1String(key)) == hub.value(QLatin1String(key));
        state.insert(QStringLiteral("name"), phone.name());
        states.append(state);
    }
    m_summary.setStates(hub, states);
    m_summary.add(QStringLiteral("all phones and the hub agree"), equal,
                  {{QStringLiteral("community_sha256"), hub.value(QLatin1String("community_sha256"))},
                   {QStringLiteral("log_size"), hub.value(QLatin1String("log_size"))}});
}

} // namespace linli::demo
