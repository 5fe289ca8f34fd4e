// SPDX-License-Identifier: Apache-2.0
// With the hub gone, words go from phone to phone as files; whoever reaches the hub first delivers them, once.
#include "tests/cli/Cli.h"

#include <QDateTime>
#include <QFile>
#include <QTest>

using namespace linli::test;
using namespace std::chrono_literals;

namespace {

QJsonObject findById(const QJsonArray& rows, const QString& id)
{
    for (const QJsonValue& row : rows)
        if (row["id"].toString() == id)
            return row.toObject();
    return {};
}

QByteArray bytesOf(const QString& file)
{
    QFile open(file);
    return open.open(QIODevice::ReadOnly) ? open.readAll() : QByteArray();
}

} // namespace

class TestCliBundle : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_community.start());
        QVERIFY(m_community.join("neighbour", m_community.invite({"--household", "JY-2-2-302"})));
        for (const QString& who : everybody())
            QVERIFY(m_community.sync(who));
    }

    void acrossThreePhonesWithoutAHub()
    {
        QCOMPARE(m_community.hub().stop(), 0);
        QCOMPARE(m_community.run("captain", {"sync"}).brief(), "4 hub.unreachable");
        const QString notice = m_community.write(
            "captain", {"publish", "notice",
                        m_community.file("notice.json", R"({"headline":"今晚停水","expires":"+8h","severity":"severe",
                                                            "area":{"buildings":["JY-2"]}})")});
        const QString hazard = report("resident", "消防通道被堵了");
        QVERIFY(!notice.isEmpty() && !hazard.isEmpty());

        // captain -> resident -> neighbour, and captain -> worker, who is a second carrier.
        const QJsonObject first = handOver("captain", "a.linli");
        QCOMPARE(first["operations"].toInt(), 1);
        QCOMPARE(first["bytes"].toInteger(), bytesOf(m_community.path("a.linli")).size());
        QCOMPARE(takeIn("resident", "a.linli")["taken"].toInt(), 1);
        QCOMPARE(handOver("resident", "b.linli")["operations"].toInt(), 2);
        QCOMPARE(takeIn("neighbour", "b.linli")["taken"].toInt(), 2);
        QCOMPARE(takeIn("worker", "b.linli")["taken"].toInt(), 2);
        const QJsonObject again = takeIn("neighbour", "b.linli");
        QCOMPARE(again["taken"].toInt(), 0);
        QCOMPARE(again["known"].toInt(), 2);
        QVERIFY(again["refused"].toArray().isEmpty());

        // Verified offline, and shown as not yet in the log.
        const QJsonArray carried = m_community.list("neighbour", "carried");
        QCOMPARE(carried.size(), 2);
        const QJsonObject shown = findById(carried, notice);
        QCOMPARE(shown["kind"].toString(), "notices.publish");
        QCOMPARE(shown["state"].toString(), "verified");
        QCOMPARE(shown["author_name"].toString(), "captain");
        QCOMPARE(shown["content"]["headline"].toString(), "今晚停水");
        QVERIFY(shown["code"].isNull() && shown["seq"].isNull());
        const QJsonObject words = findById(carried, hazard);
        QCOMPARE(words["content"]["text"].toString(), "消防通道被堵了");
        QCOMPARE(m_community.show("neighbour", hazard)["type"].toString(), "operation");
        QVERIFY(findById(m_community.list("neighbour", "hazards"), hazard).isEmpty());
        QVERIFY(findById(m_community.list("neighbour", "notices"), notice).isEmpty());

        // The hub is back. The first to reach it delivers for the others.
        QVERIFY(m_community.hub().startAgain({"--test-clock", m_community.path("clock")}));
        const QJsonObject delivered = m_community.run("neighbour", {"sync"}).object();
        QCOMPARE(delivered["carried"].toInt(), 2);
        QCOMPARE(delivered["pushed"].toInt(), 0);
        QVERIFY(m_community.list("neighbour", "carried").isEmpty());
        QCOMPARE(m_community.show("neighbour", hazard)["description"].toString(), "消防通道被堵了");
        QCOMPARE(findById(m_community.list("neighbour", "notices"), notice)["headline"].toString(), "今晚停水");
        const qint64 size = delivered["log_size"].toInteger();
        for (const char* who : {"worker", "captain", "resident"}) {
            const QJsonObject late = m_community.run(who, {"sync"}).object();
            QCOMPARE(late["carried"].toInt(), 0);
            QCOMPARE(late["waiting"].toInt(), 0);
            QCOMPARE(late["log_size"].toInteger(), size); // nothing twice
            QVERIFY(m_community.list(who, "outbox").isEmpty());
            QVERIFY(m_community.list(who, "carried").isEmpty());
        }
        everybodyAgrees();
    }

    void aNoticeOfTheLogReachesWhoHadNoNetwork()
    {
        const QString notice = m_community.write(
            "captain", {"publish", "notice", m_community.file("later.json", R"({"headline":"电梯检修","expires":"+8h",
                                                                    "area":{"buildings":["JY-2"]}})")});
        QVERIFY(m_community.sync("captain"));
        QCOMPARE(handOver("captain", "none.linli", {"--no-notices"})["notices"].toInt(), 0);
        QVERIFY(handOver("captain", "logged.linli")["notices"].toInt() >= 1);
        QCOMPARE(takeIn("resident", "logged.linli")["taken"].toInt(), 1);
        const QJsonObject shown = m_community.show("resident", notice).toObject();
        QCOMPARE(shown["state"].toString(), "in_log");
        QVERIFY(shown["seq"].toInteger() > 0);
        const QJsonObject after = m_community.run("resident", {"sync"}).object();
        QCOMPARE(after["carried"].toInt(), 0);
        QVERIFY(m_community.list("resident", "carried").isEmpty());
        QCOMPARE(m_community.show("resident", notice)["state"].toString(), "live");
    }

    void anExpiredNoticeIsShownAndDecidedAsSuch()
    {
        const QString notice = m_community.write(
            "captain", {"publish", "notice", m_community.file("short.json", R"({"headline":"一分钟内","expires":"+60s",
                                                                               "area":{"buildings":["JY-2"]}})")});
        handOver("captain", "short.linli", {"--no-notices"});
        QCOMPARE(takeIn("neighbour", "short.linli")["taken"].toInt(), 1);
        m_community.passTime(1h);
        const QJsonObject delivered = m_community.run("neighbour", {"sync"}).object();
        QCOMPARE(delivered["carried"].toInt(), 1);
        const QJsonObject entry = m_community.show("neighbour", notice).toObject();
        QCOMPARE(entry["state"].toString(), "rejected");
        QVERIFY(entry["code"].toString().startsWith("notices."));
        QVERIFY(m_community.sync("captain"));
        const QJsonObject own = findById(m_community.list("captain", "outbox"), notice);
        QCOMPARE(own["state"].toString(), "rejected");
        QCOMPARE(own["content"]["headline"].toString(), "一分钟内"); // the author still has the words
        QVERIFY(!m_community.write("captain", {"discard", notice}).isEmpty());
    }

    void whatIsNoBundleOfThisCommunityChangesNothing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("expected");
        report("resident", "好好的");
        handOver("resident", "good.linli");
        const QByteArray good = bytesOf(m_community.path("good.linli"));
        QByteArray changed = good;
        changed[good.size() / 2] = static_cast<char>(changed[good.size() / 2] ^ 1);
        QByteArray newer = good;
        newer.replace("linli bundle v1", "linli bundle v9");
        QTest::newRow("cut") << m_community.file("cut.linli", good.chopped(9)) << QByteArray("2 bundle.damaged");
        QTest::newRow("changed") << m_community.file("changed.linli", changed) << QByteArray("2 bundle.damaged");
        QTest::newRow("newer") << m_community.file("newer.linli", newer) << QByteArray("2 bundle.newer");
        QTest::newRow("a picture") << sample("photos/wall-leak.jpg") << QByteArray("2 bundle.not_a_bundle");
        QTest::newRow("empty") << m_community.file("empty.linli", {}) << QByteArray("2 bundle.not_a_bundle");
        QTest::newRow("huge") << m_community.file("huge.linli", QByteArray(5 * 1024 * 1024, 'x'))
                              << QByteArray("2 file.too_large");
        QTest::newRow("missing") << m_community.path("nowhere.linli") << QByteArray("2 file.missing");
    }

    void whatIsNoBundleOfThisCommunityChangesNothing()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, expected);
        const Ended ended = m_community.run("neighbour", {"bundle", "import", file});
        QCOMPARE(ended.brief(), expected);
        QVERIFY(ended.out.isEmpty());
        QVERIFY(m_community.list("neighbour", "carried").isEmpty());
    }

    void anotherCommunitysBundleIsRefused()
    {
        Community other;
        QVERIFY(other.start());
        QVERIFY(
            !other.write("resident", {"report", "--item", "fire.blocked_exit", "--building", "JY-2", "--text", "别处"})
                 .isEmpty());
        const QString file = m_community.path("other.linli");
        QCOMPARE(other.run("resident", {"bundle", "export", file}).code, 0);
        QCOMPARE(m_community.run("neighbour", {"bundle", "import", file}).brief(), "2 bundle.other_community");
        QVERIFY(m_community.list("neighbour", "carried").isEmpty());
    }

    void aRevokedPhonesWordsAreRefusedOthersGoIn()
    {
        const QString mine = report("resident", "我的");
        handOver("resident", "one.linli");
        QVERIFY(takeIn("worker", "one.linli")["taken"].toInt() >= 1);
        const QString own = report("worker", "我也写一条");
        handOver("worker", "two.linli");
        QString device;
        for (const QJsonValue& member : m_community.list("admin", "members"))
            if (member["name"].toString() == "resident")
                device = member["devices"][0]["id"].toString();
        QVERIFY(!m_community.write("admin", {"revoke", device}).isEmpty());
        QVERIFY(m_community.sync("admin") && m_community.sync("neighbour"));
        const QJsonObject taken = takeIn("neighbour", "two.linli");
        QCOMPARE(taken["taken"].toInt(), 1);
        QVERIFY(!findById(m_community.list("neighbour", "carried"), own).isEmpty());
        const QJsonObject refused = findById(taken["refused"].toArray(), mine);
        QCOMPARE(refused["code"].toString(), "members.device_revoked");
    }

    void nothingIsWrittenWhereNothingCanBe()
    {
        const Ended ended = m_community.run("worker", {"bundle", "export", m_community.path("no/such/folder/x.linli")});
        QCOMPARE(ended.brief(), "2 file.not_written");
    }

private:
    static QStringList everybody() { return {"admin", "captain", "worker", "resident", "neighbour"}; }
    QJsonObject handOver(const QString& who, const QString& name, const QStringList& more = {}) const
    {
        const Ended ended = m_community.run(who, QStringList{"bundle", "export", m_community.path(name)} + more);
        if (ended.code != 0)
            qWarning().noquote() << who << "export" << ended.err;
        return ended.object();
    }
    QJsonObject takeIn(const QString& who, const QString& name) const
    {
        const Ended ended = m_community.run(who, {"bundle", "import", m_community.path(name)});
        if (ended.code != 0)
            qWarning().noquote() << who << "import" << ended.err;
        return ended.object();
    }
    QString report(const QString& who, const QString& text) const
    {
        return m_community.write(who, {"report", "--item", "fire.blocked_exit", "--building", "JY-2", "--text", text});
    }
    void everybodyAgrees() const
    {
        QVERIFY(m_community.sync("admin"));
        const QJsonObject expected = m_community.run("admin", {"digest"}).object();
        for (const QString& who : everybody())
            QCOMPARE(m_community.run(who, {"digest"}).object()["community_sha256"], expected["community_sha256"]);
    }

    Community m_community;
};

QTEST_GUILESS_MAIN(TestCliBundle)
#include "tst_cli_bundle.moc"
