// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/PageCheck.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/PostgresServer.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace linli;
using namespace linli::test;

namespace {

std::string digestOf(HubPhone& phone)
{
    const auto digests = phone.replica().digests();
    return digests ? toHex(digests->community) : digests.error().code;
}

std::vector<OpId> opsOf(std::span<const community::OutboxItem> items)
{
    std::vector<OpId> ops;
    std::ranges::transform(items, std::back_inserter(ops), &community::OutboxItem::op);
    return ops;
}

/// How often something is killed; LINLI_KILLS asks for more than there is time for in every test run.
int roundsOr(int usual)
{
    return std::max(usual, qEnvironmentVariableIntValue("LINLI_KILLS"));
}

/// A live channel whose entries the phone applies as they come.
struct Listener {
    explicit Listener(HubPhone& of) : phone(of)
    {
        const std::uint64_t after = phone.replica().confirmed().size;
        channel = phone.transport().openLive(phone.path("/live?after=" + std::to_string(after)), phone.token,
                                             {.opened = [this] { opened = true; },
                                              .received = [this](const Bytes& frame) { take(frame); },
                                              .closed = [this](const Error& why) { trouble = why.code; }});
    }
    void take(const Bytes& frame)
    {
        pb::sync::LogPage page;
        if (const auto read = sync::decodeFrame(frame, page); !read)
            trouble = read.error().code;
        else if (const auto applied = sync::applyLogPage(phone.replica(), page, SystemClock().now()); !applied)
            trouble = applied.error().code;
    }
    HubPhone& phone;
    std::unique_ptr<sync::LiveChannel> channel;
    bool opened = false;
    std::string trouble;
};

} // namespace

/// Two hub processes on one database, as phones see them.
class TestHubShared : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void phonesOfBothSeeOneLog();
    void liveChannelsOfBothHearEverything();
    void oneLogWhoeverIsAsked();
    void answeredMeansKeptWhenHubsAreKilled();
    void answeredMeansKeptWhenTheDatabaseCrashes();
    void staysAwayWithoutItsDatabase();

private:
    [[nodiscard]] std::unique_ptr<HubPhone> phone(const std::string& name, HubProcess& hub)
    {
        return std::make_unique<HubPhone>(m_folder->filePath(QString::fromStdString(name)).toStdString(), hub.url());
    }
    /// A resident of household "JY-1-1-<number>01" who has joined through `hub`.
    [[nodiscard]] std::unique_ptr<HubPhone> resident(int number, HubProcess& hub);
    void startAgain(HubProcess& hub, std::initializer_list<HubPhone*> phones);
    /// Pushes what waits in the outbox in one request that may fail; how many of it were accepted or known already.
    [[nodiscard]] std::map<OpId, std::uint64_t> push(HubPhone& phone);
    /// Everything that both hubs and every phone say fits together, and the log holds what was acknowledged.
    void checkAll(const std::map<OpId, std::uint64_t>& acknowledged, std::initializer_list<HubPhone*> phones);
    /// Remembers a checkpoint that a hub has shown; false when another root was signed for its size before.
    [[nodiscard]] bool seen(HubPhone& phone);

    PostgresServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_first;
    std::unique_ptr<HubProcess> m_second;
    std::unique_ptr<HubPhone> m_admin;
    std::map<std::uint64_t, Hash> m_signed; ///< root by size
};

void TestHubShared::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.log().constData());
}

/// A second process needs the master key and the database, nothing else.
void TestHubShared::init()
{
    m_signed.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    const QString own = QString(QTest::currentTestFunction()).toLower();
    QVERIFY(m_server.makeDatabase(own));
    const QStringList database{"--database", QString::fromStdString(m_server.url(own))};
    m_first = std::make_unique<HubProcess>(m_folder->filePath("first"), database);
    QVERIFY2(m_first->found(), m_first->log().constData());
    QVERIFY(QDir(m_folder->path()).mkpath("second/keys"));
    QVERIFY(QFile::copy(m_folder->filePath("first/keys/hub.key"), m_folder->filePath("second/keys/hub.key")));
    m_second = std::make_unique<HubProcess>(m_folder->filePath("second"), database);
    QVERIFY2(m_first->start(), m_first->log().constData());
    QVERIFY2(m_second->start(), m_second->log().constData());
    m_admin = phone("admin", *m_first);
    QCOMPARE(m_admin->join(m_first->adminInvite()), "");
}

void TestHubShared::cleanup()
{
    if (QTest::currentTestFailed()) {
        qWarning("first hub: %s", m_first ? m_first->log().constData() : "");
        qWarning("second hub: %s", m_second ? m_second->log().constData() : "");
    }
    m_admin.reset();
    m_first.reset();
    m_second.reset();
}

std::unique_ptr<HubPhone> TestHubShared::resident(int number, HubProcess& hub)
{
    const std::string invite = m_admin->inviteHousehold("JY-1-1-" + std::to_string(number) + "01");
    auto made = phone("resident" + std::to_string(number), hub);
    if (!m_admin->sync().empty() || !made->join(invite).empty())
        qWarning("resident %d could not join", number);
    return made;
}

void TestHubShared::startAgain(HubProcess& hub, std::initializer_list<HubPhone*> phones)
{
    QVERIFY2(hub.start(), hub.log().constData());
    for (HubPhone* one : phones)
        one->moveTo(hub.url());
}

std::map<OpId, std::uint64_t> TestHubShared::push(HubPhone& phone)
{
    std::map<OpId, std::uint64_t> known;
    pb::sync::Push request;
    const auto waiting = phone.replica().outbox().items();
    for (const auto& item : waiting.value())
        log::operationToProto(item.operation, *request.add_operations());
    pb::sync::PushAnswer answer;
    if (phone.login() != 200 || !sync::readAnswer(phone.call("POST", "/operations", request), answer))
        return known;
    for (int i = 0; i < answer.answers_size(); ++i) {
        const auto& item = answer.answers(i);
        if (item.status() == pb::sync::Answer::ACCEPTED || item.status() == pb::sync::Answer::ALREADY)
            known[waiting.value()[static_cast<std::size_t>(i)].op] = item.seq();
    }
    return known;
}

bool TestHubShared::seen(HubPhone& phone)
{
    const auto& genesis = phone.replica().genesis();
    const auto answer = phone.call("GET", "/checkpoint");
    const auto state = log::verifyCheckpoint(asString(answer.body), genesis.community, genesis.hubKey);
    return state && m_signed.emplace(state->size, state->root).first->second == state->root;
}

void TestHubShared::checkAll(const std::map<OpId, std::uint64_t>& acknowledged, std::initializer_list<HubPhone*> phones)
{
    QByteArray said;
    for (HubProcess* hub : {m_first.get(), m_second.get()}) {
        const auto fsck = hub->fsck();
        QVERIFY2(fsck.code == 0, fsck.err.constData());
        QVERIFY(said.isEmpty() || fsck.out == said);
        said = fsck.out;
    }
    for (HubPhone* one : phones) {
        // A hub may have missed what the other one said; it looks again by itself.
        QTRY_VERIFY_WITH_TIMEOUT(one->sync().empty() && said.contains(QByteArray::fromStdString(digestOf(*one))),
                                 20'000);
        QVERIFY(seen(*one));
        for (const auto& [op, seq] : acknowledged)
            QCOMPARE(one->replica().seqOf(op).value().value_or(Seq{}), Seq{seq});
    }
}

void TestHubShared::phonesOfBothSeeOneLog()
{
    const auto wang = resident(1, *m_second);
    const Bytes photo = jpeg(1);
    const OpId hazard = report(*wang, "灯坏了", photo);
    QCOMPARE(wang->sync(), "");
    QCOMPARE(wang->outcome.photosUp, 1U);
    // Sent to the second hub, got from the first, as soon as that one has heard of it.
    const Hash name = crypto::sha256(photo);
    QTRY_VERIFY(m_admin->sync().empty() && m_admin->home().photos().has(name).value_or(false));
    QVERIFY(m_admin->replica().seqOf(hazard).value().has_value());

    erase(*m_admin, hazard);
    QCOMPARE(m_admin->rejection, "");
    QCOMPARE(m_admin->sync(), "");
    QTRY_COMPARE(m_admin->call("GET", "/photos/" + toHex(name)).status, 404);
    QTRY_COMPARE(wang->call("GET", "/photos/" + toHex(name)).status, 404);
    checkAll({}, {m_admin.get(), wang.get()});
}

void TestHubShared::liveChannelsOfBothHearEverything()
{
    const auto wang = resident(1, *m_first);
    const auto li = resident(2, *m_second);
    const auto zhang = resident(3, *m_second);
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(wang->sync(), "");
    Listener atFirst(*m_admin);
    Listener atSecond(*li);
    QTRY_VERIFY(atFirst.opened && atSecond.opened);
    for (int round = 0; round < 20; ++round) {
        HubPhone& author = round % 2 == 0 ? *wang : *zhang;
        const OpId hazard = report(author, "第" + std::to_string(round) + "件");
        QCOMPARE(author.sync(), "");
        QTRY_VERIFY(m_admin->replica().seqOf(hazard).value().has_value());
        QTRY_VERIFY(li->replica().seqOf(hazard).value().has_value());
    }
    QCOMPARE(atFirst.trouble, "");
    QCOMPARE(atSecond.trouble, "");
    QCOMPARE(m_admin->replica().confirmed(), li->replica().confirmed());
}

/// Phones at both hubs push at the same time, again and again.
void TestHubShared::oneLogWhoeverIsAsked()
{
    constexpr int rounds = 8;
    std::vector<std::unique_ptr<HubPhone>> phones;
    for (int i = 1; i <= 4; ++i) {
        phones.push_back(resident(i, i % 2 == 0 ? *m_first : *m_second));
        QCOMPARE(phones.back()->login(), 200);
    }
    std::map<OpId, std::uint64_t> acknowledged;
    for (int round = 0; round < rounds; ++round) {
        std::size_t answered = 0;
        for (const auto& one : phones) {
            for (int i = 0; i < 5; ++i)
                report(*one, "第" + std::to_string(i) + "件");
            pb::sync::Push request;
            const auto waiting = one->replica().outbox().items();
            for (const auto& item : waiting.value())
                log::operationToProto(item.operation, *request.add_operations());
            sync::Body body = sync::encodeBody(request);
            one->transport().send({"POST", one->path("/operations"), one->token, body.contentType, body.bytes,
                                   sync::tuning::requestDeadline},
                                  [&, ops = opsOf(waiting.value())](const Result<sync::HttpResponse>& response) {
                                      ++answered;
                                      pb::sync::PushAnswer answer;
                                      if (response && sync::readAnswer(*response, answer))
                                          for (int i = 0; i < answer.answers_size(); ++i)
                                              acknowledged[ops.at(static_cast<std::size_t>(i))] =
                                                  answer.answers(i).seq();
                                  });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answered, phones.size(), 30'000);
        for (const auto& one : phones)
            QCOMPARE(one->sync(), "");
    }
    QCOMPARE(acknowledged.size(), phones.size() * rounds * 5);
    checkAll(acknowledged, {m_admin.get(), phones[0].get(), phones[1].get()});
}

void TestHubShared::answeredMeansKeptWhenHubsAreKilled()
{
    const int rounds = roundsOr(12); // each kills a hub
    const auto wang = resident(1, *m_first);
    const auto li = resident(2, *m_second);
    std::map<OpId, std::uint64_t> acknowledged;
    for (int round = 0; round < rounds; ++round) {
        HubProcess& killed = round % 2 == 0 ? *m_first : *m_second;
        HubPhone& own = round % 2 == 0 ? *wang : *li;
        HubPhone& other = round % 2 == 0 ? *li : *wang;
        report(own, "第" + std::to_string(round) + "件");
        report(other, "也是第" + std::to_string(round) + "件");
        acknowledged.merge(push(own));
        acknowledged.merge(push(other));
        QVERIFY(seen(own));
        killed.kill();
        report(other, "只剩一个");
        const auto alone = push(other);
        QVERIFY(!alone.empty());
        acknowledged.insert(alone.begin(), alone.end());
        QVERIFY(seen(other));
        startAgain(killed, {&own});
        if (&own == wang.get())
            m_admin->moveTo(killed.url());
        QCOMPARE(own.sync(), "");
        QCOMPARE(other.sync(), "");
        QVERIFY(seen(own) && seen(other));
    }
    checkAll(acknowledged, {m_admin.get(), wang.get(), li.get()});
}

/// In the middle of whatever it does: pushes are under way while it goes.
void TestHubShared::answeredMeansKeptWhenTheDatabaseCrashes()
{
    const int rounds = roundsOr(6);
    const auto wang = resident(1, *m_first);
    const auto li = resident(2, *m_second);
    std::map<OpId, std::uint64_t> acknowledged;
    for (int round = 0; round < rounds; ++round) {
        std::size_t answered = 0;
        for (HubPhone* one : {wang.get(), li.get()}) {
            QTRY_COMPARE_WITH_TIMEOUT(one->login(), 200, 20'000);
            for (int i = 0; i < 10; ++i)
                report(*one, "第" + std::to_string(i) + "件");
            const auto waiting = one->replica().outbox().items();
            for (const auto& item : waiting.value()) {
                pb::sync::Push request;
                log::operationToProto(item.operation, *request.add_operations());
                sync::Body body = sync::encodeBody(request);
                one->transport().send({"POST", one->path("/operations"), one->token, body.contentType, body.bytes,
                                       sync::tuning::requestDeadline},
                                      [&, op = item.op](const Result<sync::HttpResponse>& response) {
                                          ++answered;
                                          pb::sync::PushAnswer answer;
                                          if (!response || !sync::readAnswer(*response, answer))
                                              return;
                                          const auto& only = answer.answers(0);
                                          if (only.status() == pb::sync::Answer::ACCEPTED)
                                              acknowledged[op] = only.seq();
                                      });
            }
        }
        // At another moment every round: after so many answers.
        QTRY_VERIFY(answered >= static_cast<std::size_t>(round % 12));
        m_server.crash();
        QVERIFY2(m_server.start(), m_server.log().constData());
        QTRY_COMPARE_WITH_TIMEOUT(answered, 20U, 60'000);
        for (HubPhone* one : {wang.get(), li.get()})
            QTRY_VERIFY_WITH_TIMEOUT(one->sync().empty() && one->replica().outbox().items().value().empty(), 30'000);
        QVERIFY(seen(*wang) && seen(*li));
    }
    QVERIFY(!acknowledged.empty());
    checkAll(acknowledged, {m_admin.get(), wang.get(), li.get()});
}

void TestHubShared::staysAwayWithoutItsDatabase()
{
    QCOMPARE(m_second->stop(), 0);
    QVERIFY(m_server.stop());
    QVERIFY(!m_second->start());
    const auto fsck = m_second->fsck();
    QCOMPARE(fsck.code, 5);
    QVERIFY2(fsck.err.contains("store.unreachable"), fsck.err.constData());
    report(*m_admin, "没有数据库");
    QCOMPARE(m_admin->sync(), "store.unreachable");
    QVERIFY2(m_server.start(), m_server.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(m_admin->sync().empty(), 20'000);
    QVERIFY(m_admin->replica().outbox().items().value().empty());
}

QTEST_GUILESS_MAIN(TestHubShared)
#include "tst_hub_shared.moc"
