// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Decider.h"

#include "app/hub/Gatekeeper.h"
#include "app/hub/ReplicaCache.h"
#include "core/community/CloneProof.h"
#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/log/Checkpoint.h"
#include "core/log/Photos.h"
#include "core/log/log.pb.h"
#include "core/members/Directory.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace linli::hub {
namespace {

using community::Replica;
using Growth = LogStore::Growth;

/// Between tries to learn what the log has, while nobody pushes.
constexpr Milliseconds settlePause = std::chrono::seconds(5);

/// LogStore::hold()'s word for it.
bool isStandstill(const Error& error)
{
    return error.code == "hub.awaits_refill" || error.code == "hub.two_histories";
}

} // namespace

/// What one commit will hold.
struct Decider::Round {
    Replica::Batch batch;
    std::vector<log::Entry> entries;
    std::vector<OpId> erased;
    std::vector<Hash> shown; ///< photos that erased operations showed
    std::optional<Timestamp> tickedFor;
};

struct Decider::Erasure {
    OpId target;
    std::vector<Hash> photos; ///< that the target showed
};

/// Nobody else appends while this lives, unless the store was made to let go: then it takes no addition either.
struct Decider::Held {
    LogStore& log;
    explicit Held(LogStore& held) : log(held) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { log.release(); }
};

Decider::Decider(Parts parts, Hooks hooks) : m_parts(parts), m_hooks(std::move(hooks)), m_guard(parts.clock)
{
    lookForDeadline();
}

bool Decider::isTickDue(Timestamp at) const
{
    return m_deadline && *m_deadline <= at && m_deadline != m_tickedFor;
}

void Decider::decide(std::span<Push> pushes)
{
    const Result<Timestamp> at = m_guard.next(m_parts.replica.lastAccepted());
    if (pushes.empty() && m_unsettled && m_parts.clock.monotonic() >= m_settleAgain)
        lookAtLog();
    if (pushes.empty() && (!at || !isTickDue(*at)))
        return;
    const Result<void> together = at ? decideTogether(pushes, *at) : std::unexpected(at.error());
    const bool standsStill = !together && isStandstill(together.error());
    if (!together && !(standsStill && m_standsStill))
        spdlog::error("decider {}: {} {}", toText(m_parts.replica.genesis().community), together.error().code,
                      together.error().detail);
    m_standsStill = standsStill;
    const bool oneByOne = at && !together && !standsStill && pushes.size() > 1;
    for (Push& push : pushes) {
        // One push that cannot be decided must not cost the others their answer.
        const Result<void> decided = oneByOne ? decideTogether({&push, 1}, *at) : together;
        if (!decided)
            push.answers = std::unexpected(decided.error());
    }
}

Result<void> Decider::decideTogether(std::span<Push> pushes, Timestamp at)
{
    LINLI_TRY(const log::LogState newest, m_parts.log.hold());
    const Held held(m_parts.log);
    if (m_unsettled || newest != m_parts.replica.confirmed() || newest.size != m_parts.head.snapshot().size)
        LINLI_CHECK(settle());
    LINLI_TRY(auto batch, m_parts.replica.beginBatch());
    Round round{std::move(batch), {}, {}, {}, {}};
    LINLI_CHECK(sequenceAll(round, pushes, std::max(at, m_parts.replica.lastAccepted())));
    if (round.entries.empty())
        return {};
    return commit(round, Growth::New);
}

Result<void> Decider::takeBack(std::span<const log::Entry> entries)
{
    LINLI_TRY(const log::LogState newest, m_parts.log.holdFor(Growth::Refill));
    const Held held(m_parts.log);
    if (m_unsettled || newest != m_parts.replica.confirmed() || newest.size != m_parts.head.snapshot().size)
        LINLI_CHECK(settle());
    LINLI_TRY(auto batch, m_parts.replica.beginBatch());
    Round round{std::move(batch), {}, {}, {}, {}};
    for (const log::Entry& entry : entries)
        LINLI_CHECK(takeBackOne(round, entry));
    return round.entries.empty() ? Result<void>{} : commit(round, Growth::Refill);
}

Result<void> Decider::takeBackOne(Round& round, const log::Entry& entry)
{
    if (!entry.operation)
        return fail(ErrorKind::Internal, "log.hidden_entry", "a hub's log holds every operation");
    LINLI_TRY(const std::optional<Erasure> erasure, findErasure(*entry.operation));
    LINLI_CHECK(round.batch.apply(entry));
    note(round, erasure, entry);
    return {};
}

void Decider::note(Round& round, const std::optional<Erasure>& erasure, const log::Entry& entry)
{
    round.entries.push_back(entry);
    if (!erasure || !entry.stub.verdict.accepted())
        return;
    round.erased.push_back(erasure->target);
    round.shown.insert(round.shown.end(), erasure->photos.begin(), erasure->photos.end());
}

Result<void> Decider::sequenceAll(Round& round, std::span<Push> pushes, Timestamp at)
{
    if (isTickDue(at)) {
        round.tickedFor = m_deadline;
        LINLI_CHECK(sequenceTick(round, {}, at));
    }
    for (Push& push : pushes) {
        std::vector<Answer> answers;
        for (const log::SignedOperation& operation : push.operations) {
            LINLI_TRY(Answer answer, sequenceOne(round, operation, at));
            if (answer.refusal == Replica::Batch::Refusal::Cloned)
                LINLI_CHECK(lookForClone(round, operation, at));
            answers.push_back(std::move(answer));
        }
        push.answers = std::move(answers);
    }
    return {};
}

/// The tick goes first, so that no operation, refused ones included, is what moves the state's time.
Result<void> Decider::sequenceTick(Round& round, const pb::community::TickFacts& facts, Timestamp at)
{
    LINLI_TRY(const auto tick,
              m_parts.replica.signHubOperation(
                  m_parts.hubKey, {std::string(community::tickKind), toBytes(facts.SerializeAsString()), {}, {}}, at));
    LINLI_TRY(const Answer answer, sequenceOne(round, tick, at));
    if (!answer.entry || !answer.verdict.accepted())
        spdlog::error("tick {}: {}", toText(m_parts.replica.genesis().community), answer.verdict.code);
    return {};
}

/// Its author may be a phone that was restored, or one of two. What proves the latter suspends the device in the log, for everybody.
Result<void> Decider::lookForClone(Round& round, const log::SignedOperation& operation, Timestamp at)
{
    LINLI_TRY(const log::Header header, log::decodeHeader(operation.header));
    LINLI_TRY(const auto device, members::device(m_parts.replica.db(), header.place.device));
    const bool known = device && device->state == members::DeviceState::Active;
    if (!known || !community::mayProveClone(header, device->epoch) || header.seen.size > m_parts.head.snapshot().size)
        return {};
    LINLI_TRY(auto newer, community::newerEpoch(m_parts.replica.db(), header));
    if (!newer)
        return {};
    auto inclusion = m_parts.head.inclusionProof(newer->stub.seq, header.seen.size);
    pb::community::TickFacts facts;
    *facts.add_clones() = community::cloneProof(operation, {std::move(*newer), std::move(inclusion)});
    LINLI_TRY(const auto proven, community::clonedDevice(m_parts.replica.db(), facts.clones(0)));
    if (!proven)
        return {};
    spdlog::warn("device {} is in use twice: suspended", toText(*proven));
    return sequenceTick(round, facts, at);
}

Result<Decider::Answer> Decider::sequenceOne(Round& round, const log::SignedOperation& operation, Timestamp at)
{
    LINLI_TRY(const std::optional<Erasure> erasure, findErasure(operation));
    LINLI_TRY(Answer answer, round.batch.sequence(operation, at));
    if (answer.entry)
        note(round, erasure, *answer.entry);
    return answer;
}

/// Applying an erasure forgets which photos its target showed, so they are looked up before.
Result<std::optional<Decider::Erasure>> Decider::findErasure(const log::SignedOperation& operation)
{
    const auto header = log::decodeHeader(operation.header);
    if (!header || header->kind != community::eraseKind)
        return std::nullopt;
    pb::community::EraseFacts facts;
    facts.ParseFromArray(header->facts.data(), static_cast<int>(header->facts.size()));
    Erasure erasure;
    erasure.target = OpId::fromBytes(asBytes(facts.target())).value_or(OpId{});
    LINLI_TRY(erasure.photos, log::photosOf(m_parts.replica.db(), erasure.target));
    return erasure;
}

Result<void> Decider::commit(Round& round, Growth growth)
{
    std::vector<Hash> orphans;
    for (const Hash& photo : round.shown) {
        LINLI_TRY(const auto still,
                  m_parts.replica.db().count("SELECT count(*) FROM photo_ref WHERE sha256 = ?1", {photo}));
        if (still == 0)
            orphans.push_back(photo);
    }
    const log::LogState state = round.batch.state();
    std::string note = log::signCheckpoint(m_parts.replica.genesis().community, state, m_parts.hubKey);
    LINLI_CHECK(append({round.entries, state, note, round.erased, orphans, growth}));
    // Phones need not wait for the replica, which is a cache, unless it is what tells who may read this.
    const bool first = std::ranges::any_of(round.entries, changesReaders);
    if (first)
        apply(round);
    publish(round, state, std::move(note));
    if (!first)
        apply(round);
    if (round.tickedFor)
        m_tickedFor = round.tickedFor;
    lookForDeadline();
    if (!orphans.empty())
        m_hooks.photosErased();
    return {};
}

void Decider::apply(Round& round)
{
    if (const auto applied = round.batch.commit(); !applied) {
        // The log has the entries, so they stand; the replica learns of them before the next decision.
        m_unsettled = true;
        spdlog::error("replica {}: {}", toText(m_parts.replica.genesis().community), applied.error().code);
    }
    if (m_hooks.readersChanged && std::ranges::any_of(round.entries, changesReaders))
        m_hooks.readersChanged();
}

void Decider::publish(const Round& round, const log::LogState& state, std::string checkpoint)
{
    m_parts.head.publish(round.entries, std::move(checkpoint));
    spdlog::info("log {}: {} entries, size {}", toText(m_parts.replica.genesis().community), round.entries.size(),
                 state.size);
    // Before anybody hears of it.
    if (!round.erased.empty()) {
        m_parts.head.forgetRecent();
        if (m_hooks.erased)
            m_hooks.erased();
    }
    m_hooks.published();
}

/// An error may come after the disk had it all; the head tells, since its root covers every entry.
Result<void> Decider::append(const LogStore::Addition& addition)
{
    auto appended = m_parts.log.append(addition);
    if (appended)
        return {};
    m_unsettled = true;
    const auto head = m_parts.log.head();
    if (head && head->state == addition.state)
        return {};
    return appended;
}

/// Brings replica and published head to where the log is: after a commit of which not everybody learned, or one of another
/// process. What that one signed is not believed, but compared with the state that its entries give here.
Result<void> Decider::settle()
{
    const auto caughtUp = catchUp(m_parts.replica, m_parts.log);
    if (m_hooks.readersChanged) // also when it came only part of the way
        m_hooks.readersChanged();
    LINLI_TRY(const LogStore::Head newest, caughtUp);
    LINLI_CHECK(
        m_parts.head.catchUp(m_parts.log, newest, m_parts.replica.genesis().community, m_parts.hubKey.publicKey()));
    m_unsettled = false;
    lookForDeadline();
    if (m_hooks.caughtUp)
        m_hooks.caughtUp(newest);
    if (m_hooks.erased)
        m_hooks.erased();
    m_hooks.published();
    return {};
}

void Decider::lookAtLog()
{
    m_unsettled = true;
    m_settleAgain = m_parts.clock.monotonic() + settlePause;
    const auto settled = settle();
    const std::string trouble = settled ? std::string() : settled.error().code;
    if (std::exchange(m_trouble, trouble) != trouble && !settled)
        spdlog::error("log {}: {} {}", toText(m_parts.replica.genesis().community), trouble, settled.error().detail);
}

void Decider::lookForDeadline()
{
    auto next = m_parts.replica.nextDeadline();
    if (next)
        m_deadline = *next;
    else
        spdlog::error("deadlines {}: {}", toText(m_parts.replica.genesis().community), next.error().code);
}

} // namespace linli::hub
