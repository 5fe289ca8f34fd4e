// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

std::string codeOf(const sync::HttpResponse& response)
{
    return sync::problemOf(response).code;
}

/// The smallest thing that passes for a JPEG at the hub, which looks at the start only: phones re-encode.
Bytes jpeg(std::size_t size)
{
    Bytes bytes(size, 7);
    bytes[0] = 0xFF;
    bytes[1] = 0xD8;
    bytes[2] = 0xFF;
    return bytes;
}

std::string photoPath(ByteView bytes)
{
    return "/photos/" + toHex(crypto::sha256(bytes));
}

} // namespace

/// One hub and its admin's phone for all tests; each test logs in again where it spoils the token.
class TestHubHttp : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void answersWithoutAToken();
    void refusesUnknownPathsAndMethods();
    void takesAnInviteOnce();
    void takesOnlyOneJoinWithoutAToken();
    void wantsTheRightSignature();
    void wantsAFreshNonce();
    void wantsAKnownDevice();
    void wantsAToken_data();
    void wantsAToken();
    void refusesMalformedBodies();
    void refusesWhatIsTooLarge();
    void givesTheLogInProvenPages();
    void answersEachOperation();
    void keepsPhotosUnderTheirHash();
    void slowsAFloodDown();
    void servesAgainAfterAStop();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_phone;
    [[nodiscard]] HubPhone stranger(const char* name) { return {m_folder.filePath(name).toStdString(), m_hub->url()}; }
};

void TestHubHttp::initTestCase()
{
    m_hub = std::make_unique<HubProcess>(m_folder.filePath("hub"));
    QVERIFY2(m_hub->found(), m_hub->log().constData());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_phone = std::make_unique<HubPhone>(m_folder.filePath("admin").toStdString(), m_hub->url());
    QCOMPARE(m_phone->join(m_hub->adminInvite()), "");
}

void TestHubHttp::answersWithoutAToken()
{
    const std::string token = std::exchange(m_phone->token, {});
    pb::sync::HubInfo info;
    QVERIFY(sync::readAnswer(m_phone->call("GET", "/info"), info).has_value());
    const auto& genesis = m_phone->replica().genesis();
    QCOMPARE(info.protocol(), 1U);
    QCOMPARE(info.community_id(), genesis.community.str());
    QCOMPARE(info.hub_key(), asString(genesis.hubKey));
    QCOMPARE(info.genesis_hash(), asString(genesis.foundingHash));
    QCOMPARE(info.epoch().size(), 16U);

    const auto note = m_phone->call("GET", "/checkpoint");
    QCOMPARE(note.status, 200);
    QVERIFY(note.contentType.starts_with("text/plain"));
    const auto state = log::verifyCheckpoint(asString(note.body), genesis.community, genesis.hubKey);
    QVERIFY(state.has_value());
    QCOMPARE(state->size, m_phone->replica().confirmed().size);
    m_phone->token = token;
}

void TestHubHttp::refusesUnknownPathsAndMethods()
{
    QCOMPARE(codeOf(m_phone->call("GET", "/treasure")), "hub.unknown_path");
    QCOMPARE(m_phone->call("GET", "/treasure").status, 404);
    QCOMPARE(m_phone->call("GET", "/live?after=0").status, 404); // no WebSocket
    QCOMPARE(m_phone->call("PUT", "/log").status, 405);
    QCOMPARE(m_phone->call("GET", "/../../../etc/passwd").status, 404);
}

void TestHubHttp::takesAnInviteOnce()
{
    HubPhone late = stranger("late");
    QCOMPARE(late.join(m_hub->adminInvite()), "members.invite_used");

    const std::string invite = m_phone->inviteHousehold("JY-1-1-101");
    HubPhone early = stranger("early");
    QCOMPARE(early.join(invite), "members.invite_unknown"); // the phone that made it was not online yet
    QCOMPARE(m_phone->sync(), "");
    QCOMPARE(early.join(invite), "");
    QVERIFY(!early.home().member()->isNull());
    // Sending the same join again gives the same answer, not a second member.
    const auto first = early.replica().entry(Seq{early.replica().confirmed().size});
    QVERIFY(first.has_value() && first->has_value() && (*first)->operation);
    pb::sync::Push again;
    log::operationToProto(*(*first)->operation, *again.add_operations());
    pb::sync::PushAnswer answers;
    QVERIFY(sync::readAnswer(early.call("POST", "/join", again), answers).has_value());
    QCOMPARE(answers.answers(0).status(), pb::sync::Answer::ALREADY);
    QCOMPARE(answers.answers(0).seq(), early.replica().confirmed().size);
}

void TestHubHttp::takesOnlyOneJoinWithoutAToken()
{
    const std::string token = std::exchange(m_phone->token, {});
    QCOMPARE(codeOf(m_phone->call("POST", "/join", pb::sync::Push())), "join.one_operation");
    // Anything but a join needs a token, whoever signed it.
    m_phone->inviteHousehold("JY-1-1-102");
    const auto waiting = m_phone->replica().outbox().items();
    QVERIFY(waiting.has_value() && !waiting->empty());
    pb::sync::Push push;
    log::operationToProto(waiting->back().operation, *push.add_operations());
    QCOMPARE(codeOf(m_phone->call("POST", "/join", push)), "join.one_operation");
    m_phone->token = token;
    QCOMPARE(m_phone->sync(), "");
}

void TestHubHttp::wantsTheRightSignature()
{
    pb::sync::ChallengeRequest ask;
    ask.set_device_id(m_phone->home().identity().device.str());
    pb::sync::Challenge challenge;
    QVERIFY(sync::readAnswer(m_phone->call("POST", "/challenge", ask), challenge).has_value());
    QCOMPARE(challenge.nonce().size(), 32U);
    pb::sync::LoginRequest proof;
    proof.set_device_id(ask.device_id());
    proof.set_nonce(challenge.nonce());
    proof.set_signature(std::string(64, 'x'));
    const auto refused = m_phone->call("POST", "/login", proof);
    QCOMPARE(refused.status, 401);
    QCOMPARE(codeOf(refused), "auth.bad_signature");

    // One nonce is one guess: the right signature comes too late.
    const auto& identity = m_phone->home().identity();
    const Bytes message =
        sync::loginMessage(m_phone->replica().genesis().community, identity.device, asBytes(challenge.nonce()));
    proof.set_signature(asString(identity.signing.sign(sync::loginContext, message)));
    QCOMPARE(codeOf(m_phone->call("POST", "/login", proof)), "auth.stale_nonce");
    QCOMPARE(m_phone->login(), 200);
}

void TestHubHttp::wantsAFreshNonce()
{
    const auto& identity = m_phone->home().identity();
    const Bytes nonce = crypto::randomBytes(32); // never given out
    pb::sync::LoginRequest proof;
    proof.set_device_id(identity.device.str());
    proof.set_nonce(asString(nonce));
    const Bytes message = sync::loginMessage(m_phone->replica().genesis().community, identity.device, nonce);
    proof.set_signature(asString(identity.signing.sign(sync::loginContext, message)));
    const auto refused = m_phone->call("POST", "/login", proof);
    QCOMPARE(refused.status, 401);
    QCOMPARE(codeOf(refused), "auth.stale_nonce");
}

void TestHubHttp::wantsAKnownDevice()
{
    pb::sync::LoginRequest proof;
    proof.set_device_id(std::string(16, 'd'));
    proof.set_nonce(std::string(32, 'n'));
    const auto refused = m_phone->call("POST", "/login", proof);
    QCOMPARE(refused.status, 403);
    QCOMPARE(codeOf(refused), "auth.unknown_device");
}

void TestHubHttp::wantsAToken_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("log") << "GET" << "/log?after=0";
    QTest::newRow("operations") << "POST" << "/operations";
    QTest::newRow("photo") << "GET" << QString("/photos/") + QString(64, 'a');
    QTest::newRow("upload") << "PUT" << QString("/photos/") + QString(64, 'a');
}

void TestHubHttp::wantsAToken()
{
    QFETCH(QString, method);
    QFETCH(QString, path);
    const std::string token = m_phone->token;
    for (const std::string& bad : {std::string(), std::string(32, 'A'), token + "A", token.substr(1)}) {
        m_phone->token = bad;
        const auto refused = m_phone->call(method.toStdString(), path.toStdString());
        QCOMPARE(refused.status, 401);
        QCOMPARE(codeOf(refused), "auth.token");
    }
    m_phone->token = token;
}

void TestHubHttp::refusesMalformedBodies()
{
    const Bytes noise = toBytes("\xff\xff\xff\xff not protobuf");
    QCOMPARE(codeOf(m_phone->call("POST", "/operations", noise, std::string(sync::plainType))), "sync.bad_message");
    QCOMPARE(codeOf(m_phone->call("POST", "/operations", noise, std::string(sync::zstdType))), "sync.bad_message");
    QCOMPARE(codeOf(m_phone->call("POST", "/operations", noise, "text/html")), "sync.bad_message");
    QCOMPARE(m_phone->call("POST", "/challenge", noise, std::string(sync::plainType)).status, 400);
    QCOMPARE(codeOf(m_phone->call("GET", "/log?after=minus")), "log.bad_after");
    QCOMPARE(codeOf(m_phone->call("GET", "/log")), "log.bad_after");
    QCOMPARE(codeOf(m_phone->call("GET", "/log?after=99999999999999999999")), "log.bad_after");
}

void TestHubHttp::refusesWhatIsTooLarge()
{
    pb::sync::Push many;
    for (int i = 0; i <= 500; ++i)
        many.add_operations();
    auto refused = m_phone->call("POST", "/operations", many);
    QCOMPARE(refused.status, 413);
    QCOMPARE(codeOf(refused), "push.too_large");
    // Compressed it is small, but not what it unpacks to.
    pb::sync::Push heavy;
    for (int i = 0; i < 12; ++i)
        heavy.add_operations()->set_payload(std::string(50'000, 'z'));
    QVERIFY(sync::encodeBody(heavy).bytes.size() < 10'000);
    QCOMPARE(m_phone->call("POST", "/operations", heavy).status, 413);
    // Beyond any body the connection is not kept; the hub goes on.
    const auto huge = m_phone->call("POST", "/operations", Bytes(5 * 1024 * 1024, 1), std::string(sync::plainType));
    QVERIFY(huge.status == 413 || huge.status == 0);
    QCOMPARE(m_phone->call("GET", "/info").status, 200);
}

void TestHubHttp::givesTheLogInProvenPages()
{
    for (int room = 1; room <= 5; ++room)
        m_phone->inviteHousehold("JY-1-1-" + std::to_string(room) + "01");
    QCOMPARE(m_phone->sync(), "");
    const auto& genesis = m_phone->replica().genesis();
    pb::sync::LogPage all;
    QVERIFY(sync::readAnswer(m_phone->call("GET", "/log?after=1"), all).has_value());
    const std::uint64_t size = m_phone->replica().confirmed().size;
    QCOMPARE(static_cast<std::uint64_t>(all.entries_size()), size - 1);
    QVERIFY(!all.more());
    const auto state = log::verifyCheckpoint(all.checkpoint(), genesis.community, genesis.hubKey);
    QVERIFY(state.has_value());
    QCOMPARE(*state, m_phone->replica().confirmed());

    // The founding alone is more than a page of text would be, and comes alone.
    pb::sync::LogPage first;
    QVERIFY(sync::readAnswer(m_phone->call("GET", "/log?after=0"), first).has_value());
    QVERIFY(first.entries_size() >= 1);
    QCOMPARE(first.entries(0).seq(), 1U);
    std::vector<Hash> proof;
    for (const auto& hash : first.consistency())
        proof.push_back(*toHash(hash));
    log::MerkleFrontier frontier;
    for (const auto& in : first.entries())
        frontier.append(log::fromProto(in)->leafHash());
    QVERIFY(log::consistencyHolds(frontier.state(), *state, proof));
    QCOMPARE(first.more(), frontier.size() < size);

    pb::sync::LogPage none;
    QVERIFY(sync::readAnswer(m_phone->call("GET", "/log?after=" + std::to_string(size)), none).has_value());
    QCOMPARE(none.entries_size(), 0);
    // Who is ahead of the hub learns the hub's size from the checkpoint.
    QVERIFY(sync::readAnswer(m_phone->call("GET", "/log?after=100000"), none).has_value());
    QCOMPARE(log::verifyCheckpoint(none.checkpoint(), genesis.community, genesis.hubKey)->size, size);
}

void TestHubHttp::answersEachOperation()
{
    using pb::sync::Answer;
    m_phone->inviteHousehold("JY-2-1-101");
    m_phone->inviteHousehold("JY-2-1-102");
    const auto waiting = m_phone->replica().outbox().items();
    QVERIFY(waiting.has_value());
    QCOMPARE(waiting->size(), 2U);
    pb::sync::Push push;
    log::operationToProto((*waiting)[1].operation, *push.add_operations()); // before its time
    log::operationToProto((*waiting)[0].operation, *push.add_operations());
    log::operationToProto((*waiting)[1].operation, *push.add_operations());
    log::operationToProto((*waiting)[1].operation, *push.add_operations());
    log::operationToProto((*waiting)[0].operation, *push.add_operations());
    push.mutable_operations(4)->mutable_signature()->front() ^= 1;
    pb::sync::PushAnswer answers;
    QVERIFY(sync::readAnswer(m_phone->call("POST", "/operations", push), answers).has_value());
    QCOMPARE(answers.answers_size(), 5);
    QCOMPARE(answers.answers(0).status(), Answer::WAIT_GAP);
    QCOMPARE(answers.answers(0).expected_device_seq(), (*waiting)[0].deviceSeq);
    QCOMPARE(answers.answers(1).status(), Answer::ACCEPTED);
    QCOMPARE(answers.answers(2).status(), Answer::ACCEPTED);
    QCOMPARE(answers.answers(2).seq(), answers.answers(1).seq() + 1);
    QCOMPARE(answers.answers(3).status(), Answer::ALREADY);
    QCOMPARE(answers.answers(3).seq(), answers.answers(2).seq());
    QCOMPARE(answers.answers(4).status(), Answer::REFUSED);
    QCOMPARE(answers.answers(4).code(), "op.id_taken");
    QCOMPARE(m_phone->sync(), "");
}

void TestHubHttp::keepsPhotosUnderTheirHash()
{
    const std::string type(sync::jpegType);
    const Bytes photo = jpeg(40'000);
    QCOMPARE(m_phone->call("PUT", photoPath(photo), photo, type).status, 200);
    QCOMPARE(m_phone->call("PUT", photoPath(photo), photo, type).status, 200); // a lost answer
    // Nobody sees a photo that nothing in the log shows.
    QCOMPARE(codeOf(m_phone->call("GET", photoPath(photo))), "photo.unknown");

    const auto wrongHash = m_phone->call("PUT", photoPath(jpeg(100)), jpeg(101), type);
    QCOMPARE(wrongHash.status, 400);
    QCOMPARE(codeOf(wrongHash), "photo.wrong_hash");
    const Bytes text = toBytes("GIF89a no jpeg");
    QCOMPARE(codeOf(m_phone->call("PUT", photoPath(text), text, type)), "photo.not_jpeg");
    QCOMPARE(codeOf(m_phone->call("PUT", photoPath(photo), photo, "image/png")), "photo.not_jpeg");
    const Bytes large = jpeg(community::maxPhotoBytes + 1);
    const auto tooLarge = m_phone->call("PUT", photoPath(large), large, type);
    QCOMPARE(tooLarge.status, 413);
    QCOMPARE(codeOf(tooLarge), "photo.too_large");
    const Bytes largest = jpeg(community::maxPhotoBytes);
    QCOMPARE(m_phone->call("PUT", photoPath(largest), largest, type).status, 200);
    QCOMPARE(codeOf(m_phone->call("PUT", "/photos/log.db", photo, type)), "photo.bad_name");
    QCOMPARE(codeOf(m_phone->call("GET", "/photos/" + std::string(64, 'A'))), "photo.bad_name");
}

void TestHubHttp::slowsAFloodDown()
{
    const std::string invite = m_phone->inviteHousehold("JY-2-1-201");
    QCOMPARE(m_phone->sync(), "");
    HubPhone flooder = stranger("flooder");
    QCOMPARE(flooder.join(invite), "");
    const auto join = flooder.replica().entry(Seq{flooder.replica().confirmed().size}).value();
    pb::sync::Push push;
    for (int i = 0; i < 500; ++i)
        log::operationToProto(*join->operation, *push.add_operations());
    sync::HttpResponse answer;
    for (int i = 0; i < 40 && answer.status != 429; ++i)
        answer = flooder.call("POST", "/operations", push);
    QCOMPARE(answer.status, 429);
    QCOMPARE(codeOf(answer), "hub.rate");
    QVERIFY(answer.retryAfter.has_value() && *answer.retryAfter >= std::chrono::seconds(1));
    // Others are not slowed down by it.
    m_phone->inviteHousehold("JY-2-1-202");
    QCOMPARE(m_phone->sync(), "");
}

void TestHubHttp::servesAgainAfterAStop()
{
    const std::string oldToken = m_phone->token;
    QCOMPARE(m_hub->stop(), 0);
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_phone->moveTo(m_hub->url());
    // Tokens live in memory: a restart means a new login, which a session does by itself.
    QCOMPARE(m_phone->call("GET", "/log?after=0").status, 401);
    QCOMPARE(m_phone->sync(), "");
    QVERIFY(m_phone->token != oldToken);
}

QTEST_GUILESS_MAIN(TestHubHttp)
#include "tst_hub_http.moc"
