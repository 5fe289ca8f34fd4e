// SPDX-License-Identifier: Apache-2.0
// One phone's identity on two phones.
#include "tests/cli/Cli.h"

#include <QTest>

#include <filesystem>

using namespace linli::test;

class TestCliClone : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aRestoredPhoneGoesOn();
    void twoCopiesAreSuspendedInTheLog();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    void report(const char* who, const char* text)
    {
        QCOMPARE(runLinli(path(who), {"report", "--item", "facilities.lighting", "--building", "JY-1", "--text",
                                      QString::fromUtf8(text)})
                     .brief(),
                 "0");
    }
    [[nodiscard]] QByteArray sync(const char* who) const { return runLinli(path(who), {"sync"}).errorCode(); }
    void copyHome(const char* from, const char* to)
    {
        std::filesystem::remove_all(path(to).toStdString());
        std::filesystem::copy(path(from).toStdString(), path(to).toStdString(),
                              std::filesystem::copy_options::recursive);
    }
    /// As the admin's phone knows them from the log.
    [[nodiscard]] QStringList deviceStates();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    QString m_member;
};

void TestCliClone::init()
{
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = std::make_unique<HubProcess>(path("hub"));
    QVERIFY(m_hub->found());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    const QString url = QString::fromStdString(m_hub->url());
    QCOMPARE(runLinli(path("admin"), {"join", url, QString::fromStdString(m_hub->adminInvite())}).brief(), "0");
    const Ended invite = runLinli(path("admin"), {"invite", "--household", "JY-1-1-101"});
    QCOMPARE(sync("admin"), "");
    const Ended joined = runLinli(path("li"), {"join", url, invite.field("invite")});
    QCOMPARE(joined.brief(), "0");
    m_member = joined.field("member_id");
    report("li", "路灯不亮");
    QCOMPARE(sync("li"), "");
}

QStringList TestCliClone::deviceStates()
{
    if (!sync("admin").isEmpty())
        return {"the admin cannot sync"};
    QStringList states;
    const QJsonArray devices =
        runLinli(path("admin"), {"show", m_member, "--json"}).object().value("devices").toArray();
    for (const QJsonValue& device : devices)
        states.append(device.toObject().value("state").toString());
    return states;
}

void TestCliClone::aRestoredPhoneGoesOn()
{
    copyHome("li", "backup");
    report("li", "备份之后写的");
    QCOMPARE(sync("li"), "");
    copyHome("backup", "li");
    report("li", "恢复之后写的");
    QCOMPARE(sync("li"), "");
    // Once more, from the same backup: it lacks what the log has of its own epoch.
    copyHome("backup", "li");
    report("li", "再次恢复之后写的");
    QCOMPARE(sync("li"), "");
    report("li", "又写一条");
    QCOMPARE(sync("li"), "");
    QCOMPARE(deviceStates(), QStringList{"active"});
}

void TestCliClone::twoCopiesAreSuspendedInTheLog()
{
    copyHome("li", "twin");
    report("li", "原来的手机");
    QCOMPARE(sync("li"), "");
    report("twin", "复制的手机"); // begins an epoch, as if it had been restored
    QCOMPARE(sync("twin"), "");
    QCOMPARE(deviceStates(), QStringList{"active"});

    report("li", "原来的手机还在用");
    const QString last = sync("li"); // the hub may have suspended it before this session asks for news
    QVERIFY2(last.isEmpty() || last == "auth.device_suspended", qPrintable(last));
    QCOMPARE(deviceStates(), QStringList{"suspended"});
    // Neither of them goes on, and what li wrote is still there, with the reason.
    QCOMPARE(sync("li"), "auth.device_suspended");
    report("twin", "复制的手机又写");
    QCOMPARE(sync("twin"), "auth.device_suspended");
    const QJsonArray waiting = runLinli(path("li"), {"list", "outbox", "--json"}).array();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.at(0).toObject().value("code").toString(), "op.cloned_device");

    const QJsonObject admin = runLinli(path("admin"), {"digest"}).object();
    QCOMPARE(m_hub->stop(), 0);
    const auto checked = m_hub->fsck();
    QVERIFY2(checked.code == 0, checked.err.constData());
    QCOMPARE(QJsonDocument::fromJson(checked.out).object().value("community_sha256"), admin.value("community_sha256"));
}

QTEST_GUILESS_MAIN(TestCliClone)
#include "tst_cli_clone.moc"
