// SPDX-License-Identifier: Apache-2.0
#include "app/hub/RefillDesk.h"

#include "core/community/Meta.h"
#include "core/log/Checkpoint.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>

namespace linli::hub {

Result<LogStore::Head> RefillDesk::judge(const std::string& note, const log::LogState& shown, Decider& decider)
{
    LINLI_TRY(LogStore::Head head, m_parts.log.head());
    if (head.state.size != m_parts.head.snapshot().size)
        decider.lookAtLog(); // another process has appended
    const std::string community = toText(m_parts.replica.genesis().community);
    if (shown.size > head.state.size) {
        if (head.standstill != Standstill::None)
            return head;
        LINLI_CHECK(m_parts.log.keepEvidence(note));
        LINLI_CHECK(m_parts.log.standStill(Standstill::Behind));
        spdlog::error("log {}: a phone knows size {} with our signature, this log has {}", community, shown.size,
                      head.state.size);
    } else if (shown.size <= m_parts.head.snapshot().size && m_parts.head.rootAt(shown.size) != shown.root) {
        LINLI_CHECK(m_parts.log.keepEvidence(note));
        LINLI_CHECK(m_parts.log.standStill(Standstill::Forked));
        decider.lookAtLog();
        spdlog::error("log {}: a phone knows another history of size {} with our signature", community, shown.size);
        return fail(ErrorKind::Integrity, "log.root_differs", "size " + std::to_string(shown.size));
    } else {
        return head;
    }
    decider.lookAtLog();
    return m_parts.log.head();
}

Result<void> RefillDesk::see(const std::string& checkpoint, Decider& decider)
{
    LINLI_TRY(const log::LogState shown,
              log::verifyCheckpoint(checkpoint, m_parts.replica.genesis().community, m_parts.hubKey));
    LINLI_CHECK(judge(checkpoint, shown, decider));
    return {};
}

Result<RefillDesk::Wanted> RefillDesk::take(const Offer& offer, Decider& decider)
{
    LINLI_TRY(const log::LogState shown,
              log::verifyCheckpoint(offer.checkpoint, m_parts.replica.genesis().community, m_parts.hubKey));
    LINLI_TRY(LogStore::Head head, judge(offer.checkpoint, shown, decider));
    const bool lacks = shown.size > head.state.size;
    const bool stands = head.standstill != Standstill::None && head.standstill != Standstill::Forked;
    if (lacks && stands) {
        LINLI_CHECK(m_parts.stage->settle(head.state.size));
        LINLI_CHECK(bring(offer, shown, head.state.size));
        LINLI_CHECK(trade());
        LINLI_CHECK(appendAll(decider));
        LINLI_CHECK(lookNow(decider));
        LINLI_TRY(head, m_parts.log.head());
    }
    Wanted wanted;
    wanted.size = head.state.size;
    wanted.open = stands && shown.size > head.state.size;
    if (!wanted.open)
        return wanted;
    LINLI_TRY(wanted.arrived, m_parts.stage->arrived(offer.device, wanted.size));
    LINLI_TRY(wanted.proven, m_parts.stage->proven(wanted.size));
    LINLI_TRY(wanted.missing, m_parts.stage->missing(maxMissing));
    return wanted;
}

/// A row that is longer than its checkpoint would be a mistake of the phone's; one that reaches it must give its root.
Result<void> RefillDesk::bring(const Offer& offer, const log::LogState& shown, std::uint64_t size)
{
    LINLI_TRY(const std::uint64_t proven, m_parts.stage->proven(size));
    LINLI_CHECK(m_parts.stage->add(offer.device, size, offer.entries));
    LINLI_TRY(const std::uint64_t arrived, m_parts.stage->arrived(offer.device, size));
    if (proven >= shown.size || arrived < shown.size)
        return {};
    LINLI_TRY(const auto bytes, community::Meta(m_parts.replica.db()).find(community::meta::frontier));
    LINLI_TRY(auto frontier, log::MerkleFrontier::fromBytes(bytes.value_or(Bytes{})));
    LINLI_TRY(const bool holds, m_parts.stage->prove(offer.device, std::move(frontier), shown));
    return holds ? Result<void>{} : fail(ErrorKind::Integrity, "refill.wrong_root");
}

/// What only some may read reaches the process that its reader's phone talks to. Lends first, so that of two processes which trade
/// at once one sees all.
Result<void> RefillDesk::trade()
{
    LINLI_TRY(auto missing, m_parts.stage->missing(maxMissing));
    if (missing.empty())
        return {};
    LINLI_CHECK(lendAll());
    for (;;) {
        LINLI_TRY(const auto lent, m_parts.log.lent(missing));
        LINLI_CHECK(m_parts.stage->takeBodies(lent));
        LINLI_TRY(auto still, m_parts.stage->missing(maxMissing));
        if (still.empty() || still == missing)
            return {};
        missing = std::move(still);
    }
}

/// What everybody may read comes with any phone.
Result<void> RefillDesk::lendAll()
{
    for (;;) {
        LINLI_TRY(const auto entries, m_parts.stage->notLent(lendTogether));
        if (entries.empty())
            return {};
        std::vector<log::Entry> some;
        std::ranges::copy_if(entries, std::back_inserter(some), [](const log::Entry& entry) {
            return entry.stub.audience.kind != log::Audience::Kind::Community;
        });
        LINLI_CHECK(m_parts.log.lend(some));
        LINLI_CHECK(m_parts.stage->markLent(entries));
    }
}

/// Once nothing is missing. In pieces: each ends in a state on the way to the proven one, so its checkpoint tells the same history.
Result<void> RefillDesk::appendAll(Decider& decider)
{
    LINLI_TRY(const auto missing, m_parts.stage->missing(1));
    if (!missing.empty())
        return {};
    std::uint64_t appended = 0;
    for (;;) {
        const std::uint64_t size = m_parts.replica.confirmed().size;
        LINLI_TRY(const auto entries, m_parts.stage->entriesAfter(size, appendTogether));
        if (entries.empty())
            break;
        LINLI_CHECK(decider.takeBack(entries));
        appended += entries.size();
    }
    if (appended == 0)
        return {};
    spdlog::warn("log {}: {} entries came back, size {}", toText(m_parts.replica.genesis().community), appended,
                 m_parts.replica.confirmed().size);
    LINLI_CHECK(m_parts.stage->clear());
    return {};
}

void RefillDesk::look(Decider& decider)
{
    const Milliseconds now = m_parts.machineClock.monotonic();
    if (now < m_nextLook)
        return;
    m_nextLook = now + lookEvery;
    if (const auto looked = lookNow(decider); !looked)
        spdlog::error("log {}: {}", toText(m_parts.replica.genesis().community), looked.error().code);
}

/// Whichever process brought the entries back, each of them waits by itself: the first to end it does so for all.
Result<void> RefillDesk::lookNow(Decider& decider)
{
    LINLI_TRY(const LogStore::Head head, m_parts.log.head());
    if (head.standstill == Standstill::None && head.state.size < m_parts.head.snapshot().size)
        decider.lookAtLog(); // it was put back while this process ran
    if (head.standstill != Standstill::Refilled) {
        m_quietSize.reset();
        return {};
    }
    const Milliseconds now = m_parts.machineClock.monotonic();
    if (m_quietSize != head.state.size) {
        m_quietSize = head.state.size;
        m_quietSince = now;
    }
    if (now - m_quietSince < m_patience.load())
        return {};
    LINLI_CHECK(m_parts.log.goOn(head.state.size, false));
    m_quietSize.reset();
    spdlog::warn("log {}: goes on at size {}", toText(m_parts.replica.genesis().community), head.state.size);
    decider.lookAtLog();
    return {};
}

} // namespace linli::hub
