// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/community/Meta.h"
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

/// A hub goes on from an older backup for good, and li's phone, which knows what was lost, goes over to its log.
class TestHubFollow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void whatTheOtherLogLacksComesInTheOrderOfItsChain();
    void nothingElseThatThePhoneHoldsIsLost();
    void goesOverToALogThatEndsEarlier();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(name); }
    void loseWhatFollowed();
    [[nodiscard]] std::string verdictOf(HubPhone& phone, const OpId& op);
    void syncAll();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
    std::unique_ptr<HubPhone> m_li;
    std::unique_ptr<HubPhone> m_wang; ///< a worker's
    OpId m_old;                       ///< a report of li's that the backup holds
};

/// Up to the backup.
void TestHubFollow::init()
{
    m_admin.reset();
    m_li.reset();
    m_wang.reset();
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = std::make_unique<HubProcess>(path("hub"));
    QVERIFY2(m_hub->found(), m_hub->log().constData());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_admin = std::make_unique<HubPhone>(path("admin").toStdString(), m_hub->url());
    QCOMPARE(m_admin->join(m_hub->adminInvite()), "");
    const std::string invite = m_admin->inviteHousehold("JY-1-1-101");
    const std::string worker = m_admin->inviteRole(members::Role::Worker);
    QCOMPARE(m_admin->sync(), "");
    m_wang = std::make_unique<HubPhone>(path("wang").toStdString(), m_hub->url());
    QCOMPARE(m_wang->join(worker), "");
    m_li = std::make_unique<HubPhone>(path("li").toStdString(), m_hub->url());
    QCOMPARE(m_li->join(invite), "");
    m_old = report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    syncAll();
    QCOMPARE(HubProcess::run({"backup", path("copy"), "--data", m_hub->data(), "--with-key"}).code, 0);
}

void TestHubFollow::loseWhatFollowed()
{
    m_hub->kill();
    QCOMPARE(HubProcess::run({"restore", path("copy"), "--data", path("again")}).code, 0);
    m_hub = std::make_unique<HubProcess>(path("again"));
    QVERIFY2(m_hub->start({"--accept-loss"}), m_hub->log().constData());
    m_admin->moveTo(m_hub->url());
    m_li->moveTo(m_hub->url());
}

void TestHubFollow::syncAll()
{
    for (HubPhone* one : {m_admin.get(), m_li.get(), m_admin.get(), m_li.get()})
        QCOMPARE(one->sync(), "");
}

/// "" when it was accepted, "-" when the log does not hold it.
std::string TestHubFollow::verdictOf(HubPhone& phone, const OpId& op)
{
    const auto seq = phone.replica().seqOf(op).value();
    return seq ? phone.replica().entry(*seq).value()->stub.verdict.code : "-";
}

void TestHubFollow::whatTheOtherLogLacksComesInTheOrderOfItsChain()
{
    const OpId before = report(*m_li, "楼道堆满杂物");
    QCOMPARE(m_wang->sync(), "");
    QVERIFY(erase(*m_wang, m_old) != OpId{});
    QCOMPARE(m_wang->sync(), "");
    const OpId late = erase(*m_li, m_old); // does not know yet that it is gone
    const OpId given = report(*m_li, "写错了");
    QVERIFY_OK(m_li->replica().discard(given, SystemClock().now()));
    const OpId secret = report(*m_li, "三楼有人养鸡", {}, {log::Audience::Kind::Staff, {}});
    QCOMPARE(m_li->sync(), "");
    QVERIFY(!verdictOf(*m_li, late).empty() && verdictOf(*m_li, late) != "-");
    QCOMPARE(m_li->replica().outbox().rejectedCount().value(), 1);

    loseWhatFollowed();
    const OpId other = report(*m_admin, "明天检修");
    QCOMPARE(m_admin->sync(), "");
    const OpId waiting = report(*m_li, "还没有修好");
    QCOMPARE(m_li->sync(), "log.inconsistent");
    QCOMPARE(m_li->replica().outbox().unsentCount().value(), 1);

    QVERIFY_OK(m_li->home().followHub());
    QCOMPARE(m_li->replica().confirmed().size, 0U);
    QCOMPARE(m_li->sync(), "");
    syncAll();
    for (HubPhone* phone : {m_li.get(), m_admin.get()}) {
        for (const OpId& op : {m_old, before, secret, waiting, other})
            QCOMPARE(verdictOf(*phone, op), "");
        QCOMPARE(verdictOf(*phone, late), ""); // this log has not hidden it before
        QCOMPARE(verdictOf(*phone, given), "op.withdrawn");
    }
    QCOMPARE(m_li->replica().outbox().items()->size(), 0U);
    QCOMPARE(m_li->replica().confirmed(), m_admin->replica().confirmed());
    QCOMPARE(m_li->replica().digests()->community, m_admin->replica().digests()->community);
    QCOMPARE(m_hub->stop(), 0);
    const auto fsck = m_hub->fsck();
    QVERIFY2(fsck.code == 0, fsck.err.constData());
}

void TestHubFollow::nothingElseThatThePhoneHoldsIsLost()
{
    const Bytes photo = jpeg(1);
    report(*m_li, "楼道堆满杂物", photo);
    QCOMPARE(m_li->sync(), "");
    const log::LogState known = m_li->replica().confirmed();
    const auto note = community::Meta(m_li->replica().db()).find(community::meta::checkpoint)->value();
    loseWhatFollowed();
    report(*m_admin, "明天检修");
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_li->sync(), "log.inconsistent");
    QVERIFY_OK(m_li->home().followHub());

    const auto kept = sync::Evidence(m_li->replica()).items();
    QVERIFY_OK(kept);
    QCOMPARE(kept->size(), 1U);
    QCOMPARE(kept->front().ours, asString(note));
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(sync::Evidence(m_li->replica()).count().value(), 1);
    // The hub's photos are those of the backup.
    QVERIFY(m_admin->call("GET", "/photos/" + toHex(crypto::sha256(photo))).body == photo);

    // The store as it was is one file that opens in the place of the other.
    const std::filesystem::path database = m_li->home().folder() / "linli.db";
    m_li->close();
    std::filesystem::rename(database.string() + ".history-1", database);
    QCOMPARE(m_li->reopen(), "");
    QCOMPARE(m_li->replica().confirmed(), known);
}

/// Nobody has written there yet, so there is nothing that speaks of two histories.
void TestHubFollow::goesOverToALogThatEndsEarlier()
{
    report(*m_li, "楼道堆满杂物");
    QCOMPARE(m_li->sync(), "");
    const log::LogState known = m_li->replica().confirmed();
    loseWhatFollowed();
    QCOMPARE(m_li->sync(), "hub.behind");
    QCOMPARE(m_li->sync(), "hub.behind");
    QCOMPARE(m_li->replica().confirmed(), known);
    QCOMPARE(sync::Evidence(m_li->replica()).count().value(), 0);
    QVERIFY_OK(m_li->home().followHub());
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(m_li->replica().confirmed().size, known.size);
    QVERIFY(!m_li->replica().isBehind());
    // What the sidecar remembers of the longer log says nothing about this one.
    QCOMPARE(m_li->reopen(), "");
    QVERIFY(!m_li->replica().isBehind());
    QVERIFY(report(*m_li, "又坏了") != OpId{});
}

QTEST_GUILESS_MAIN(TestHubFollow)
#include "tst_hub_follow.moc"
