// SPDX-License-Identifier: Apache-2.0
// Bad input gets a clear error and loses nothing: after each row the phone holds exactly what it held before.
#include "tests/cli/Cli.h"

#include <QFile>
#include <QTest>

using namespace linli::test;
using namespace std::chrono_literals;

namespace {

/// Everything that could be lost or left behind.
struct Held {
    QJsonArray outbox;
    QJsonObject digest;
    QJsonArray hazards;
    QJsonArray accounts;
    friend bool operator==(const Held&, const Held&) = default;
};

QByteArray entryJson(const char* kind, qint64 fen)
{
    return QByteArray("{\"kind\":\"") + kind + "\",\"account\":\"保障\",\"amount_fen\":" + QByteArray::number(fen) +
           ",\"category\":\"repair\",\"purpose\":\"换灯\",\"payee\":\"灯具店\",\"receipt\":\"receipt.jpg\"}";
}

} // namespace

class TestCliBadInput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_community.start());
        QVERIFY(QFile::copy(sample("photos/receipt-04.jpg"), m_community.path("receipt.jpg")));
        QVERIFY(!m_community.file("no-image.jpg", "this is not a picture").isEmpty());
        QFile huge(m_community.path("huge.jpg"));
        QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(50LL * 1024 * 1024));
        const QString account = m_community.file("account.json", R"({"name":"保障","track":"guarantee"})");
        QVERIFY(!m_community.write("treasurer", {"publish", "account", account}).isEmpty());
        QVERIFY(!m_community
                     .write("treasurer",
                            {"publish", "entry", m_community.file("income.json", R"({"kind":"income","account":"保障",
                                              "amount_fen":10000,"category":"财政拨款","purpose":"拨款","payee":"区里"})")})
                     .isEmpty());
        // Something of each phone is still waiting: it must be there afterwards.
        QVERIFY(!report("resident", "我先写的").isEmpty());
        QVERIFY(m_community.sync("treasurer"));
    }

    void photos_data()
    {
        QTest::addColumn<QString>("photo");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("no image") << "no-image.jpg" << QByteArray("2 photo.not_an_image");
        QTest::newRow("50 MB") << "huge.jpg" << QByteArray("2 photo.too_large");
        QTest::newRow("no file") << "nowhere.jpg" << QByteArray("2 file.missing");
    }
    void photos()
    {
        QFETCH(const QString, photo);
        QFETCH(const QByteArray, expected);
        // The good picture before the bad one must not stay behind.
        refuses("captain",
                {"report", "--item", "fire.blocked_exit", "--building", "JY-2", "--text", "楼道堵了", "--photo",
                 sample("photos/wall-leak.jpg"), "--photo", m_community.path(photo)},
                expected);
        QCOMPARE(m_community.run("captain", {"sync"}).object()["photos_up"].toInt(-1), 0);
    }

    void reports_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("too long") << QStringList{"--text", QString(2001, u'长'), "--building", "JY-2"}
                                  << QByteArray("3 content.too_long");
        QTest::newRow("empty") << QStringList{"--text", "", "--building", "JY-2"} << QByteArray("3 content.empty");
        QTest::newRow("latitude") << QStringList{"--text", "x", "--at", "90.1,104"}
                                  << QByteArray("3 hazards.bad_position");
        QTest::newRow("longitude") << QStringList{"--text", "x", "--at", "30,-180.1"}
                                   << QByteArray("3 hazards.bad_position");
        QTest::newRow("far beyond") << QStringList{"--text", "x", "--at", "30,1e300"}
                                    << QByteArray("3 hazards.bad_position");
        QTest::newRow("not finite") << QStringList{"--text", "x", "--at", "nan,104"}
                                    << QByteArray("3 hazards.bad_position");
        QTest::newRow("no numbers") << QStringList{"--text", "x", "--at", "here"} << QByteArray("2 input.position");
        QTest::newRow("no place") << QStringList{"--text", "x"} << QByteArray("3 hazards.no_place");
        QTest::newRow("no such building")
            << QStringList{"--text", "x", "--building", "JY-99"} << QByteArray("3 hazards.unknown_building");
        QTest::newRow("no such item") << QStringList{"--text", "x", "--building", "JY-2", "--item", "moon"}
                                      << QByteArray("2 usage.arguments"); // --item twice
    }
    void reports()
    {
        QFETCH(const QStringList, more);
        QFETCH(const QByteArray, expected);
        refuses("resident", QStringList{"report", "--item", "fire.blocked_exit"} + more, expected);
    }

    void files_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* who, const char* kind, const QByteArray& json,
                            const char* expected) {
            QTest::newRow(name) << who << kind << json << QByteArray(expected);
        };
        row("not JSON", "worker", "plan", "{\n\"title\": \"x\",\n oops}", "2 input.json");
        row("not an object", "worker", "plan", "[]", "2 input.json");
        row("deep", "worker", "plan", QByteArray(100'000, '['), "2 input.json");
        row("no title", "worker", "plan", R"({"text":"x","cost_fen":1})", "2 input.field");
        row("misspelt field", "worker", "plan", R"({"titel":"x","title":"y","cost_fen":1})", "2 input.field");
        row("misspelt inside", "worker", "plan", R"({"title":"y","cost_fen":1,"location":{"lat":1,"lon":1,"alt":3}})",
            "2 input.field");
        row("cost in yuan", "worker", "plan", R"({"title":"x","cost_fen":12.5})", "2 input.field");
        row("cost beyond 64 bits", "worker", "plan", R"({"title":"x","cost_fen":18446744073709551615})",
            "2 input.field");
        row("negative cost", "worker", "plan", R"({"title":"x","cost_fen":-1})", "3 plans.cost");
        row("off the globe", "worker", "plan", R"({"title":"x","cost_fen":1,"location":{"lat":1e9,"lon":0}})",
            "3 plans.point");
        row("NUL", "worker", "plan", R"({"title":"x\u0000y","cost_fen":1})", "3 content.not_utf8");
        row("invalid UTF-8", "worker", "plan", "{\"title\":\"\xff\",\"cost_fen\":1}", "3 content.not_utf8");
        row("lone surrogate", "worker", "plan", R"({"title":"\ud800","cost_fen":1})", "2 input.json");
        row("long title", "worker", "plan", "{\"title\":\"" + QString(81, u'长').toUtf8() + "\",\"cost_fen\":1}",
            "3 content.too_long");
        row("bad time", "worker", "event", R"({"title":"x","starts":"tomorrow","ends":"+2h","capacity":2})",
            "2 input.field");
        row("in the past", "worker", "event", R"({"title":"x","starts":"2020-01-01","ends":"+2h","capacity":2})",
            "3 events.starts_in_past");
        row("negative capacity", "worker", "event", R"({"title":"x","starts":"+1h","ends":"+2h","capacity":-2})",
            "2 input.field");
        row("unknown severity", "captain", "notice",
            R"({"headline":"x","severity":"huge","expires":"+1h","area":{"buildings":["JY-1"]}})", "2 input.field");
        row("foreign building", "captain", "notice",
            R"({"headline":"x","expires":"+1h","area":{"buildings":["JY-1","XH-1"]}})", "3 notices.foreign_building");
        row("whole community", "captain", "notice", R"({"headline":"x","expires":"+1h","area":{"community":true}})",
            "3 notices.foreign_area");
        row("resident's notice", "resident", "notice", R"({"headline":"x","expires":"+1h","area":{"community":true}})",
            "3 notices.not_allowed");
        row("overspending", "treasurer", "entry", entryJson("spending", 10001), "3 funds.overspent");
        row("negative", "treasurer", "entry", entryJson("spending", -5), "3 funds.amount");
        row("zero", "treasurer", "entry", entryJson("income", 0), "3 funds.amount");
        row("unbalanced", "treasurer", "entry",
            R"({"purpose":"x","payee":"y","lines":[{"account":"保障","amount_fen":100},{"income":"other","amount_fen":-90}]})",
            "3 funds.unbalanced");
        row("no receipt", "treasurer", "entry",
            R"({"kind":"spending","account":"保障","amount_fen":5,"category":"repair","purpose":"x","payee":"y"})",
            "3 funds.receipt_required");
        row("unknown account", "treasurer", "entry",
            R"({"kind":"income","account":"小金库","amount_fen":5,"category":"other","purpose":"x","payee":"y"})",
            "2 input.unknown");
        row("not the treasurer", "captain", "account", R"({"name":"x","track":"incentive"})", "3 funds.not_allowed");
        row("unknown track", "treasurer", "account", R"({"name":"x","track":"mine"})", "2 input.field");
        row("unknown kind", "treasurer", "song", "{}", "2 usage.arguments");
    }
    void files()
    {
        QFETCH(const QString, who);
        QFETCH(const QString, kind);
        QFETCH(const QByteArray, json);
        QFETCH(const QByteArray, expected);
        refuses(who, {"publish", kind, m_community.file("input.json", json)}, expected);
    }

    void brokenFileNamesItsLine()
    {
        const Ended ended = m_community.run(
            "worker", {"publish", "plan", m_community.file("input.json", "{\n\"title\": \"x\",\n oops}")});
        QVERIFY2(ended.err.contains("line 3"), ended.err);
    }

    void captainInvitesElsewhere()
    {
        refuses("captain", {"invite", "--household", "XH-1-1-101"}, "3 members.foreign_building");
        refuses("captain", {"invite", "--role", "worker"}, "3 members.not_allowed");
        refuses("admin", {"invite", "--household", "JY-9-9-999"}, "3 members.unknown_household");
    }

    void unknownThings_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("expected");
        const QString id = "01a209bf-e8c0-7aee-9b7e-7b5c8e757b00";
        QTest::newRow("show") << QStringList{"show", id} << QByteArray("2 id.unknown");
        QTest::newRow("no id") << QStringList{"show", "JY"} << QByteArray("2 input.id");
        QTest::newRow("comment") << QStringList{"comment", id, "x"} << QByteArray("3 hazards.unknown_hazard");
        QTest::newRow("vote") << QStringList{"vote", id, "1"} << QByteArray("3 plans.unknown_poll");
        QTest::newRow("signup") << QStringList{"signup", id} << QByteArray("3 events.unknown_event");
        QTest::newRow("ack") << QStringList{"ack", id} << QByteArray("3 notices.unknown_notice");
        QTest::newRow("discard") << QStringList{"discard", id} << QByteArray("2 outbox.unknown");
        QTest::newRow("erase") << QStringList{"erase", id, "--reason", "x"}
                               << QByteArray("3 community.unknown_operation");
        QTest::newRow("list") << QStringList{"list", "secrets"} << QByteArray("2 usage.arguments");
        QTest::newRow("state") << QStringList{"advance", id, "mended"} << QByteArray("2 input.state");
        QTest::newRow("photo") << QStringList{"photo", QString(64, u'a'), "--out", "/tmp/x"}
                               << QByteArray("2 photo.unknown");
        QTest::newRow("hash") << QStringList{"photo", "abc", "--out", "/tmp/x"} << QByteArray("2 input.hash");
    }
    void unknownThings()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, expected);
        refuses("resident", arguments, expected);
    }

    void usedAndExpiredInvites()
    {
        const QString once = m_community.invite({"--household", "JY-3-1-301"});
        const QString late = m_community.invite({"--household", "JY-3-1-301", "--expires", "+1h"});
        QVERIFY(m_community.join("first", once));
        const auto joining = [&](const QString& invite) {
            return m_community.run("second", {"join", m_community.url(), invite}).brief();
        };
        QCOMPARE(joining(once), "3 members.invite_used");
        m_community.passTime(2h);
        QCOMPARE(joining(late), "3 members.invite_expired");
        QCOMPARE(m_community.run("second", {"digest"}).brief(), "5 home.not_joined");
        // The refusals leave nothing in the way of a good invite.
        QVERIFY(m_community.join("second", m_community.invite({"--household", "JY-3-1-301"})));
        QCOMPARE(m_community.run("second", {"join", m_community.url(), late}).brief(), "2 home.joined_already");
    }

    void voteAfterClose()
    {
        QVERIFY(m_community.sync("worker")); // "+1h" counts from the hub's time, which an earlier test has moved
        const QString poll = m_community.write(
            "worker",
            {"publish", "poll", m_community.file("poll.json", R"({"question":"先修哪里？","options":["灯","路"],
                                                                          "closes":"+1h","quorum_percent":1})")});
        QVERIFY(m_community.sync("worker") && m_community.sync("resident") && m_community.sync("captain"));
        // The captain's phone is offline and does not know yet that the time has passed: the hub says no.
        const QString ballot = m_community.write("captain", {"vote", poll, "灯"});
        m_community.passTime(2h);
        QVERIFY(m_community.sync("captain") && m_community.sync("resident"));
        const QJsonArray outbox = m_community.list("captain", "outbox");
        QCOMPARE(outbox.size(), 1);
        QCOMPARE(outbox[0]["id"].toString(), ballot);
        QCOMPARE(outbox[0]["state"].toString(), "rejected");
        QCOMPARE(outbox[0]["code"].toString(), "plans.poll_closed");
        refuses("resident", {"vote", poll, "灯"}, "3 plans.poll_closed");
        QCOMPARE(m_community.show("resident", poll)["ballots"].toInt(), 0);
        QCOMPARE(m_community.write("captain", {"discard", ballot}), ballot);
        QVERIFY(m_community.list("captain", "outbox").isEmpty());
    }

private:
    QString report(const QString& who, const QString& text)
    {
        return m_community.write(who, {"report", "--item", "fire.blocked_exit", "--building", "JY-2", "--text", text});
    }
    Held held(const QString& who)
    {
        return {m_community.list(who, "outbox"), m_community.run(who, {"digest"}).object(),
                m_community.list(who, "hazards"), m_community.list(who, "accounts")};
    }
    void refuses(const QString& who, const QStringList& arguments, const QByteArray& expected)
    {
        const Held before = held(who);
        QVERIFY(!before.digest.isEmpty());
        const Ended ended = m_community.run(who, arguments);
        QCOMPARE(ended.brief(), expected);
        QVERIFY(ended.out.isEmpty());
        QVERIFY2(ended.err.trimmed().contains('\n'), ended.err); // a sentence about what to do follows the code
        QVERIFY(held(who) == before);
    }

    Community m_community;
};

QTEST_GUILESS_MAIN(TestCliBadInput)
#include "tst_cli_bad_input.moc"
