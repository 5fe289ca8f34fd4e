// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/OwnPart.h"

#include "core/base/Encoding.h"
#include "core/community/Judge.h"
#include "core/community/LogTable.h"
#include "core/log/log.pb.h"
#include "core/snapshot/Columns.h"
#include "core/snapshot/Proven.h"

namespace linli::snapshot {
namespace {

constexpr std::size_t partEntries = 500;
constexpr std::size_t partBytes = 64 * 1024;

Result<bool> belongs(const log::Entry& entry, const OwnPartRequest& request)
{
    if (!entry.operation)
        return false;
    LINLI_TRY(const log::Header header, log::decodeHeader(entry.operation->header));
    if (header.place.device == request.device)
        return true;
    if (!entry.stub.audience.isCommunity())
        return request.mayRead(entry);
    // The log has no member for a join (EntryApplier::append); the other candidates are the member's own.
    return header.kind != community::joinKind;
}

} // namespace

Result<pb::snapshot::OwnPart> makeOwnPart(store::Database& db, const OwnPartRequest& request)
{
    LINLI_TRY(const auto candidates,
              db.all("SELECT seq FROM entry WHERE seq > ?1 AND seq <= ?2 AND header IS NOT NULL AND "
                     "(audience <> x'' OR member = ?3 OR kind = ?4) ORDER BY seq",
                     {request.after, request.size, request.member, community::joinKind},
                     [](const store::Row& row) { return row.seq(0); }));
    pb::snapshot::OwnPart part;
    part.set_size(request.size);
    part.set_after(request.after);
    std::vector<std::uint64_t> indexes;
    std::size_t bytes = 0;
    for (const Seq seq : candidates) {
        LINLI_TRY(const auto entry, community::readEntry(db, seq));
        LINLI_TRY(const bool wanted, entry ? belongs(*entry, request) : Result<bool>(false));
        if (!wanted)
            continue;
        if (indexes.size() == partEntries || bytes > partBytes) {
            part.set_more(true);
            break;
        }
        auto* out = part.add_entries();
        log::toProto(*entry, *out);
        indexes.push_back(seq.value - 1);
        bytes += out->ByteSizeLong();
    }
    for (const Hash& hash : request.prove(indexes))
        part.add_proof(asString(hash));
    return part;
}

Result<std::vector<log::Entry>> readOwnPart(const pb::snapshot::OwnPart& part, std::uint64_t after,
                                            const log::LogState& log)
{
    if (part.size() != log.size || part.after() != after || (part.more() && part.entries_size() == 0))
        return malformed("another part than was asked for");
    LINLI_TRY(auto entries, readProven(part.entries(), part.proof(), log));
    if (!entries.empty() && entries.front().stub.seq.value <= after)
        return malformed("an entry from before");
    return entries;
}

} // namespace linli::snapshot
