// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PageCheck.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/sync/Evidence.h"
#include "core/sync/sync.pb.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace linli::sync {
namespace {

/// Own operations by their number; a rejected one of an earlier epoch may have the number of another.
using OwnOperations = std::multimap<std::uint64_t, log::SignedOperation>;

Result<OwnOperations> ownOperations(community::Outbox& outbox, const pb::sync::LogPage& page)
{
    OwnOperations found;
    std::uint64_t first = std::numeric_limits<std::int64_t>::max();
    std::uint64_t last = 0;
    for (const auto& in : page.entries()) {
        if (!in.has_own())
            continue;
        first = std::min<std::uint64_t>(first, in.own().device_seq());
        last = std::max<std::uint64_t>(last, in.own().device_seq());
    }
    if (first > last)
        return found;
    LINLI_TRY(auto items, outbox.between(first, last));
    for (community::OutboxItem& item : items)
        found.emplace(item.deviceSeq, std::move(item.operation));
    return found;
}

/// As the hub would have sent it.
Result<log::Entry> fillIn(const pb::log::Entry& in, const OwnOperations& own)
{
    const auto [begin, end] = own.equal_range(in.own().device_seq());
    const auto fits = std::ranges::find_if(begin, end, [&](const auto& each) {
        const bool whole = each.second.payload || !in.verdict().empty();
        return whole && log::ownCheck(each.second.hash()) == in.own().check();
    });
    if (fits == end)
        return fail(ErrorKind::Unreachable, "log.own_unknown");
    pb::log::Entry filled = in;
    log::operationToProto(fits->second, *filled.mutable_operation());
    if (!in.verdict().empty())
        filled.mutable_operation()->clear_payload(); // the log keeps no words of what was rejected
    return log::fromProto(filled);
}

Result<std::vector<Hash>> readProof(const pb::sync::LogPage& page)
{
    std::vector<Hash> proof;
    for (const std::string& bytes : page.consistency()) {
        const auto hash = toHash(bytes);
        if (!hash)
            return fail(ErrorKind::Integrity, "log.inconsistent");
        proof.push_back(*hash);
    }
    return proof;
}

/// A hub that ends before this phone does may have lost entries, or tell another history already.
Result<void> checkShorterLog(community::Replica& replica, const log::LogState& shown)
{
    LINLI_TRY(const auto own, ownRootAt(replica, shown.size));
    return fail(ErrorKind::Integrity, own && *own != shown.root ? "log.inconsistent" : "hub.behind");
}

/// Of this phone's log with what follows it among `entries`.
Result<log::LogState> stateAfter(community::Replica& replica, std::span<const log::Entry> entries)
{
    LINLI_TRY(const auto bytes, community::Meta(replica.db()).find(community::meta::frontier));
    LINLI_TRY(auto frontier, log::MerkleFrontier::fromBytes(bytes.value_or(Bytes{})));
    for (const log::Entry& entry : entries)
        if (entry.stub.seq.value == frontier.size() + 1)
            frontier.append(entry.leafHash());
    return frontier.state();
}

/// An entry that its author signed, and that does not continue what this phone has of that author's, may be one of another history: then
/// nothing leads from this phone's log over these entries to what the hub has signed. (Other faults are those of a page that was
/// damaged on its way, and speak against nobody.)
Result<bool> leadsElsewhere(community::Replica& replica, std::span<const log::Entry> entries,
                            const log::LogState& shown, const std::vector<Hash>& proof)
{
    LINLI_TRY(const log::LogState after, stateAfter(replica, entries));
    return !log::consistencyHolds(after, shown, proof);
}

} // namespace

std::uint64_t PageBatch::end() const
{
    return m_end.value_or(m_replica.confirmed().size);
}

Result<void> PageBatch::add(const pb::sync::LogPage& page)
{
    if (page.after() > end())
        return fail(ErrorKind::Integrity, "log.gap");
    LINLI_TRY(const auto own, ownOperations(m_replica.outbox(), page));
    std::vector<log::Entry> entries;
    for (const auto& in : page.entries()) {
        if (in.seq() <= end())
            continue;
        LINLI_TRY(auto entry, in.has_own() ? fillIn(in, own) : log::fromProto(in));
        entries.push_back(std::move(entry));
    }
    LINLI_TRY(m_proof, readProof(page));
    if (!entries.empty())
        m_end = entries.back().stub.seq.value;
    std::ranges::move(entries, std::back_inserter(m_entries));
    m_after = page.after();
    m_checkpoint = page.checkpoint();
    m_signature = toBytes(page.checkpoint_signature());
    return {};
}

/// A signature that does not fit speaks against nobody yet: the whole note tells what the hub has signed.
Result<log::LogState> PageBatch::readSignature(std::span<const log::Entry> entries)
{
    const community::Genesis& genesis = m_replica.genesis();
    crypto::Signature signature{};
    LINLI_TRY(const log::LogState after, stateAfter(m_replica, entries));
    if (m_signature.size() == signature.size())
        std::ranges::copy(m_signature, signature.begin());
    m_checkpoint = log::checkpointNote(genesis.community, after, genesis.hubKey, signature);
    auto shown = log::verifyCheckpoint(m_checkpoint, genesis.community, genesis.hubKey);
    return shown ? shown : fail(ErrorKind::Unreachable, "log.note_needed");
}

Result<std::size_t> PageBatch::apply(Timestamp wallNow)
{
    const auto entries = std::exchange(m_entries, {});
    const auto proof = std::exchange(m_proof, {});
    m_end.reset();
    const bool brief = m_checkpoint.empty();
    if (brief && entries.empty())
        return 0; // overtaken
    const community::Genesis& genesis = m_replica.genesis();
    LINLI_TRY(const log::LogState shown,
              brief ? readSignature(entries) : log::verifyCheckpoint(m_checkpoint, genesis.community, genesis.hubKey));
    auto applied = applyVerified(entries, shown, proof, wallNow);
    if (applied)
        return applied;
    if (applied.error().code == "log.bad_chain") {
        LINLI_TRY(const bool elsewhere, leadsElsewhere(m_replica, entries, shown, proof));
        if (elsewhere)
            applied = fail(ErrorKind::Integrity, "log.inconsistent", applied.error().code);
    }
    if (applied.error().code == "log.inconsistent")
        LINLI_CHECK(Evidence(m_replica).keep(m_checkpoint, proof, wallNow));
    return applied;
}

Result<std::size_t> PageBatch::applyVerified(std::span<const log::Entry> entries, const log::LogState& shown,
                                             const std::vector<Hash>& proof, Timestamp wallNow)
{
    if (shown.size < m_after)
        LINLI_CHECK(checkShorterLog(m_replica, shown));
    // An answer that was overtaken by what came over the live channel.
    const std::uint64_t have = m_replica.confirmed().size;
    if (shown.size < have)
        return 0;
    const auto check = [&](const log::LogState& after) -> Result<void> {
        if (!log::consistencyHolds(after, shown, proof))
            return fail(ErrorKind::Integrity, "log.inconsistent");
        return community::Meta(m_replica.db()).set(community::meta::checkpoint, asBytes(m_checkpoint));
    };
    const auto fresh =
        std::ranges::find_if(entries, [have](const log::Entry& entry) { return entry.stub.seq.value > have; });
    const std::span<const log::Entry> news(fresh, entries.end());
    if (news.empty()) {
        if (!log::consistencyHolds(m_replica.confirmed(), shown, proof))
            return fail(ErrorKind::Integrity, "log.inconsistent");
        return 0;
    }
    LINLI_CHECK(m_replica.applyPage(news, check, wallNow));
    return news.size();
}

Result<std::size_t> applyLogPage(community::Replica& replica, const pb::sync::LogPage& page, Timestamp wallNow)
{
    PageBatch batch(replica);
    LINLI_CHECK(batch.add(page));
    return batch.apply(wallNow);
}

} // namespace linli::sync
