// SPDX-License-Identifier: Apache-2.0
// What a neighbourhood does in a day, command by command, over a real hub; phones that synced agree on every digest.
#include "tests/cli/Cli.h"

#include <QTest>

using namespace linli::test;
using namespace std::chrono_literals;

namespace {

QString example(const QString& name)
{
    return QStringLiteral(LINLI_EXAMPLES) + u'/' + name + ".json";
}

QStringList valuesOf(const QJsonArray& rows, const char* field)
{
    QStringList values;
    for (const QJsonValue& row : rows)
        values << row[QLatin1String(field)].toVariant().toString();
    return values;
}

QJsonObject findById(const QJsonArray& rows, const QString& id)
{
    for (const QJsonValue& row : rows)
        if (row["id"].toString() == id)
            return row.toObject();
    return {};
}

} // namespace

class TestCliDay : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_community.start());
        QVERIFY(m_community.join("neighbour", m_community.invite({"--household", "JY-2-2-301"})));
        QVERIFY(syncAll());
    }

    void cleanupTestCase()
    {
        QVERIFY(syncAll());
        const QJsonObject expected = m_community.run("admin", {"digest"}).object();
        QVERIFY(expected["log_size"].toInt() > 40);
        for (const QString& who : everybody()) {
            const QJsonObject digest = m_community.run(who, {"digest"}).object();
            for (const char* field : {"log_size", "log_root", "community_sha256"})
                QCOMPARE(digest[QLatin1String(field)], expected[QLatin1String(field)]);
        }
        QCOMPARE(m_community.hub().stop(), 0);
        const HubProcess::Finished fsck = m_community.hub().fsck();
        QCOMPARE(fsck.code, 0);
        QVERIFY(fsck.out.contains(expected["community_sha256"].toString().toUtf8()));
    }

    void everyExampleCanBePublished()
    {
        const QString other = m_community.file("micro.json", R"({"name":"锦溪邻里微基金","track":"micro_fund"})");
        const QString account = publish("treasurer", "account", example("account"));
        QVERIFY(!publish("treasurer", "account", other).isEmpty());
        for (const char* entry : {"entry-income", "entry-transfer", "entry-lines"})
            QVERIFY2(!publish("treasurer", "entry", example(entry)).isEmpty(), entry);
        QVERIFY(m_community.sync("treasurer") && m_community.sync("worker"));
        m_plan = publish("worker", "plan", example("plan"));
        QVERIFY(!publish("worker", "poll", example("poll")).isEmpty());
        QVERIFY(!publish("worker", "poll", example("poll-options")).isEmpty());
        QVERIFY(!publish("worker", "event", example("event")).isEmpty());
        QVERIFY(!publish("captain", "notice", example("notice")).isEmpty());
        QVERIFY(m_community.sync("worker") && m_community.sync("treasurer"));
        const QString spending = publish("treasurer", "entry", example("entry-spending"));
        const QString built = publish(
            "worker", "plan", m_community.file("built.json", R"({"title":"修栏杆","cost_fen":0,"text":"栏杆松了"})"));
        QVERIFY(!m_community.write("worker", {"progress", "修栏杆", example("progress")}).isEmpty());
        QVERIFY(!m_community.write("worker", {"progress", built, example("result")}).isEmpty());
        QVERIFY(!m_community.write("admin", {"transfer", "JY-5-1-302", example("transfer")}).isEmpty());
        QVERIFY(syncAll());
        for (const QString& who : everybody())
            QVERIFY2(m_community.list(who, "outbox").isEmpty(), qPrintable(who)); // the hub agreed with every one

        const QJsonValue plan = m_community.show("resident", m_plan);
        QCOMPARE(plan["phase"].toString(), "voting");
        QCOMPARE(plan["fund"].toString(), account);
        QCOMPARE(plan["spent_fen"].toInt(), 185000);
        QVERIFY(plan["text"].toString().endsWith("公示7天，投票3天，施工20天。"));
        QCOMPARE(plan["photos"].toArray().size(), 1);
        const QJsonValue done = m_community.show("resident", built);
        QCOMPARE(done["phase"].toString(), "completed");
        QCOMPARE(done["final_cost_fen"].toInt(), 1185000);
        QCOMPARE(valuesOf(done["timeline"].toArray(), "action"), QStringList({"published", "progress", "result"}));
        QCOMPARE(m_community.show("resident", spending)["plan"].toString(), m_plan);
    }

    void balancesAndStatistics()
    {
        const QJsonArray accounts = m_community.list("resident", "accounts");
        QCOMPARE(valuesOf(accounts, "balance_fen"), QStringList({"1855000", "50000"}));
        QCOMPARE(valuesOf(m_community.list("neighbour", "accounts"), "balance_fen"), valuesOf(accounts, "balance_fen"));
        const QJsonArray entries = m_community.list("treasurer", "entries");
        QCOMPARE(entries.size(), 4);
        QString repair;
        for (const QJsonValue& entry : entries)
            if (entry["spending_fen"].toInt() == 185000)
                repair = entry["id"].toString();
        const QString reversal = m_community.write("treasurer", {"reverse", repair, "--reason", "记错了账"});
        QVERIFY(m_community.sync("treasurer") && m_community.sync("resident"));
        QCOMPARE(m_community.show("resident", repair)["reversed_by"].toString(), reversal);
        QCOMPARE(m_community.list("resident", "accounts").at(0)["balance_fen"].toInt(), 2040000);
        QCOMPARE(m_community.run("treasurer", {"reverse", repair, "--reason", "再来"}).brief(),
                 "3 funds.already_reversed");
        const QJsonObject stats = m_community.run("resident", {"stats", "--json"}).object();
        QCOMPARE(stats["funds"]["balances"][0]["balance_fen"].toInt(), 2040000);
        QCOMPARE(stats["funds"]["income"][0]["month"].toString(), "2026-10");
        QCOMPARE(stats["funds"]["income"][0]["total_fen"].toInt(), 2000000);
    }

    void hazardFromReportToReopening()
    {
        const QString id =
            m_community.write("resident", {"report", "--item", "fire.blocked_exit", "--text", "楼道停了自行车", "--at",
                                           "30.8603,104.4094", "--building", "JY-2", "--place", "二单元一楼", "--photo",
                                           sample("photos/stairwell-bikes.jpg")});
        QVERIFY(syncAll());
        QVERIFY(!m_community.write("neighbour", {"support", id}).isEmpty());
        QVERIFY(!m_community.write("neighbour", {"comment", id, "--", "-我也看到了"}).isEmpty());
        for (const QStringList& step :
             {QStringList{"acknowledged"}, QStringList{"scheduled", "--assign", "worker", "--expect", "+3d"},
              QStringList{"in_progress"},
              QStringList{"fixed", "--note", "清完了", "--photo", sample("photos/stairwell-clear.jpg")}})
            QVERIFY(!m_community.write("worker", QStringList{"advance", id} + step).isEmpty());
        QVERIFY(syncAll());
        QVERIFY(!m_community.write("resident", {"rate", id, "partly"}).isEmpty());
        QCOMPARE(m_community.run("neighbour", {"reopen", id, "--photo", sample("photos/stairwell-bikes.jpg")}).brief(),
                 "3 hazards.photo_not_new");
        QVERIFY(
            !m_community
                 .write("neighbour", {"reopen", id, "--photo", sample("photos/wall-leak.jpg"), "--note", "又堆上了"})
                 .isEmpty());
        QVERIFY(syncAll());
        const QJsonValue shown = m_community.show("captain", id);
        QCOMPARE(shown["state"].toString(), "reopened");
        QCOMPARE(shown["status"].toString(), "open");
        QCOMPARE(shown["address"].toString(), "二单元一楼");
        QCOMPARE(shown["long"].toDouble(), 104.4094);
        QCOMPARE(shown["assignee_name"].toString(), "worker");
        QCOMPARE(shown["supports"].toInt(), 1);
        const QJsonArray timeline = shown["timeline"].toArray();
        QCOMPARE(timeline.last()["note"].toString(), "又堆上了");
        QVERIFY(valuesOf(timeline, "note").contains("-我也看到了"));
        QVERIFY(valuesOf(timeline, "answer").contains("partly"));
        QVERIFY(valuesOf(timeline, "author_name").contains("neighbour"));
        const QJsonObject figures = m_community.run("captain", {"stats", "--json"}).object()["resolution"].toObject();
        QCOMPARE(figures["numerator"].toInt(), 0);
        QCOMPARE(figures["denominator"].toInt(), 1);
        QCOMPARE(figures["reopened"].toInt(), 1);
        QVERIFY(figures["median_days"].isDouble());

        const QString again = report("resident", "还是那辆车");
        QVERIFY(syncAll());
        QVERIFY(
            !m_community.write("worker", {"advance", again, "closed", "--reason", "duplicate", "--duplicate-of", id})
                 .isEmpty());
        QCOMPARE(m_community.show("worker", again)["duplicate_of"].toString(), id);
    }

    void onBehalfAndPrivate()
    {
        const QString behalf =
            m_community.write("neighbour", {"report", "--item", "facilities.lighting", "--building", "JY-2", "--text",
                                            "刘奶奶家门口灯不亮", "--on-behalf", "--for-name", "刘奶奶"});
        const QString secret = m_community.write("neighbour", {"report", "--item", "fire.blocked_exit", "--building",
                                                               "JY-2", "--text", "不想让邻居知道", "--private"});
        QVERIFY(syncAll());
        QCOMPARE(m_community.show("worker", behalf)["behalf_name"].toString(), "刘奶奶");
        QCOMPARE(m_community.show("worker", secret)["description"].toString(), "不想让邻居知道");
        QCOMPARE(m_community.run("resident", {"show", secret}).brief(), "2 id.unknown");
        QVERIFY(!m_community.write("worker", {"advance", secret, "acknowledged", "--note", "知道了"}).isEmpty());
        QVERIFY(syncAll());
        QCOMPARE(m_community.show("admin", secret)["state"].toString(), "acknowledged");
    }

    void oneBallotPerHousehold()
    {
        const QString poll =
            publish("worker", "poll", m_community.file("poll.json", R"({"question":"先添什么？","closes":"+1h",
                                                "options":["灯","3","长椅"],"compounds":["JY"]})"));
        QVERIFY(syncAll());
        QVERIFY(!m_community.write("resident", {"vote", poll, "灯"}).isEmpty());
        QCOMPARE(m_community.run("resident", {"vote", poll, "3"}).brief(), "2 input.ambiguous");
        QCOMPARE(m_community.run("resident", {"vote", poll, "4"}).brief(), "3 plans.unknown_choice");
        QVERIFY(syncAll());
        QVERIFY(!m_community.write("neighbour", {"vote", poll, "长椅"}).isEmpty()); // the same household
        QVERIFY(!m_community.write("captain", {"vote", poll, "长椅"}).isEmpty());
        QVERIFY(syncAll());
        QJsonValue shown = m_community.show("resident", poll);
        QCOMPARE(shown["ballots"].toInt(), 2);
        QCOMPARE(shown["own_ballot"]["choice"].toInt(), 3);
        QVERIFY(shown["outcome"].isNull() && !shown["options"][0].toObject().contains("votes")); // no interim result
        m_community.passTime(2h);
        QVERIFY(!report("worker", "时间过去了").isEmpty());
        QVERIFY(m_community.sync("worker") && syncAll());
        for (const QString& who : everybody()) {
            shown = findById(m_community.list(who, "polls"), poll);
            QCOMPARE(shown["state"].toString(), "closed");
            QCOMPARE(shown["outcome"].toString(), "decided");
            QCOMPARE(shown["winner"].toInt(), 3);
            QCOMPARE(valuesOf(shown["options"].toArray(), "votes"), QStringList({"0", "0", "2"}));
        }
    }

    void waitlistMovesUp()
    {
        const QString event = publish(
            "worker", "event",
            m_community.file("event.json",
                             R"({"title":"演练","starts":"+5h","ends":"+6h","capacity":2,"companions_max":1})"));
        QVERIFY(syncAll());
        QVERIFY(!m_community.write("resident", {"signup", event, "--companions", "1"}).isEmpty());
        QVERIFY(m_community.sync("resident") && m_community.sync("captain"));
        QVERIFY(!m_community.write("captain", {"signup", event}).isEmpty());
        QVERIFY(m_community.sync("captain"));
        QCOMPARE(m_community.show("captain", event)["own"]["state"].toString(), "waiting");
        QVERIFY(!m_community.write("resident", {"withdraw", event}).isEmpty());
        QVERIFY(m_community.sync("resident") && syncAll());
        QCOMPARE(m_community.show("captain", event)["own"]["state"].toString(), "going");
        QVERIFY(!m_community.write("worker", {"checkin", event, "captain"}).isEmpty());
        QCOMPARE(m_community.show("worker", event)["checked_in"].toInt(), 1);
        QVERIFY(!m_community.write("worker", {"cancel", event, "--reason", "下雨"}).isEmpty());
        QVERIFY(syncAll());
        QCOMPARE(m_community.show("resident", event)["cancellation"]["reason"].toString(), "下雨");
    }

    void noticeReachesItsBuildings()
    {
        const QString notice =
            publish("captain", "notice",
                    m_community.file("notice.json", R"({"headline":"停电","expires":"+8h","severity":"severe",
                                                                       "area":{"buildings":["JY-2"]}})"));
        QVERIFY(syncAll());
        QVERIFY(valuesOf(m_community.list("resident", "notices"), "id").contains(notice));
        QVERIFY(!valuesOf(m_community.list("treasurer", "notices"), "id").contains(notice)); // lives elsewhere
        QVERIFY(valuesOf(m_community.run("treasurer", {"list", "notices", "--all", "--json"}).array(), "id")
                    .contains(notice));
        QVERIFY(!m_community.write("resident", {"ack", notice}).isEmpty());
        QCOMPARE(m_community.run("treasurer", {"ack", notice}).brief(), "3 notices.not_addressed");
        QVERIFY(syncAll());
        QCOMPARE(m_community.show("captain", notice)["reach"]["acknowledged"].toInt(), 1);
        const QString update =
            publish("captain", "notice",
                    m_community.file("update.json", "{\"msgType\":\"update\",\"references\":[\"" + notice.toUtf8() +
                                                        "\"],\"headline\":\"来电了\",\"expires\":\"+8h\","
                                                        "\"area\":{\"buildings\":[\"JY-2\"]}}"));
        QVERIFY(!m_community.write("captain", {"cancel", update, "--reason", "都好了"}).isEmpty());
        QVERIFY(syncAll());
        QCOMPARE(m_community.show("resident", notice)["superseded_by"].toString(), update);
        QCOMPARE(m_community.show("resident", update)["state"].toString(), "cancelled");
    }

    void hiddenTextsStayVisibleAsHidden()
    {
        const QString hazard = report("resident", "张三家的电话是13800000000");
        QVERIFY(syncAll());
        QCOMPARE(m_community.run("neighbour", {"erase", hazard, "--reason", "不喜欢"}).brief(),
                 "3 community.not_allowed");
        QVERIFY(!m_community.write("worker", {"erase", hazard, "--reason", "写了别人的电话"}).isEmpty());
        QVERIFY(syncAll());
        for (const char* who : {"neighbour", "resident", "worker"}) {
            const QJsonValue shown = m_community.show(who, hazard);
            QVERIFY(shown["description"].isNull());
            QCOMPARE(shown["erasure"]["reason"].toString(), "写了别人的电话");
            QCOMPARE(shown["erasure"]["by_name"].toString(), "worker");
        }
    }

    void listsForPeople()
    {
        for (const char* what : {"hazards", "plans", "polls", "events", "accounts", "entries", "notices", "members",
                                 "outbox", "carried"}) {
            const Ended people = m_community.run("resident", {"list", what});
            const Ended programs = m_community.run("resident", {"list", what, "--json"});
            QCOMPARE(people.code, 0);
            QCOMPARE(people.out.count('\n'), programs.array().size());
        }
        const Ended plan = m_community.run("resident", {"show", m_plan});
        QVERIFY(plan.out.contains("title: 1栋门口的无障碍坡道\n") && plan.out.contains("  -\n    id: "));
        QCOMPARE(m_community.run("resident", {"households", "--json"}).array().size(), 286);
    }

private:
    static QStringList everybody() { return {"admin", "captain", "worker", "treasurer", "resident", "neighbour"}; }
    bool syncAll() const
    {
        // Twice: what the last one sends must reach the first one too.
        return std::ranges::all_of(everybody() + everybody(),
                                   [&](const QString& who) { return m_community.sync(who); });
    }
    QString publish(const QString& who, const QString& kind, const QString& file) const
    {
        return m_community.write(who, {"publish", kind, file});
    }
    QString report(const QString& who, const QString& text) const
    {
        return m_community.write(who, {"report", "--item", "fire.blocked_exit", "--building", "JY-2", "--text", text});
    }

    Community m_community;
    QString m_plan;
};

QTEST_GUILESS_MAIN(TestCliDay)
#include "tst_cli_day.moc"
