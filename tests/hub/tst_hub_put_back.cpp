// SPDX-License-Identifier: Apache-2.0
#include "app/hub/FolderStorage.h"
#include "app/hub/ReplicaCache.h"
#include "core/log/Checkpoint.h"
#include "core/sync/Evidence.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::test;

/// Hubs whose files are copied and put back by hand: the log's file alone, while the replica beside it stays and knows what was signed
/// before; and a whole folder that another hub goes on from.
class TestHubPutBack : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aReplicaThatKnowsMoreStopsTheHub();
    void aReplicaOfAnotherHistoryStopsTheHub();
    void aForkWhoseEntriesDoNotFitIsKeptAsEvidence();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    /// Of the stopped hub.
    void copyTo(const char* name);
    void putLogBack(const char* from);
    [[nodiscard]] log::LogState hubState();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
    std::unique_ptr<HubPhone> m_li;
};

/// Stopped, with two phones that are up to date.
void TestHubPutBack::init()
{
    m_admin.reset();
    m_li.reset();
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = std::make_unique<HubProcess>(m_folder->filePath("hub"));
    QVERIFY2(m_hub->found(), m_hub->log().constData());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_admin = std::make_unique<HubPhone>(path("admin"), m_hub->url());
    QCOMPARE(m_admin->join(m_hub->adminInvite()), "");
    const std::string invite = m_admin->inviteHousehold("JY-1-1-101");
    QCOMPARE(m_admin->sync(), "");
    m_li = std::make_unique<HubPhone>(path("li"), m_hub->url());
    QCOMPARE(m_li->join(invite), "");
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_hub->stop(), 0);
}

void TestHubPutBack::copyTo(const char* name)
{
    std::filesystem::copy(m_hub->data().toStdString(), path(name), std::filesystem::copy_options::recursive);
}

void TestHubPutBack::putLogBack(const char* from)
{
    const auto logOf = [&](const std::filesystem::path& folder) {
        return hub::HubFolder::open(folder).value().files(m_admin->replica().genesis().community).log();
    };
    const std::filesystem::path own = logOf(m_hub->data().toStdString());
    hub::removeDatabase(own);
    std::filesystem::copy_file(logOf(path(from)), own);
}

log::LogState TestHubPutBack::hubState()
{
    const auto& genesis = m_admin->replica().genesis();
    return log::verifyCheckpoint(asString(m_admin->call("GET", "/checkpoint").body), genesis.community, genesis.hubKey)
        .value_or(log::LogState{});
}

void TestHubPutBack::aReplicaThatKnowsMoreStopsTheHub()
{
    copyTo("older");
    QVERIFY2(m_hub->startAgain(), m_hub->log().constData());
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    const log::LogState before = m_li->replica().confirmed();
    QCOMPARE(m_hub->stop(), 0);
    putLogBack("older");
    QVERIFY2(m_hub->startAgain({"--refill-wait", "0"}), m_hub->log().constData());
    QVERIFY2(m_hub->log().contains("the replica beside it knows"), m_hub->log().constData());
    // Nobody who knows what is missing has come yet.
    report(*m_admin, "已派人去看");
    QCOMPARE(m_admin->sync(), "hub.awaits_refill");
    QCOMPARE(hubState().size, before.size - 1);
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(hubState(), before);
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(hubState().size, before.size + 1);
    QCOMPARE(m_hub->stop(), 0);
    QCOMPARE(m_hub->fsck().code, 0);
}

void TestHubPutBack::aReplicaOfAnotherHistoryStopsTheHub()
{
    copyTo("other");
    QVERIFY2(m_hub->startAgain(), m_hub->log().constData());
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(m_hub->stop(), 0);
    HubProcess other(m_folder->filePath("other"));
    QVERIFY2(other.start(), other.log().constData());
    m_admin->moveTo(other.url());
    report(*m_admin, "已派人去看");
    report(*m_admin, "已修好");
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(other.stop(), 0);
    putLogBack("other");
    QVERIFY2(m_hub->startAgain(), m_hub->log().constData());
    QVERIFY2(m_hub->log().contains("of another history"), m_hub->log().constData());
    m_admin->moveTo(m_hub->url());
    report(*m_admin, "谢谢");
    QCOMPARE(m_admin->sync(), "hub.two_histories");
    QCOMPARE(hubState(), m_admin->replica().confirmed());
}

/// What li wrote in the other history stands where this one has something of the admin's, so her chain does not go on.
void TestHubPutBack::aForkWhoseEntriesDoNotFitIsKeptAsEvidence()
{
    copyTo("other");
    HubProcess other(m_folder->filePath("other"));
    QVERIFY2(other.start(), other.log().constData());
    QVERIFY2(m_hub->startAgain(), m_hub->log().constData());
    report(*m_admin, "已派人去看");
    QCOMPARE(m_admin->sync(), "");
    m_li->moveTo(other.url());
    report(*m_li, "路灯不亮");
    report(*m_li, "路灯还是不亮");
    QCOMPARE(m_li->sync(), "");

    m_admin->moveTo(other.url());
    QCOMPARE(m_admin->sync(), "log.inconsistent");
    QCOMPARE(m_admin->outcome.error->detail, "log.bad_chain");
    const auto kept = sync::Evidence(m_admin->replica()).items();
    QVERIFY_OK(kept);
    QCOMPARE(kept->size(), 1U);
    const auto& genesis = m_admin->replica().genesis();
    QCOMPARE(log::verifyCheckpoint(kept->front().ours, genesis.community, genesis.hubKey).value(),
             m_admin->replica().confirmed());
    QCOMPARE(log::verifyCheckpoint(kept->front().theirs, genesis.community, genesis.hubKey).value(),
             m_li->replica().confirmed());
}

QTEST_GUILESS_MAIN(TestHubPutBack)
#include "tst_hub_put_back.moc"
