// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/LogScan.h"

#include "core/community/Schema.h"
#include "core/log/Entry.h"

#include <algorithm>

namespace linli::snapshot {
namespace {

Result<void> addEntry(const store::Row& row, LogScan& scan, std::map<DeviceId, std::pair<Hash, bool>>& newest)
{
    LINLI_TRY(const log::Audience audience, log::decodeAudience(row.blobView(2)));
    const log::Entry entry{{row.seq(0), row.time(1), audience, {row.text(3)}}, row.hash(4), std::nullopt};
    scan.tree.append(entry.leafHash());
    if (row.isNull(5))
        return fail(ErrorKind::Internal, "snapshot.hidden_entry");
    LINLI_TRY(const log::Header header, log::decodeHeader(row.blobView(5)));
    newest[header.place.device] = {entry.opHash, audience.isCommunity()};
    if (!audience.isCommunity())
        return {};
    scan.chains[header.place.device] = {header.place, entry.opHash};
    const log::Kind* const kind = community::findKind(header.kind);
    if (kind != nullptr && kind->provenInSnapshots && entry.stub.verdict.accepted())
        scan.proven.push_back(entry.stub.seq.value);
    return {};
}

} // namespace

Result<LogScan> scanLog(store::Database& db, std::uint64_t size)
{
    LogScan scan;
    std::map<DeviceId, std::pair<Hash, bool>> newest;
    Result<void> added;
    LINLI_CHECK(db.query("SELECT seq, accepted_ms, audience, verdict, op_hash, header FROM entry WHERE seq <= ?1 "
                         "ORDER BY seq",
                         {size}, [&](const store::Row& row) {
                             added = addEntry(row, scan, newest);
                             return added.has_value();
                         }));
    LINLI_CHECK(added);
    for (const auto& [device, place] : newest)
        if (!place.second)
            scan.links.push_back(place.first);
    std::ranges::sort(scan.links);
    return scan;
}

} // namespace linli::snapshot
