// SPDX-License-Identifier: Apache-2.0
#include "core/sync/RefillOffer.h"

#include "core/community/Meta.h"
#include "core/log/Checkpoint.h"
#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

namespace linli::sync {
namespace {

std::unexpected<Error> othersMustHelp()
{
    return fail(ErrorKind::Unreachable, "hub.awaits_refill");
}

} // namespace

Result<bool> RefillOffer::begin()
{
    LINLI_TRY(const auto note, community::Meta(m_replica.db()).find(community::meta::checkpoint));
    if (!note)
        return false;
    m_checkpoint = asString(*note);
    const community::Genesis& genesis = m_replica.genesis();
    LINLI_TRY(const log::LogState state, log::verifyCheckpoint(m_checkpoint, genesis.community, genesis.hubKey));
    m_size = state.size;
    return state == m_replica.confirmed();
}

Result<void> RefillOffer::fill(pb::sync::Refill& refill)
{
    refill.set_checkpoint(m_checkpoint);
    for (const Seq seq : m_next) {
        LINLI_TRY(const auto entry, m_replica.entry(seq));
        if (!entry) // from before a snapshot
            return othersMustHelp();
        log::toProto(*entry, *refill.add_entries());
        if (refill.entries_size() > 1 && refill.ByteSizeLong() > tuning::pushBytes) {
            refill.mutable_entries()->RemoveLast();
            break;
        }
        m_sent = seq;
    }
    m_brought += static_cast<std::size_t>(refill.entries_size());
    return {};
}

Result<bool> RefillOffer::read(const pb::sync::RefillAnswer& answer)
{
    if (!answer.wanted())
        return answer.size() >= m_size ? Result<bool>(false) : fail(ErrorKind::Integrity, "hub.behind");
    // An answer that asks for the same again would never end.
    const bool completing = answer.proven() >= m_size;
    const bool stuck = !completing && m_arrived && answer.arrived() <= *m_arrived;
    m_next.clear();
    if (completing) {
        LINLI_TRY(m_next, missing(answer));
    } else if (!stuck) {
        m_arrived = answer.arrived();
        m_next = following(answer.arrived());
    }
    return m_next.empty() ? Result<bool>(othersMustHelp()) : Result<bool>(true);
}

/// A rejected operation has lost its payload for good.
bool RefillOffer::canComplete(const log::Entry& entry)
{
    return entry.operation && (entry.operation->payload || !entry.stub.verdict.accepted());
}

/// Each once, in the order of the log.
Result<std::vector<Seq>> RefillOffer::missing(const pb::sync::RefillAnswer& answer)
{
    if (!std::exchange(m_completing, true))
        m_sent = {};
    std::vector<Seq> found;
    for (const std::uint64_t seq : answer.missing()) {
        if (seq <= m_sent.value)
            continue;
        LINLI_TRY(const auto entry, m_replica.entry(Seq{seq}));
        if (entry && canComplete(*entry))
            found.push_back(Seq{seq});
    }
    return found;
}

std::vector<Seq> RefillOffer::following(std::uint64_t after) const
{
    std::vector<Seq> found;
    for (std::uint64_t seq = after + 1; seq <= m_size && found.size() < tuning::pageEntries; ++seq)
        found.push_back(Seq{seq});
    return found;
}

} // namespace linli::sync
