// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/log/Checkpoint.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/ResultChecks.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace linli;
using namespace linli::test;

/// Two hub processes on one database that comes back from a dump, and phones of both: the admin's and li's talk to the first,
/// wang's to the second.
class TestHubSharedRefill : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void bothStandStillUntilPhonesOfEitherBroughtAllBack();
    void whatAPhoneShowsOneStopsTheOther();
    void whatOneStillKnowsStopsBoth();
    void wordsThatReachedDifferentProcessesMeet();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(name); }
    [[nodiscard]] std::unique_ptr<HubPhone> phone(const char* name, HubProcess& hub) const
    {
        return std::make_unique<HubPhone>(path(name).toStdString(), hub.url());
    }
    [[nodiscard]] std::unique_ptr<HubPhone> resident(const char* name, const std::string& household, HubProcess& hub);
    [[nodiscard]] QStringList database(const QString& name) const
    {
        return {"--database", QString::fromStdString(m_server.url(name))};
    }
    /// Both processes end, and the database is another one, into which the dump was restored. What they knew is gone: they run on new
    /// machines, to which only the key was brought.
    void comeBackFromDump();
    void serveBoth(const QStringList& more);
    void syncAll();
    /// What a phone's hub shows; every checkpoint that is ever seen is compared with those before it, whoever signed it.
    [[nodiscard]] log::LogState stateAt(HubPhone& phone);
    [[nodiscard]] static std::string epochAt(HubPhone& phone);

    PostgresServer m_server;
    QString m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_first;
    std::unique_ptr<HubProcess> m_second;
    std::unique_ptr<HubPhone> m_admin;
    std::unique_ptr<HubPhone> m_li;
    std::unique_ptr<HubPhone> m_wang;
    std::map<std::uint64_t, Hash> m_signed; ///< root by size
};

void TestHubSharedRefill::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.log().constData());
}

void TestHubSharedRefill::init()
{
    m_signed.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = QString(QTest::currentTestFunction()).toLower();
    QVERIFY(m_server.makeDatabase(m_database));
    m_first = std::make_unique<HubProcess>(path("first"), database(m_database));
    QVERIFY2(m_first->found(), m_first->log().constData());
    QVERIFY(QDir(m_folder->path()).mkpath("second/keys"));
    QVERIFY(QFile::copy(path("first/keys/hub.key"), path("second/keys/hub.key")));
    m_second = std::make_unique<HubProcess>(path("second"), database(m_database));
    QVERIFY2(m_first->start(), m_first->log().constData());
    QVERIFY2(m_second->start(), m_second->log().constData());
    m_admin = phone("admin", *m_first);
    QCOMPARE(m_admin->join(m_first->adminInvite()), "");
    m_li = resident("li", "JY-1-1-101", *m_first);
    m_wang = resident("wang", "JY-1-1-201", *m_second);
    syncAll();
}

void TestHubSharedRefill::cleanup()
{
    if (QTest::currentTestFailed()) {
        qWarning("first hub: %s", m_first ? m_first->log().constData() : "");
        qWarning("second hub: %s", m_second ? m_second->log().constData() : "");
        qWarning("server: %s", m_server.log().constData());
    }
    for (auto* one : {&m_admin, &m_li, &m_wang})
        one->reset();
    m_first.reset();
    m_second.reset();
}

std::unique_ptr<HubPhone> TestHubSharedRefill::resident(const char* name, const std::string& household, HubProcess& hub)
{
    const std::string invite = m_admin->inviteHousehold(household);
    auto made = phone(name, hub);
    if (!m_admin->sync().empty() || !made->join(invite).empty())
        qWarning("%s could not join", name);
    return made;
}

/// Twice: a process may not have heard yet of what the other one has appended.
void TestHubSharedRefill::syncAll()
{
    for (int round = 0; round < 2; ++round)
        for (HubPhone* one : {m_admin.get(), m_li.get(), m_wang.get()})
            QCOMPARE(one->sync(), "");
    QTRY_COMPARE(stateAt(*m_wang), stateAt(*m_admin));
    for (HubPhone* one : {m_admin.get(), m_li.get(), m_wang.get()})
        QCOMPARE(one->sync(), "");
}

log::LogState TestHubSharedRefill::stateAt(HubPhone& phone)
{
    const auto& genesis = phone.replica().genesis();
    const auto state =
        log::verifyCheckpoint(asString(phone.call("GET", "/checkpoint").body), genesis.community, genesis.hubKey);
    if (!state)
        return {};
    const Hash known = m_signed.emplace(state->size, state->root).first->second;
    return known == state->root ? *state : log::LogState{};
}

std::string TestHubSharedRefill::epochAt(HubPhone& phone)
{
    pb::sync::HubInfo info;
    const auto read = sync::readAnswer(phone.call("GET", "/info"), info);
    return read ? info.epoch() : read.error().code;
}

void TestHubSharedRefill::comeBackFromDump()
{
    m_first->kill();
    m_second->kill();
    const QString again = m_database + "again";
    QVERIFY(m_server.makeDatabase(again));
    QVERIFY2(m_server.restore(path("dump"), again), m_server.log().constData());
    for (const char* folder : {"first", "second"})
        QVERIFY(QDir(m_folder->filePath(QString(folder) + "/communities")).removeRecursively());
    m_first = std::make_unique<HubProcess>(path("first"), database(again));
    m_second = std::make_unique<HubProcess>(path("second"), database(again));
    m_database = again;
}

void TestHubSharedRefill::serveBoth(const QStringList& more)
{
    for (HubProcess* hub : {m_first.get(), m_second.get()})
        QVERIFY2(hub->start(more), hub->log().constData());
    m_admin->moveTo(m_first->url());
    m_li->moveTo(m_first->url());
    m_wang->moveTo(m_second->url());
}

void TestHubSharedRefill::bothStandStillUntilPhonesOfEitherBroughtAllBack()
{
    QVERIFY2(m_server.dump(m_database, path("dump")), m_server.log().constData());
    const log::LogState dumped = stateAt(*m_admin);
    const std::string epoch = epochAt(*m_admin);
    const log::Audience staff{log::Audience::Kind::Staff, {}};
    report(*m_li, "路灯不亮");
    report(*m_li, "三楼有人养鸡", {}, staff);
    report(*m_wang, "楼道堆满杂物");
    syncAll();
    const log::LogState before = m_wang->replica().confirmed();

    comeBackFromDump();
    const auto marked = HubProcess::run(QStringList{"restore", "--data", m_first->data()} + database(m_database));
    QVERIFY2(marked.code == 0, marked.err.constData());
    serveBoth({"--refill-wait", "0"});
    QVERIFY(epochAt(*m_admin) != epoch);
    QCOMPARE(epochAt(*m_wang), epochAt(*m_admin));
    // wang's phone brings the second hub everything but the words that it may not read.
    report(*m_wang, "电梯也坏了");
    QCOMPARE(m_wang->sync(), "hub.awaits_refill");
    QCOMPARE(stateAt(*m_wang), dumped);
    QCOMPARE(stateAt(*m_admin), dumped);
    QCOMPARE(m_wang->replica().outbox().unsentCount().value(), 1);
    // The first hub hears all of it from li's.
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(stateAt(*m_li), before);
    QTRY_COMPARE(stateAt(*m_wang), before);

    // From here on either decides.
    report(*m_admin, "已派人去修");
    syncAll();
    QCOMPARE(m_wang->replica().outbox().unsentCount().value(), 0);
    QCOMPARE(stateAt(*m_wang).size, before.size + 2);
    for (HubPhone* one : {m_li.get(), m_wang.get()})
        QCOMPARE(one->replica().digests()->community, m_admin->replica().digests()->community);
    for (HubProcess* hub : {m_first.get(), m_second.get()}) {
        const auto fsck = hub->fsck();
        QVERIFY2(fsck.code == 0, fsck.err.constData());
    }
}

/// The standstill is in the database, so it holds for whoever asks it.
void TestHubSharedRefill::whatAPhoneShowsOneStopsTheOther()
{
    QVERIFY2(m_server.dump(m_database, path("dump")), m_server.log().constData());
    report(*m_wang, "下水道堵了");
    QCOMPARE(m_wang->sync(), ""); // nobody else's phone hears of it
    const log::LogState before = m_wang->replica().confirmed();

    comeBackFromDump(); // and nobody says that it is a copy
    serveBoth({"--refill-wait", "3600"});
    report(*m_wang, "电梯也坏了");
    QCOMPARE(m_wang->sync(), "hub.awaits_refill"); // all is back, others may know more
    QTRY_COMPARE(stateAt(*m_admin), before);
    report(*m_admin, "通知");
    QCOMPARE(m_admin->sync(), "hub.awaits_refill");
    QCOMPARE(stateAt(*m_admin), before);
    QCOMPARE(m_second->stop(), 0);
    QVERIFY2(m_second->startAgain({"--refill-wait", "0"}), m_second->log().constData());
    QTRY_COMPARE(m_admin->sync(), "");
    syncAll();
    QCOMPARE(stateAt(*m_wang).size, before.size + 2);
}

/// A standby that lacks the newest entries takes over while a process that has seen them goes on.
void TestHubSharedRefill::whatOneStillKnowsStopsBoth()
{
    QVERIFY2(m_server.dump(m_database, path("dump")), m_server.log().constData());
    report(*m_li, "路灯不亮");
    QCOMPARE(m_li->sync(), "");
    const log::LogState before = m_li->replica().confirmed();
    QCOMPARE(m_second->stop(), 0);
    QVERIFY(QDir(path("second/communities")).removeRecursively());
    QVERIFY2(m_server.restore(path("dump"), m_database), m_server.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(m_first->log().contains("the replica beside it knows"), 20'000);
    QVERIFY2(m_second->start({"--refill-wait", "0"}), m_second->log().constData());
    m_wang->moveTo(m_second->url());
    report(*m_wang, "电梯坏了");
    QCOMPARE(m_wang->sync(), "hub.awaits_refill");
    QCOMPARE(stateAt(*m_wang).size, before.size - 1);
    m_li->moveTo(m_second->url());
    QCOMPARE(m_li->sync(), "");
    QCOMPARE(stateAt(*m_wang), before);
    QCOMPARE(m_wang->sync(), "");
    // The first one finds its own entries in the log again, and goes on.
    QTRY_COMPARE(stateAt(*m_admin).size, before.size + 1);
    QTRY_COMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->replica().confirmed(), m_wang->replica().confirmed());
}

/// Only li's phone may read what li wrote to the staff, and only wang's what wang did; each talks to another process.
void TestHubSharedRefill::wordsThatReachedDifferentProcessesMeet()
{
    QVERIFY2(m_server.dump(m_database, path("dump")), m_server.log().constData());
    const log::Audience staff{log::Audience::Kind::Staff, {}};
    report(*m_li, "三楼有人养鸡", {}, staff);
    report(*m_wang, "邻居半夜装修", {}, staff);
    for (HubPhone* one : {m_li.get(), m_wang.get(), m_li.get(), m_wang.get()}) // and not the admin's
        QCOMPARE(one->sync(), "");
    QTRY_COMPARE(stateAt(*m_li), stateAt(*m_wang));
    QCOMPARE(m_li->sync(), "");
    const log::LogState before = m_li->replica().confirmed();
    QCOMPARE(m_wang->sync(), "");
    QCOMPARE(m_wang->replica().confirmed(), before);

    comeBackFromDump();
    const auto marked = HubProcess::run(QStringList{"restore", "--data", m_first->data()} + database(m_database));
    QVERIFY2(marked.code == 0, marked.err.constData());
    serveBoth({"--refill-wait", "0"});
    QCOMPARE(m_li->sync(), "hub.awaits_refill"); // wang's words are not here
    QVERIFY(stateAt(*m_li).size < before.size);
    QCOMPARE(m_wang->sync(), "");
    QCOMPARE(stateAt(*m_wang), before);
    QTRY_COMPARE(stateAt(*m_li), before);
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->replica().confirmed(), before);
    for (HubProcess* hub : {m_first.get(), m_second.get()}) {
        const auto fsck = hub->fsck();
        QVERIFY2(fsck.code == 0, fsck.err.constData());
    }
}

QTEST_GUILESS_MAIN(TestHubSharedRefill)
#include "tst_hub_shared_refill.moc"
