// SPDX-License-Identifier: Apache-2.0
#include "core/sync/SyncSession.h"

#include "core/community/Meta.h"
#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/store/Unsynced.h"
#include "core/sync/Courier.h"
#include "core/sync/Messages.h"
#include "core/sync/PageCheck.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

namespace linli::sync {
namespace {

Error updateNeeded(std::uint32_t rules)
{
    return {ErrorKind::Rejected, "app.update_needed", "rules version " + std::to_string(rules)};
}

} // namespace

SyncSession::SyncSession(SyncParts parts, Options options)
    : m_parts(parts), m_options(std::move(options)), m_step(m_options.token.empty() ? Step::Challenge : Step::Push),
      m_token(m_options.token), m_pages(m_parts.replica), m_carried(m_parts.replica)
{
    if (m_options.queue == nullptr)
        m_ownQueue.emplace(parts.replica, parts.photos, parts.clock, PhotoQueue::Patience::None);
}

void SyncSession::stop(Error error)
{
    m_outcome.error = std::move(error);
    m_step = Step::Over;
}

HttpRequest SyncSession::request(std::string method, std::string_view rest) const
{
    HttpRequest out;
    out.method = std::move(method);
    out.path = communityPath(m_parts.replica.genesis().community, rest);
    out.token = m_token;
    out.deadline = tuning::requestDeadline;
    return out;
}

std::optional<HttpRequest> SyncSession::nextRequest()
{
    auto made = makeRequest();
    if (made)
        return std::move(*made);
    stop(made.error());
    return std::nullopt;
}

Result<std::optional<HttpRequest>> SyncSession::makeRequest()
{
    switch (m_step) {
    case Step::Challenge: {
        pb::sync::ChallengeRequest message;
        message.set_device_id(m_parts.identity.device.str());
        return withBody(request("POST", "/challenge"), message);
    }
    case Step::Login: {
        pb::sync::LoginRequest message;
        message.set_device_id(m_parts.identity.device.str());
        message.set_nonce(asString(m_nonce));
        const Bytes toSign = loginMessage(m_parts.replica.genesis().community, m_parts.identity.device, m_nonce);
        message.set_signature(asString(m_parts.identity.signing.sign(loginContext, toSign)));
        LINLI_TRY(const auto note, community::Meta(m_parts.replica.db()).find(community::meta::checkpoint));
        message.set_checkpoint(asString(note.value_or(Bytes{})));
        return withBody(request("POST", "/login"), message);
    }
    case Step::Push:
        return makePush();
    case Step::Carry:
        return makeCarry();
    case Step::Snapshot:
        return addressed(m_snapshot->nextRequest(), tuning::snapshotDeadline);
    case Step::Pull:
        return makePull();
    case Step::PhotoUp:
    case Step::PhotoDown:
        return makePhotoStep();
    case Step::Refill:
        return makeRefill();
    case Step::Over:
        break;
    }
    return std::nullopt;
}

Result<std::optional<HttpRequest>> SyncSession::makePull()
{
    m_askedAfter = m_pages.end();
    // What this build cannot judge is not fetched; own words and photos have gone or still go their way.
    LINLI_TRY(const std::uint32_t newerRules, m_parts.replica.rulesNeeded());
    if (newerRules != 0) {
        m_outcome.error = updateNeeded(newerRules);
        LINLI_CHECK(listPhotos());
        return makeRequest();
    }
    if (m_askedAfter == 0 && !m_snapshot) {
        m_snapshot.emplace(m_parts.replica, m_parts.identity, m_parts.clock,
                           m_options.parts != nullptr ? *m_options.parts : m_ownParts);
        LINLI_TRY(const bool wanted, m_snapshot->begin());
        if (wanted) {
            m_step = Step::Snapshot;
            return makeRequest();
        }
    }
    return pullRequest(m_askedAfter);
}

Result<HttpRequest> SyncSession::pullRequest(std::uint64_t after) const
{
    LINLI_TRY(const auto open, m_parts.replica.outbox().open());
    std::string path = "/log?after=" + std::to_string(after);
    if (open.count > 0 && !m_whole)
        path += "&own=" + std::to_string(open.firstDeviceSeq);
    return request("GET", path);
}

std::vector<HttpRequest> SyncSession::soon()
{
    std::vector<HttpRequest> requests;
    if (m_step != Step::Snapshot)
        return requests;
    for (HttpRequest& request : m_snapshot->soon())
        requests.push_back(addressed(std::move(request), tuning::snapshotDeadline));
    // The log goes on where the snapshot ends, whatever is still to come of it.
    const auto end = m_snapshot->endInSight();
    if (!end || requests.size() >= tuning::requestsAhead)
        return requests;
    if (auto tail = pullRequest(*end))
        requests.push_back(std::move(*tail));
    return requests;
}

/// A photo's or a snapshot's own request, with what every request has.
HttpRequest SyncSession::addressed(HttpRequest out, Milliseconds deadline) const
{
    out.path = communityPath(m_parts.replica.genesis().community, out.path);
    out.token = m_token;
    out.deadline = deadline;
    return out;
}

Result<std::optional<HttpRequest>> SyncSession::makePush()
{
    LINLI_TRY(m_batch, m_parts.replica.outbox().nextBatch(m_pushedUpTo, tuning::pushOperations, tuning::pushBytes));
    if (m_batch.empty()) {
        LINLI_CHECK(m_parts.replica.flushSidecar());
        m_step = Step::Carry;
        return makeRequest();
    }
    pb::sync::Push push;
    std::vector<OpId> ops;
    for (const community::OutboxItem& item : m_batch) {
        log::operationToWire(item.operation, *push.add_operations());
        ops.push_back(item.op);
    }
    LINLI_CHECK(m_parts.replica.outbox().markSending(ops));
    return withBody(request("POST", "/operations"), push);
}

/// Others' words go after the phone's own, and before it asks for news, which then hold them.
Result<std::optional<HttpRequest>> SyncSession::makeCarry()
{
    pb::sync::Push push;
    LINLI_CHECK(m_carried.fill(push));
    if (push.operations_size() > 0)
        return withBody(request("POST", "/operations"), push);
    m_step = Step::Pull;
    if (!m_options.pull)
        LINLI_CHECK(m_ownWait ? tendOwn() : listPhotos());
    return makeRequest();
}

void SyncSession::onResponse(Result<HttpResponse> response)
{
    if (!response) {
        const auto kept = m_step == Step::Push ? m_parts.replica.flushSidecar() : Result<void>{};
        return stop(kept ? response.error() : kept.error());
    }
    m_outcome.retryAfter = response->retryAfter;
    const bool staleToken =
        response->status == 401 && !m_loggedIn && m_step != Step::Login && m_step != Step::Challenge;
    if (staleToken) {
        m_token.clear();
        m_snapshot.reset(); // what came of it is in the store, and the next one goes on there
        m_step = Step::Challenge;
        return;
    }
    auto done = read(*response);
    if (!done && m_step != Step::Over)
        done = offerRefill(done.error());
    if (!done)
        stop(done.error());
}

Result<void> SyncSession::read(const HttpResponse& response)
{
    switch (m_step) {
    case Step::Challenge:
        return readChallenge(response);
    case Step::Login:
        return readLogin(response);
    case Step::Push:
        return readPush(response);
    case Step::Carry:
        return readCarry(response);
    case Step::Snapshot:
        return readSnapshot(response);
    case Step::Pull:
        return readPull(response);
    case Step::PhotoUp:
        return readPhotoUp(response);
    case Step::PhotoDown:
        return readPhotoDown(response);
    case Step::Refill:
        return readRefill(response);
    case Step::Over:
        break;
    }
    return {};
}

Result<void> SyncSession::readChallenge(const HttpResponse& response)
{
    pb::sync::Challenge challenge;
    LINLI_CHECK(readAnswer(response, challenge));
    m_nonce = toBytes(challenge.nonce());
    m_step = Step::Login;
    return {};
}

Result<void> SyncSession::readLogin(const HttpResponse& response)
{
    pb::sync::Login login;
    LINLI_CHECK(readAnswer(response, login));
    m_token = login.token();
    LINLI_CHECK(followEpoch(asBytes(login.epoch())));
    m_loggedIn = true;
    m_step = Step::Push;
    return {};
}

Result<void> SyncSession::readPush(const HttpResponse& response)
{
    // The words have gone out first; they wait for no disk but the database's.
    LINLI_CHECK(m_parts.replica.flushSidecar());
    pb::sync::PushAnswer answers;
    LINLI_CHECK(readAnswer(response, answers));
    if (static_cast<std::size_t>(answers.answers_size()) != m_batch.size())
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "number of answers");
    const store::Unsynced quick(m_parts.replica.db()); // what was not noted is sent again, and answered alike
    LINLI_TRY(auto transaction, store::Transaction::begin(m_parts.replica.db()));
    bool goOn = true;
    for (std::size_t i = 0; i < m_batch.size(); ++i) {
        LINLI_TRY(const bool taken, settle(m_batch[i], answers.answers(static_cast<int>(i))));
        goOn = goOn && taken;
    }
    LINLI_CHECK(transaction.commit());
    m_pushedUpTo = m_batch.back().position;
    if (!goOn) {
        m_ownWait = true;
        m_step = Step::Carry;
    }
    return {};
}

/// False when it has to wait.
Result<bool> SyncSession::settle(const community::OutboxItem& item, const pb::sync::Answer& answer)
{
    using pb::sync::Answer;
    community::Outbox& outbox = m_parts.replica.outbox();
    switch (answer.status()) {
    case Answer::ACCEPTED:
    case Answer::ALREADY:
    case Answer::REJECTED:
        // The log is the answer that counts; the row is settled when the entry comes.
        LINLI_CHECK(outbox.markAccepted(item.op));
        promises().add(item.op, Seq{answer.seq()});
        ++m_outcome.pushed;
        return true;
    case Answer::REFUSED:
        if (answer.code() == "op.cloned_device" && !m_healed)
            break;
        LINLI_CHECK(outbox.markRefused(item.op, answer.code()));
        return true;
    default:
        break;
    }
    LINLI_CHECK(outbox.requeue(item.op));
    return false;
}

Result<void> SyncSession::readCarry(const HttpResponse& response)
{
    pb::sync::PushAnswer answers;
    LINLI_CHECK(readAnswer(response, answers));
    LINLI_CHECK(m_carried.read(answers, promises()));
    m_outcome.carried = m_carried.delivered();
    return {};
}

Result<void> SyncSession::readSnapshot(const HttpResponse& response)
{
    LINLI_TRY(const bool more, m_snapshot->read(response));
    m_outcome.snapshotPages = m_snapshot->pages();
    if (!more)
        m_step = Step::Pull;
    return {};
}

Result<void> SyncSession::readPull(const HttpResponse& response)
{
    pb::sync::LogPage page;
    LINLI_CHECK(readAnswer(response, page));
    if (page.after() != m_askedAfter)
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "a page that was not asked for");
    const auto added = m_pages.add(page);
    if (!added && added.error().code == "log.own_unknown" && !std::exchange(m_whole, true))
        return {};
    LINLI_CHECK(added);
    LINLI_TRY(const bool askOn, mayGather(page));
    if (askOn)
        return {};
    const auto stored = m_pages.apply(m_parts.clock.now());
    if (!stored && stored.error().code == "app.update_needed")
        return {}; // the next step finds out
    LINLI_CHECK(stored);
    m_outcome.pulled += *stored;
    LINLI_CHECK(promises().check(m_parts.replica));
    Courier courier(m_parts.replica);
    if (page.more() && m_parts.replica.confirmed().size > m_askedAfter)
        return courier.settle();
    LINLI_CHECK(courier.afterPage(m_parts.clock.now()));
    return tendOwn();
}

/// With much of its own waiting, a phone would decide all of it again after every page.
Result<bool> SyncSession::mayGather(const pb::sync::LogPage& page)
{
    if (!page.more() || m_pages.end() <= m_askedAfter || m_pages.size() >= tuning::gatherEntries)
        return false;
    LINLI_TRY(const auto open, m_parts.replica.outbox().open());
    return open.count >= tuning::gatherFrom;
}

/// With the whole log here: what this phone has to put right or to do by itself is pushed before the photos.
Result<void> SyncSession::tendOwn()
{
    const Timestamp now = m_parts.clock.now();
    m_parts.replica.noteCaughtUp();
    bool pushAgain = false;
    if (!m_healed) {
        LINLI_TRY(pushAgain, m_parts.replica.healChain(m_parts.identity, now));
        m_healed = pushAgain;
        m_pushedUpTo = pushAgain ? 0 : m_pushedUpTo;
    }
    LINLI_TRY(const bool queued, m_parts.replica.keepStaffKey(m_parts.identity, now));
    if (!pushAgain && !queued)
        return listPhotos();
    m_step = Step::Push;
    return {};
}

} // namespace linli::sync
