// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogPages.h"

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

Result<bool> LogPages::read(Seq after, const Reader& reader, pb::sync::LogPage& page)
{
    // Taken first: what is in it is in the store.
    const LogHead::Snapshot newest = m_head.snapshot();
    page.set_after(after.value);
    page.set_checkpoint(newest.checkpoint);
    const std::uint64_t left = newest.size > after.value ? newest.size - after.value : 0;
    const std::size_t most = std::min<std::uint64_t>(sync::tuning::pageEntries, left);

    std::unique_lock lock(m_mutex);
    LINLI_TRY(auto entries, m_log->entriesAfter(after, most, sync::tuning::pageBytes));
    lock.unlock();
    bool common = true;
    for (log::Entry& entry : entries) {
        common = common && entry.stub.audience.isCommunity();
        LINLI_TRY(const bool allowed, m_gatekeeper.mayRead(reader, entry));
        if (!allowed)
            entry.operation.reset();
        log::toProto(entry, *page.add_entries());
    }
    const std::uint64_t end = after.value + entries.size();
    page.set_more(end < newest.size);
    if (end <= newest.size)
        for (const Hash& hash : m_head.consistencyProof(end, newest.size))
            page.add_consistency(asString(hash));
    return common;
}

} // namespace linli::hub
