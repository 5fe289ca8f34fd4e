// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HubFolder.h"
#include "core/base/Encoding.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/ResultChecks.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace linli;
using namespace linli::test;

/// linli-hub backup and restore, as an operator uses them.
class TestHubBackup : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aCopyTakenWhileTheHubServesIsWhole();
    void theKeyStaysAtHomeUnlessAskedFor();
    void aFolderThatHoldsSomethingIsLeftAlone();
    void leavesNothingBehindWhenItFails();
    void aRestoredHubDecidesNothing();
    void postgresHasToolsOfItsOwn();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(name); }
    [[nodiscard]] HubProcess::Finished backup(const QStringList& more = {"--with-key"}) const
    {
        return HubProcess::run(QStringList{"backup", path("copy"), "--data", m_hub->data()} + more);
    }
    [[nodiscard]] static qint64 logSize(const QByteArray& line)
    {
        return QJsonDocument::fromJson(line).object().value("log_size").toInteger();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
};

void TestHubBackup::init()
{
    m_admin.reset();
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = std::make_unique<HubProcess>(path("hub"));
    QVERIFY2(m_hub->found(), m_hub->log().constData());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_admin = std::make_unique<HubPhone>(path("admin").toStdString(), m_hub->url());
    QCOMPARE(m_admin->join(m_hub->adminInvite()), "");
}

void TestHubBackup::aCopyTakenWhileTheHubServesIsWhole()
{
    const Bytes photo = jpeg(1);
    report(*m_admin, "楼道灯坏了", photo);
    QCOMPARE(m_admin->sync(), "");
    const std::uint64_t before = m_admin->replica().confirmed().size;

    auto running = std::async(std::launch::async, [this] { return backup({}); });
    do {
        report(*m_admin, "还是没有修");
        QCOMPARE(m_admin->sync(), "");
    } while (running.wait_for(std::chrono::seconds(0)) != std::future_status::ready);
    QCOMPARE(running.get().code, 0);
    const std::uint64_t after = m_admin->replica().confirmed().size;

    const auto restored =
        HubProcess::run({"restore", path("copy"), "--data", path("again"), "--key", m_hub->data() + "/keys/hub.key"});
    QVERIFY2(restored.code == 0, restored.err.constData());
    const auto checked = HubProcess::run({"fsck", "--data", path("again")});
    QVERIFY2(checked.code == 0, checked.err.constData());
    const auto size = static_cast<std::uint64_t>(logSize(checked.out));
    QVERIFY(size >= before && size <= after);

    HubProcess again(path("again"));
    QVERIFY2(again.start(), again.log().constData());
    m_admin->moveTo(again.url());
    QCOMPARE(m_admin->login(), 200);
    const auto got = m_admin->call("GET", "/photos/" + toHex(crypto::sha256(photo)));
    QCOMPARE(got.status, 200);
    QVERIFY(got.body == photo);
}

void TestHubBackup::theKeyStaysAtHomeUnlessAskedFor()
{
    const auto done = backup({});
    QVERIFY2(done.code == 0, done.err.constData());
    QVERIFY(!QFile::exists(path("copy/keys")));
    const auto without = HubProcess::run({"restore", path("copy"), "--data", path("again")});
    QCOMPARE(without.code, 5);
    QVERIFY(without.err.contains("hub.key_lost"));
    QVERIFY(!QFile::exists(path("again")));
    // Of another hub.
    HubProcess other(path("other"));
    QVERIFY(other.found());
    const auto wrong =
        HubProcess::run({"restore", path("copy"), "--data", path("again"), "--key", path("other/keys/hub.key")});
    QVERIFY(wrong.code != 0);
    QVERIFY(!QFile::exists(path("again")));
}

void TestHubBackup::aFolderThatHoldsSomethingIsLeftAlone()
{
    QVERIFY(QDir().mkpath(path("copy/holiday")));
    const auto refused = backup();
    QCOMPARE(refused.code, 2);
    QVERIFY(refused.err.contains("backup.not_empty"));
    QCOMPARE(QDir(path("copy")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{"holiday"});
    QVERIFY(QDir().rmdir(path("copy/holiday")));
    QCOMPARE(backup().code, 0); // an empty one is fine
    QCOMPARE(backup().code, 2);
}

void TestHubBackup::leavesNothingBehindWhenItFails()
{
    QCOMPARE(m_hub->stop(), 0);
    const auto folder = hub::HubFolder::open(m_hub->data().toStdString());
    QVERIFY_OK(folder);
    const auto files = folder->files(parseId<CommunityId>(m_hub->community()).value());
    std::filesystem::resize_file(files.photos(), 100); // the last one to be copied
    QCOMPARE(backup().code, 5);
    const QStringList left = QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QVERIFY2(left.filter("copy").isEmpty(), qPrintable(left.join(' ')));
}

void TestHubBackup::aRestoredHubDecidesNothing()
{
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(backup().code, 0);
    QCOMPARE(HubProcess::run({"restore", path("copy"), "--data", path("again")}).code, 0);
    HubProcess again(path("again"));
    QVERIFY2(again.start(), again.log().constData());
    const auto signedBefore = m_admin->call("GET", "/checkpoint").body;
    m_admin->moveTo(again.url());
    report(*m_admin, "路灯不亮");
    QCOMPARE(m_admin->sync(), "hub.awaits_refill");
    QCOMPARE(m_admin->replica().outbox().unsentCount().value(), 1);
    QVERIFY(m_admin->call("GET", "/checkpoint").body == signedBefore);

    QCOMPARE(again.stop(), 0);
    QVERIFY2(again.startAgain({"--accept-loss"}), again.log().constData());
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->replica().outbox().unsentCount().value(), 0);
    QCOMPARE(again.stop(), 0);
    QVERIFY2(again.startAgain(), again.log().constData()); // for good
    report(*m_admin, "路灯又亮了");
    QCOMPARE(m_admin->sync(), "");
}

void TestHubBackup::postgresHasToolsOfItsOwn()
{
    const auto done = backup({"--database", "postgresql://nobody@nowhere/linli"});
    QCOMPARE(done.code, 2);
    QVERIFY(done.err.contains("backup.use_pg_dump"));
    QVERIFY(!QFile::exists(path("copy")));
}

QTEST_GUILESS_MAIN(TestHubBackup)
#include "tst_hub_backup.moc"
