// SPDX-License-Identifier: Apache-2.0
#include "app/hub/FolderStorage.h"
#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/sync/Evidence.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/ResultChecks.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace linli;
using namespace linli::test;

/// A hub and three phones: the admin's, who keeps the whole log, and two residents'. A backup is made, the log grows, the hub comes back
/// from the backup.
class TestHubRefill : public QObject {
    Q_OBJECT

private slots:
    void init();
    void phonesBringBackWhatTheBackupLacks();
    void severalPhonesCompleteOneAnother();
    void erasedTextsStayErased();
    void whatNobodySawIsOfferedAgain();
    void photosThatTheBackupLacksComeAgain();
    void aCopyMadeByHandStopsBeforeItSigns();
    void waitsForThoseWhoKnowMore();
    void entriesThatLeadElsewhereAreNotTaken();
    void afterAnAcceptedLossPhonesRaiseTheAlarm();
    void anotherHistoryIsKeptAndStopsTheHub();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(name); }
    [[nodiscard]] std::unique_ptr<HubPhone> resident(const char* name, const std::string& household);
    /// The hub ends and comes back as it was when backup() was called.
    void backup();
    void comeBack(const QStringList& more = {"--refill-wait", "0"});
    void syncAll();
    [[nodiscard]] log::LogState hubState();
    [[nodiscard]] std::string fsck() const;
    /// Every checkpoint that was ever signed, whoever saw it: one root for a size.
    void noteCheckpoints();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
    std::unique_ptr<HubPhone> m_li;
    std::unique_ptr<HubPhone> m_wang;
    std::map<std::uint64_t, std::string> m_roots;
};

void TestHubRefill::init()
{
    m_roots.clear();
    m_admin.reset();
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = std::make_unique<HubProcess>(path("hub"));
    QVERIFY2(m_hub->found(), m_hub->log().constData());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_admin = std::make_unique<HubPhone>(path("admin").toStdString(), m_hub->url());
    QCOMPARE(m_admin->join(m_hub->adminInvite()), "");
    m_li = resident("li", "JY-1-1-101");
    m_wang = resident("wang", "JY-1-1-201");
    syncAll();
}

std::unique_ptr<HubPhone> TestHubRefill::resident(const char* name, const std::string& household)
{
    const std::string invite = m_admin->inviteHousehold(household);
    auto made = std::make_unique<HubPhone>(path(name).toStdString(), m_hub->url());
    if (!m_admin->sync().empty() || !made->join(invite).empty())
        qWarning("%s could not join", name);
    return made;
}

void TestHubRefill::syncAll()
{
    for (HubPhone* phone : {m_admin.get(), m_li.get(), m_wang.get()})
        QCOMPARE(phone->sync(), "");
    noteCheckpoints();
}

void TestHubRefill::noteCheckpoints()
{
    const auto& genesis = m_admin->replica().genesis();
    const auto state =
        log::verifyCheckpoint(asString(m_admin->call("GET", "/checkpoint").body), genesis.community, genesis.hubKey);
    QVERIFY_OK(state);
    const std::string root = toHex(state->root);
    QCOMPARE(m_roots.try_emplace(state->size, root).first->second, root);
}

log::LogState TestHubRefill::hubState()
{
    const auto& genesis = m_admin->replica().genesis();
    return log::verifyCheckpoint(asString(m_admin->call("GET", "/checkpoint").body), genesis.community, genesis.hubKey)
        .value_or(log::LogState{});
}

void TestHubRefill::backup()
{
    QCOMPARE(HubProcess::run({"backup", path("copy"), "--data", m_hub->data(), "--with-key"}).code, 0);
}

void TestHubRefill::comeBack(const QStringList& more)
{
    m_hub->kill();
    const QString folder = m_hub->data() + "-again";
    QCOMPARE(HubProcess::run({"restore", path("copy"), "--data", folder}).code, 0);
    const std::string community = m_hub->community();
    m_hub = std::make_unique<HubProcess>(folder);
    QVERIFY2(m_hub->start(more), m_hub->log().constData());
    for (HubPhone* phone : {m_admin.get(), m_li.get(), m_wang.get()})
        phone->moveTo(m_hub->url());
}

std::string TestHubRefill::fsck() const
{
    const auto done = m_hub->fsck();
    return done.code == 0 ? std::string() : done.err.toStdString();
}

void TestHubRefill::phonesBringBackWhatTheBackupLacks()
{
    backup();
    for (int i = 0; i < 600; ++i) // more than one page of a refill
        report(*m_li, "第" + std::to_string(i) + "处路灯不亮");
    QCOMPARE(m_li->sync(), "");
    syncAll();
    const log::LogState before = m_li->replica().confirmed();
    QCOMPARE(hubState(), before);
    const Bytes epoch = community::Meta(m_li->replica().db()).find(community::meta::hubEpoch)->value();

    comeBack();
    QVERIFY(hubState().size < before.size);
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(m_li->outcome.refilled, 600U);
    QCOMPARE(hubState(), before);
    QVERIFY(community::Meta(m_li->replica().db()).find(community::meta::hubEpoch)->value() != epoch);
    noteCheckpoints();

    report(*m_wang, "垃圾没有人收");
    syncAll();
    syncAll();
    QCOMPARE(hubState().size, before.size + 1);
    QCOMPARE(m_wang->replica().confirmed(), m_li->replica().confirmed());
    QCOMPARE(m_wang->replica().digests()->community, m_admin->replica().digests()->community);
    QCOMPARE(m_hub->stop(), 0);
    QCOMPARE(fsck(), "");
}

void TestHubRefill::severalPhonesCompleteOneAnother()
{
    backup();
    const log::Audience staff{log::Audience::Kind::Staff, {}};
    report(*m_li, "三楼有人养鸡", {}, staff);
    report(*m_wang, "楼道堆满杂物");
    report(*m_wang, "有人高空抛物", {}, staff);
    syncAll();
    syncAll();
    const log::LogState before = m_li->replica().confirmed();
    comeBack();
    // Each resident holds the order of all entries, and not the other's private words.
    QCOMPARE(m_wang->sync(), "hub.awaits_refill");
    QVERIFY(hubState().size < before.size);
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(m_li->outcome.refilled, 1U); // the one that was missing
    QCOMPARE(hubState(), before);
    syncAll();
    QCOMPARE(m_hub->stop(), 0);
    QCOMPARE(fsck(), "");
}

void TestHubRefill::erasedTextsStayErased()
{
    const OpId told = report(*m_li, "住户电话13800000000");
    syncAll();
    backup();
    const OpId later = report(*m_li, "身份证号510100");
    QCOMPARE(m_li->sync(), "");
    QVERIFY(erase(*m_li, told) != OpId{});
    QVERIFY(erase(*m_li, later) != OpId{});
    QCOMPARE(m_li->sync(), "");
    syncAll();
    comeBack();
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_hub->stop(), 0);
    QCOMPARE(fsck(), "");
    const auto folder = hub::HubFolder::open(m_hub->data().toStdString());
    QVERIFY_OK(folder);
    auto log = hub::openLog(folder->files(m_admin->replica().genesis().community), store::Database::Access::Read);
    QVERIFY_OK(log);
    QCOMPARE(log->db()
                 .count("SELECT count(*) FROM entry WHERE op_id IN (?1, ?2) AND payload IS NULL", {told, later})
                 .value(),
             2);
}

void TestHubRefill::whatNobodySawIsOfferedAgain()
{
    backup();
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    const OpId unseen = report(*m_wang, "下水道堵了");
    pb::sync::Push push;
    const auto waiting = m_wang->replica().outbox().items().value();
    for (const community::OutboxItem& item : waiting)
        log::operationToProto(item.operation, *push.add_operations());
    pb::sync::PushAnswer answers;
    QVERIFY_OK(sync::readAnswer(m_wang->call("POST", "/operations", push), answers));
    QVERIFY_OK(m_wang->replica().outbox().markAccepted(unseen)); // and its log never came
    comeBack();
    QCOMPARE(m_li->sync(), ""); // brings back its own
    QCOMPARE(m_wang->sync(), "");
    QVERIFY(m_wang->replica().seqOf(unseen)->has_value());
    QCOMPARE(m_wang->replica().outbox().items()->size(), 0U);
    syncAll();
    QCOMPARE(m_hub->stop(), 0);
    QCOMPARE(fsck(), "");
}

void TestHubRefill::photosThatTheBackupLacksComeAgain()
{
    const Bytes kept = jpeg(1);
    report(*m_li, "路灯不亮", kept);
    QCOMPARE(m_li->sync(), "");
    backup();
    const Bytes lost = jpeg(2);
    report(*m_li, "楼道灯也不亮", lost);
    QCOMPARE(m_li->sync(), "");
    syncAll(); // the others have them from the hub, and are not who sends them
    comeBack();
    QCOMPARE(m_wang->sync(), "");
    const std::string lostPhoto = "/photos/" + toHex(crypto::sha256(lost));
    QCOMPARE(m_wang->call("GET", lostPhoto).status, 404);
    QCOMPARE(m_li->sync(), "");
    QVERIFY(m_wang->call("GET", lostPhoto).body == lost);
    QVERIFY(m_wang->call("GET", "/photos/" + toHex(crypto::sha256(kept))).body == kept);
    QCOMPARE(m_li->outcome.photosUp, 2U); // asked about both
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(m_li->outcome.photosUp, 0U);
}

void TestHubRefill::aCopyMadeByHandStopsBeforeItSigns()
{
    QCOMPARE(m_hub->stop(), 0);
    std::filesystem::copy(m_hub->data().toStdString(), path("by-hand").toStdString(),
                          std::filesystem::copy_options::recursive);
    QVERIFY2(m_hub->startAgain(), m_hub->log().constData());
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    syncAll();
    const log::LogState before = m_li->replica().confirmed();
    m_hub->kill();
    m_hub = std::make_unique<HubProcess>(path("by-hand"));
    QVERIFY2(m_hub->start({"--refill-wait", "0"}), m_hub->log().constData());
    for (HubPhone* phone : {m_admin.get(), m_li.get(), m_wang.get()})
        phone->moveTo(m_hub->url());
    // It has something to say, and would be decided upon on a log that lacks an entry.
    report(*m_wang, "下水道堵了");
    QCOMPARE(m_wang->sync(), "");
    QCOMPARE(m_wang->outcome.refilled, 1U);
    QCOMPARE(hubState().size, before.size + 1);
    noteCheckpoints();
    syncAll();
    QCOMPARE(m_hub->stop(), 0);
    QCOMPARE(fsck(), "");
}

void TestHubRefill::waitsForThoseWhoKnowMore()
{
    backup();
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(m_admin->sync(), "");
    report(*m_li, "路灯还是不亮");
    QCOMPARE(m_li->sync(), "");
    const log::LogState before = m_li->replica().confirmed();
    comeBack({"--refill-wait", "3600"});
    report(*m_admin, "通知");
    QCOMPARE(m_admin->sync(), "hub.awaits_refill"); // brought what it knew; there may be more
    QCOMPARE(hubState().size, before.size - 1);
    report(*m_li, "请尽快处理");
    QCOMPARE(m_li->sync(), "hub.awaits_refill");
    QCOMPARE(hubState(), before);
    QCOMPARE(m_hub->stop(), 0);
    QVERIFY2(m_hub->startAgain({"--refill-wait", "0"}), m_hub->log().constData());
    QTRY_COMPARE(m_li->sync(), "");
    syncAll();
    QCOMPARE(hubState().size, before.size + 2);
}

void TestHubRefill::entriesThatLeadElsewhereAreNotTaken()
{
    backup();
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    const std::uint64_t size = m_li->replica().confirmed().size;
    const auto note = community::Meta(m_li->replica().db()).find(community::meta::checkpoint)->value();
    comeBack();
    QCOMPARE(m_wang->login(), 200);
    log::Entry entry = m_li->replica().entry(Seq{size})->value();
    const auto answerTo = [&](const log::Entry& offered, const Bytes& checkpoint) {
        pb::sync::Refill refill;
        refill.set_checkpoint(asString(checkpoint));
        log::toProto(offered, *refill.add_entries());
        const auto response = m_wang->call("POST", "/refill", refill);
        return response.status == 200 ? std::string("taken") : sync::problemOf(response).code;
    };
    log::Entry later = entry;
    later.stub.accepted += std::chrono::hours(1);
    QCOMPARE(answerTo(later, note), "refill.wrong_root");
    log::Entry other = entry;
    other.operation->payload->back() ^= 1;
    QCOMPARE(answerTo(other, note), "refill.bad_payload");
    Bytes forged = note;
    forged.at(forged.size() - 5) ^= 1;
    QVERIFY(answerTo(entry, forged).starts_with("checkpoint."));
    QCOMPARE(hubState().size, size - 1);
    QCOMPARE(answerTo(entry, note), "taken");
    QCOMPARE(hubState().size, size);
}

void TestHubRefill::afterAnAcceptedLossPhonesRaiseTheAlarm()
{
    backup();
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    comeBack({"--accept-loss"});
    // Who has not seen what is lost goes on.
    report(*m_wang, "下水道堵了");
    QCOMPARE(m_wang->sync(), "");
    report(*m_admin, "已派人去看");
    QCOMPARE(m_admin->sync(), "");
    // Who has seen it says so, and keeps what it has.
    const log::LogState known = m_li->replica().confirmed();
    QCOMPARE(m_li->sync(), "log.inconsistent");
    QCOMPARE(m_li->replica().confirmed(), known);
    QCOMPARE(sync::Evidence(m_li->replica()).count().value(), 1);
    QVERIFY(!m_li->sync().empty()); // it does not pass, and is the same
    QCOMPARE(sync::Evidence(m_li->replica()).count().value(), 1);
    // The hub keeps what it was shown, and goes on as it was told.
    report(*m_wang, "谢谢，通了");
    QCOMPARE(m_wang->sync(), "");
}

void TestHubRefill::anotherHistoryIsKeptAndStopsTheHub()
{
    QCOMPARE(m_hub->stop(), 0);
    std::filesystem::copy(m_hub->data().toStdString(), path("other").toStdString(),
                          std::filesystem::copy_options::recursive);
    HubProcess other(path("other"));
    QVERIFY2(other.start(), other.log().constData());
    QVERIFY2(m_hub->startAgain(), m_hub->log().constData());
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    m_wang->moveTo(other.url());
    report(*m_wang, "下水道堵了");
    QCOMPARE(m_wang->sync(), "");

    m_wang->moveTo(m_hub->url());
    QCOMPARE(m_wang->sync(), "log.inconsistent");
    const auto kept = sync::Evidence(m_wang->replica()).items();
    QVERIFY_OK(kept);
    QCOMPARE(kept->size(), 1U);
    QVERIFY(kept->front().conclusive);
    report(*m_li, "路灯还是不亮");
    QCOMPARE(m_li->sync(), "hub.two_histories");
    QCOMPARE(m_hub->stop(), 0);
    const auto folder = hub::HubFolder::open(m_hub->data().toStdString());
    QVERIFY_OK(folder);
    auto log = hub::openLog(folder->files(m_li->replica().genesis().community), store::Database::Access::Read);
    QVERIFY_OK(log);
    const auto note = community::Meta(m_wang->replica().db()).find(community::meta::checkpoint)->value();
    QCOMPARE(log->evidence().value(), std::vector<std::string>{asString(note)});
}

QTEST_GUILESS_MAIN(TestHubRefill)
#include "tst_hub_refill.moc"
