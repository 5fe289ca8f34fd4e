// SPDX-License-Identifier: Apache-2.0
// The way over to a hub's log that is another one for good: never by itself, and only when told twice.
#include "tests/cli/Cli.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace linli::test;

class TestCliFollow : public QObject {
    Q_OBJECT

private slots:
    void aPhoneGoesOverWhenItsOwnerSaysSo();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] Ended run(const char* who, const QStringList& arguments) const
    {
        return runLinli(path(who), arguments);
    }
    [[nodiscard]] QString report(const char* who, const QString& text, const QStringList& more = {}) const
    {
        return run(who,
                   QStringList{"report", "--item", "facilities.lighting", "--building", "JY-1", "--text", text} + more)
            .id();
    }
    QTemporaryDir m_folder;
};

void TestCliFollow::aPhoneGoesOverWhenItsOwnerSaysSo()
{
    HubProcess hub(path("hub"));
    QVERIFY(hub.found());
    QVERIFY2(hub.start(), hub.log().constData());
    const QString url = QString::fromStdString(hub.url());
    QCOMPARE(run("admin", {"join", url, QString::fromStdString(hub.adminInvite())}).brief(), "0");
    const QString invite = run("admin", {"invite", "--household", "JY-1-1-101"}).field("invite");
    QCOMPARE(run("admin", {"sync"}).brief(), "0");
    QCOMPARE(run("li", {"join", url, invite}).brief(), "0");
    QCOMPARE(run("admin", {"sync"}).brief(), "0");
    QCOMPARE(HubProcess::run({"backup", path("copy"), "--data", path("hub"), "--with-key"}).code, 0);
    const QString lost = report("li", "路灯不亮");
    const QString secret = report("li", "三楼有人养鸡", {"--private"});
    QCOMPARE(run("li", {"sync"}).brief(), "0");
    QCOMPARE(run("li", {"recover", "--follow-hub", "--yes"}).brief(), "2 home.follows_hub");

    // The hub comes back from its backup, and its operator gives up what came after.
    QCOMPARE(hub.stop(), 0);
    QVERIFY(QDir().rename(path("hub"), path("broken")));
    QCOMPARE(HubProcess::run({"restore", path("copy"), "--data", path("hub")}).code, 0);
    QVERIFY2(hub.startAgain({"--accept-loss"}), hub.log().constData());
    QVERIFY(!report("admin", "明天检修").isEmpty());
    QCOMPARE(run("admin", {"sync"}).brief(), "0");
    const QString waiting = report("li", "还没有修好");
    for (int again = 0; again < 2; ++again)
        QCOMPARE(run("li", {"sync"}).brief(), "4 log.inconsistent");

    const QJsonObject before = run("li", {"digest"}).object();
    const Ended asked = run("li", {"recover", "--follow-hub"});
    QCOMPARE(asked.brief(), "2 home.unconfirmed");
    QCOMPARE(asked.object().value("followed").toBool(true), false);
    QCOMPARE(asked.field("why"), "log.inconsistent");
    QCOMPARE(asked.object().value("log_size"), before.value("log_size"));
    QCOMPARE(run("li", {"digest"}).object(), before);
    QVERIFY(!QFile::exists(path("li/linli.db.history-1")));
    QCOMPARE(run("li", {"recover", "--yes"}).code, 2); // means nothing alone

    const QJsonObject followed = run("li", {"recover", "--follow-hub", "--yes"}).object();
    QCOMPARE(followed.value("followed").toBool(), true);
    QCOMPARE(followed.value("given_up"), before.value("log_size"));
    QCOMPARE(followed.value("waiting").toInt(-1), 0);
    QCOMPARE(followed.value("rejected").toInt(-1), 0);
    QCOMPARE(followed.value("evidence").toInt(), 1);
    QVERIFY(QFile::exists(path("li/linli.db.history-1")));
    QCOMPARE(run("li", {"list", "evidence", "--json"}).array().size(), 1);
    for (const QString& id : {lost, secret, waiting}) {
        const QJsonObject shown = run("li", {"show", id, "--json"}).object();
        QCOMPARE(shown.value("sync_state").toString(), "confirmed");
        QVERIFY(!shown.value("description").toString().isEmpty());
    }
    QCOMPARE(run("li", {"sync"}).brief(), "0");
    QCOMPARE(run("admin", {"sync"}).brief(), "0");
    QCOMPARE(run("admin", {"show", secret, "--json"}).field("description"), "三楼有人养鸡");
    QCOMPARE(run("li", {"digest"}).field("log_root"), run("admin", {"digest"}).field("log_root"));
    QCOMPARE(run("li", {"digest"}).field("community_sha256"), run("admin", {"digest"}).field("community_sha256"));
    QCOMPARE(hub.stop(), 0);
    QCOMPARE(hub.fsck().code, 0);
}

QTEST_GUILESS_MAIN(TestCliFollow)
#include "tst_cli_follow.moc"
