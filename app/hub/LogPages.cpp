// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogPages.h"

#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

#include <algorithm>

namespace linli::hub {

LogPages::LogPages(std::unique_ptr<LogStore> log, Gatekeeper& gatekeeper, const LogHead& head)
    : m_log(std::move(log)), m_gatekeeper(gatekeeper), m_head(head)
{
}

LogPages::~LogPages() = default;

namespace {

/// Its place in the reader's chain, when the reader made it and has its bytes as they are here. What was withdrawn or erased is not.
std::optional<std::uint64_t> ownPlace(const log::Entry& entry, const Reader& reader)
{
    if (!reader.hasOwnFrom || !entry.operation || (entry.stub.verdict.accepted() && !entry.operation->payload))
        return std::nullopt;
    const auto header = log::decodeHeader(entry.operation->header);
    const bool own = header && header->place.device == reader.device && header->place.seq >= *reader.hasOwnFrom;
    return own ? std::optional(header->place.seq) : std::nullopt;
}

} // namespace

/// Whether it is the same for every reader.
Result<bool> LogPages::add(log::Entry entry, const Reader& reader, pb::sync::LogPage& page)
{
    pb::log::Entry& out = *page.add_entries();
    if (const auto place = ownPlace(entry, reader)) {
        log::toOwnProto(entry, *place, out);
        return false;
    }
    LINLI_TRY(const bool allowed, m_gatekeeper.mayRead(reader, entry));
    if (!allowed)
        entry.operation.reset();
    log::toWire(entry, out);
    return entry.stub.audience.isCommunity();
}

Result<std::vector<log::Entry>> LogPages::entriesAfter(Seq after, std::size_t most, std::size_t bytes)
{
    if (auto recent = m_head.recent(after, most, bytes))
        return std::move(*recent);
    const std::scoped_lock lock(m_mutex);
    return m_log->entriesAfter(after, most, bytes);
}

/// Up to entry `last`, until it is full. What the reader made itself takes next to no room, so one look into the store may not do.
/// Whether the page is the same for every reader.
Result<bool> LogPages::fill(pb::sync::LogPage& page, std::uint64_t last, const Reader& reader)
{
    bool common = true;
    for (;;) {
        const auto here = static_cast<std::size_t>(page.entries_size());
        const std::uint64_t end = page.after() + here;
        const std::size_t bytes = page.ByteSizeLong();
        if (end >= last || here >= sync::tuning::pageEntries)
            return common;
        if (here > 0 && (!reader.hasOwnFrom || bytes > sync::tuning::pageBytes / 2))
            return common;
        const std::size_t most = std::min<std::uint64_t>(sync::tuning::pageEntries - here, last - end);
        LINLI_TRY(auto entries,
                  entriesAfter(Seq{end}, most, sync::tuning::pageBytes - std::min(bytes, sync::tuning::pageBytes / 2)));
        if (entries.empty())
            return common;
        for (log::Entry& entry : entries) {
            LINLI_TRY(const bool forAll, add(std::move(entry), reader, page));
            common = common && forAll;
        }
    }
}

void leaveOutNote(pb::sync::LogPage& page)
{
    const auto signature = log::checkpointSignature(page.checkpoint());
    if (page.more() || page.entries().empty() || page.consistency_size() > 0 || !signature)
        return;
    page.set_checkpoint_signature(asString(*signature));
    page.clear_checkpoint();
}

/// A reader that knows more than this process may have heard it from another one.
Result<void> LogPages::checkIsNoneAhead(Seq after)
{
    const std::scoped_lock lock(m_mutex);
    LINLI_TRY(const LogStore::Head head, m_log->head());
    return head.state.size < after.value ? Result<void>{} : fail(ErrorKind::Unreachable, "hub.catching_up");
}

Result<bool> LogPages::read(Seq after, const Reader& reader, pb::sync::LogPage& page)
{
    // Taken first: what is in it is in the store.
    const LogHead::Snapshot newest = m_head.snapshot();
    if (after.value > newest.size)
        LINLI_CHECK(checkIsNoneAhead(after));
    page.set_after(after.value);
    page.set_checkpoint(newest.checkpoint);
    LINLI_TRY(const bool common, fill(page, newest.size, reader));
    const std::uint64_t end = after.value + static_cast<std::uint64_t>(page.entries_size());
    page.set_more(end < newest.size);
    if (end <= newest.size)
        for (const Hash& hash : m_head.consistencyProof(end, newest.size))
            page.add_consistency(asString(hash));
    return common;
}

} // namespace linli::hub
