// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/Kills.h"
#include "tests/support/PostgresServer.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace linli;
using namespace linli::test;

namespace {

constexpr std::size_t together = 6; ///< operations of a phone that are under way when the hub dies

/// What the hub said aloud, for ever.
struct Promises {
    std::map<OpId, std::uint64_t> places; ///< of acknowledged operations
    std::map<std::uint64_t, Hash> roots;  ///< signed, by size
    std::map<std::uint64_t, std::string> notes;
    std::vector<std::string> broken;

    void answered(const OpId& op, const Result<sync::HttpResponse>& response)
    {
        using pb::sync::Answer;
        pb::sync::PushAnswer answer;
        if (!response || !sync::readAnswer(*response, answer) || answer.answers_size() != 1)
            return;
        const Answer& only = answer.answers(0);
        if (only.status() != Answer::ACCEPTED && only.status() != Answer::ALREADY)
            return;
        const auto [known, fresh] = places.try_emplace(op, only.seq());
        if (!fresh && known->second != only.seq())
            broken.push_back("two places for " + toText(op));
    }
    void signedNote(const community::Genesis& genesis, const Result<sync::HttpResponse>& response)
    {
        if (!response || response->status != 200)
            return;
        const std::string note = asString(response->body);
        const auto state = log::verifyCheckpoint(note, genesis.community, genesis.hubKey);
        if (!state)
            return broken.push_back(state.error().code);
        if (roots.try_emplace(state->size, state->root).first->second != state->root ||
            notes.try_emplace(state->size, note).first->second != note)
            broken.push_back("two checkpoints of size " + std::to_string(state->size));
    }
};

} // namespace

/// The real hub, killed in the middle of whatever it does, again and again: what it said holds, on either store.
class TestHubKills : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.log().constData()); }
    void whatWasAnsweredAndSignedHolds_data();
    void whatWasAnsweredAndSignedHolds();
    void cleanup();

private:
    [[nodiscard]] std::unique_ptr<HubPhone> phone(const std::string& name);
    /// Everything in the outbox goes out, each operation by itself and with a look at the checkpoint behind it.
    void pushAll(HubPhone& phone);
    void settle(HubPhone& phone);

    PostgresServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    Promises m_promises;
    std::size_t m_sent = 0;
    std::size_t m_answered = 0;
};

void TestHubKills::whatWasAnsweredAndSignedHolds_data()
{
    QTest::addColumn<bool>("postgres");
    QTest::newRow("SQLite") << false;
    QTest::newRow("PostgreSQL") << true;
}

void TestHubKills::cleanup()
{
    if (QTest::currentTestFailed() && m_hub)
        qWarning("hub: %s", m_hub->log().right(2000).constData());
    m_hub.reset();
}

std::unique_ptr<HubPhone> TestHubKills::phone(const std::string& name)
{
    return std::make_unique<HubPhone>(m_folder->filePath(QString::fromStdString(name)).toStdString(), m_hub->url());
}

void TestHubKills::pushAll(HubPhone& phone)
{
    const auto waiting = phone.replica().outbox().items();
    for (const auto& item : waiting.value()) {
        pb::sync::Push request;
        log::operationToProto(item.operation, *request.add_operations());
        sync::Body body = sync::encodeBody(request);
        ++m_sent;
        phone.transport().send({"POST", phone.path("/operations"), phone.token, std::move(body.contentType),
                                std::move(body.bytes), sync::tuning::requestDeadline},
                               [this, op = item.op](const Result<sync::HttpResponse>& response) {
                                   ++m_answered;
                                   m_promises.answered(op, response);
                               });
        ++m_sent;
        phone.transport().send({"GET", phone.path("/checkpoint"), {}, {}, {}, sync::tuning::requestDeadline},
                               [this, genesis = phone.replica().genesis()](const Result<sync::HttpResponse>& response) {
                                   ++m_answered;
                                   m_promises.signedNote(genesis, response);
                               });
    }
}

void TestHubKills::settle(HubPhone& phone)
{
    QTRY_COMPARE_WITH_TIMEOUT(phone.sync(), std::string(), 30'000);
    QVERIFY(phone.replica().outbox().items().value().empty());
    m_promises.signedNote(phone.replica().genesis(), phone.call("GET", "/checkpoint"));
}

void TestHubKills::whatWasAnsweredAndSignedHolds()
{
    QFETCH(const bool, postgres);
    const int rounds = killsOr(8);
    m_promises = {};
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(!postgres || m_server.makeDatabase("kills"));
    m_hub = std::make_unique<HubProcess>(
        m_folder->filePath("hub"),
        postgres ? QStringList{"--database", QString::fromStdString(m_server.url("kills"))} : QStringList{});
    QVERIFY2(m_hub->found() && m_hub->start(), m_hub->log().constData());
    const auto admin = phone("admin");
    QCOMPARE(admin->join(m_hub->adminInvite()), "");
    const auto wang = phone("wang");
    const std::string invite = admin->inviteHousehold("JY-1-1-101");
    QCOMPARE(admin->sync(), "");
    QCOMPARE(wang->join(invite), "");
    int between = 0; // kills that left something unanswered
    for (int round = 0; round < rounds; ++round) {
        m_sent = m_answered = 0;
        for (HubPhone* one : {admin.get(), wang.get()}) {
            QCOMPARE(one->login(), 200);
            for (std::size_t i = 0; i < together; ++i)
                report(*one, "第" + std::to_string(round) + "回");
            pushAll(*one);
        }
        // At another moment every round: after so many answers.
        const std::size_t until = 1 + static_cast<std::size_t>(round) % (m_sent - 1);
        while (m_answered < until) // finer than QTRY looks; each request ends by its deadline
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        between += m_answered < m_sent ? 1 : 0;
        m_hub->kill();
        QTRY_COMPARE_WITH_TIMEOUT(m_answered, m_sent, 60'000);
        QVERIFY2(m_hub->startAgain(), m_hub->log().constData());
        settle(*admin);
        settle(*wang);
        QCOMPARE(m_promises.broken, std::vector<std::string>{});
    }
    QVERIFY(between > 0);
    settle(*admin);
    for (HubPhone* one : {admin.get(), wang.get()})
        for (const auto& [op, seq] : m_promises.places)
            QCOMPARE(one->replica().seqOf(op).value().value_or(Seq{}), Seq{seq});
    const auto reports = admin->replica().db().count("SELECT count(*) FROM hazard");
    QCOMPARE(reports.value(), static_cast<std::int64_t>(2 * together) * rounds);
    QCOMPARE(m_hub->stop(), 0);
    const auto fsck = m_hub->fsck();
    QVERIFY2(fsck.code == 0, fsck.err.constData());
    QVERIFY(fsck.out.contains(QByteArray::fromStdString(toHex(admin->replica().digests()->community))));
    qInfo("%d kills, %d of them among answers, %zu answers and %zu checkpoints hold", rounds, between,
          m_promises.places.size(), m_promises.roots.size());
}

QTEST_GUILESS_MAIN(TestHubKills)
#include "tst_hub_kills.moc"
