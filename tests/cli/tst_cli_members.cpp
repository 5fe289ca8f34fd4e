// SPDX-License-Identifier: Apache-2.0
// People, their phones and the live channel.
#include "tests/cli/Cli.h"

#include <QTest>

using namespace linli::test;

namespace {

/// `sync --watch` on a home; its lines one after the other.
class Watching {
public:
    explicit Watching(const QString& home) { m_process.start(linliBinary(), {"--home", home, "sync", "--watch"}); }
    ~Watching()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// The first further line that fits; empty when there is none in time.
    template <class Fits> QJsonObject waitFor(Fits fits)
    {
        const QDeadlineTimer deadline(HubProcess::patience);
        while (!deadline.hasExpired()) {
            while (m_process.canReadLine()) {
                const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
                if (fits(line))
                    return line;
            }
            if (!m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
                break;
        }
        return {};
    }
    QJsonObject waitForSize(qint64 size)
    {
        return waitFor([size](const QJsonObject& line) { return line["log_size"].toInteger() >= size; });
    }
    QJsonObject waitForState(const QString& state)
    {
        return waitFor([&](const QJsonObject& line) { return line["state"].toString() == state; });
    }
    Ended end(bool terminate = true)
    {
        if (terminate)
            m_process.terminate();
        const bool ended =
            m_process.waitForFinished(HubProcess::patience) && m_process.exitStatus() == QProcess::NormalExit;
        return {ended ? m_process.exitCode() : -1, m_process.readAllStandardOutput(), m_process.readAllStandardError()};
    }

private:
    QProcess m_process;
};

} // namespace

class TestCliMembers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_community.start());
        QVERIFY(m_community.sync("admin") && m_community.sync("captain"));
    }

    void newsComesLive()
    {
        Watching watching(m_community.home("worker"));
        QVERIFY(!watching.waitForState("live").isEmpty());
        const QString id = m_community.write(
            "resident", {"report", "--item", "facilities.lighting", "--building", "JY-2", "--text", "灯不亮"});
        QVERIFY(m_community.sync("resident"));
        const qint64 size = m_community.run("resident", {"digest"}).object()["log_size"].toInteger();
        const QJsonObject line = watching.waitForSize(size);
        QCOMPARE(line["waiting"].toInt(-1), 0);
        QCOMPARE(watching.end().code, 0);
        QCOMPARE(m_community.show("worker", id)["description"].toString(), "灯不亮");
    }

    void watchingSendsWhatWaits()
    {
        const QString id = m_community.write(
            "resident", {"report", "--item", "facilities.lighting", "--building", "JY-2", "--text", "还有一盏"});
        Watching watching(m_community.home("resident"));
        QVERIFY(!watching
                     .waitFor([](const QJsonObject& line) {
                         return line["state"].toString() == "live" && line["waiting"].toInt(-1) == 0;
                     })
                     .isEmpty());
        QCOMPARE(watching.end().code, 0);
        QCOMPARE(m_community.show("resident", id)["sync_state"].toString(), "confirmed");
    }

    void rolesAreGivenAndTaken()
    {
        QVERIFY(
            !m_community.write("admin", {"grant", "resident", "--role", "captain", "--buildings", "JY-3"}).isEmpty());
        QVERIFY(m_community.sync("admin") && m_community.sync("resident"));
        const QJsonValue me = m_community.show("resident", memberId("resident"));
        QCOMPARE(me["roles"][0]["role"].toString(), "captain");
        QCOMPARE(me["roles"][0]["buildings"][0].toString(), "JY-3");
        QVERIFY(!m_community.write("resident", {"invite", "--household", "JY-3-1-301"}).isEmpty());
        QCOMPARE(m_community.run("resident", {"invite", "--household", "JY-1-1-302"}).brief(),
                 "3 members.foreign_building");
        QVERIFY(!m_community.write("admin", {"grant", "resident", "--role", "captain", "--withdraw"}).isEmpty());
        QVERIFY(m_community.sync("admin") && m_community.sync("resident"));
        QCOMPARE(m_community.run("resident", {"invite", "--household", "JY-3-1-301"}).brief(), "3 members.not_allowed");
        QCOMPARE(m_community.run("resident", {"grant", "resident", "--role", "admin"}).brief(),
                 "3 members.not_allowed");
        QCOMPARE(m_community.run("admin", {"grant", "nobody", "--role", "worker"}).brief(), "2 input.unknown");
        QCOMPARE(m_community.run("admin", {"grant", "resident", "--role", "king"}).brief(), "2 input.role");
    }

    void secondPhoneAndLostPhone()
    {
        const QString me = memberId("resident");
        const QString phone = deviceId("resident");
        const Ended invite = m_community.run("resident", {"invite", "--member", me});
        QCOMPARE(invite.code, 0);
        QVERIFY(invite.field("url").startsWith("linli://join?hub=http"));
        QVERIFY(m_community.sync("resident"));
        // The address for the QR code works as well as the text.
        QCOMPARE(m_community.run("tablet", {"join", m_community.url(), invite.field("url")}).field("member_id"), me);
        QVERIFY(m_community.sync("resident"));
        const QJsonArray devices = m_community.show("resident", me)["devices"].toArray();
        QCOMPARE(devices.size(), 2);

        // The phone is lost: revoked, it is told so by one session and by watching.
        Watching watching(m_community.home("resident"));
        QVERIFY(!watching.waitForState("live").isEmpty());
        QVERIFY(!m_community.write("tablet", {"revoke", phone}).isEmpty());
        QVERIFY(m_community.sync("tablet"));
        const Ended watched = watching.end(false);
        QCOMPARE(watched.brief(), "3 auth.device_revoked");
        const Ended refused = m_community.run("resident", {"sync"});
        QCOMPARE(refused.brief(), "3 auth.device_revoked");
        QVERIFY2(refused.err.contains("re-admit"), refused.err);
        QVERIFY(!m_community.list("resident", "hazards").isEmpty()); // what is on it stays

        // The captain of the building lets the member in again; every old device is out.
        QVERIFY(m_community.sync("captain"));
        const QString back = m_community.run("captain", {"invite", "--member", me, "--readmit"}).field("invite");
        QVERIFY(m_community.sync("captain"));
        QCOMPARE(m_community.run("new-phone", {"join", m_community.url(), back}).field("member_id"), me);
        QCOMPARE(m_community.run("tablet", {"sync"}).brief(), "3 auth.device_revoked");
        QVERIFY(m_community.sync("new-phone"));
    }

    void movingOut()
    {
        QVERIFY(m_community.join("tenant", m_community.invite({"--household", "JY-1-2-402"})));
        QVERIFY(m_community.sync("captain") && m_community.sync("treasurer"));
        QCOMPARE(m_community.run("treasurer", {"move-out", memberId("tenant")}).code, 3);
        QVERIFY(!m_community.write("captain", {"move-out", "tenant"}).isEmpty());
        QVERIFY(m_community.sync("captain"));
        QVERIFY(m_community.show("captain", memberId("tenant"))["household"].isNull());
    }

    void watchingWithoutAHub()
    {
        m_community.hub().kill();
        Watching watching(m_community.home("worker"));
        const QJsonObject line = watching.waitForState("waiting");
        QCOMPARE(line["error"].toString(), "hub.unreachable");
        QCOMPARE(watching.end().code, 0);
    }

private:
    QString memberId(const QString& name)
    {
        for (const QJsonValue& member : m_community.list("captain", "members"))
            if (member["name"].toString() == name)
                return member["id"].toString();
        return {};
    }
    /// The device of this home.
    QString deviceId(const QString& who)
    {
        for (const QJsonValue& member : m_community.list(who, "members"))
            for (const QJsonValue& device : member["devices"].toArray())
                if (device["this"].toBool())
                    return device["id"].toString();
        return {};
    }

    Community m_community;
};

QTEST_GUILESS_MAIN(TestCliMembers)
#include "tst_cli_members.moc"
