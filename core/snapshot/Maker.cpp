// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Maker.h"

#include "core/base/Encoding.h"
#include "core/community/CommunityRules.h"
#include "core/community/Judge.h"
#include "core/community/LogTable.h"
#include "core/community/Meta.h"
#include "core/community/OldLog.h"
#include "core/community/Schema.h"
#include "core/log/Digest.h"
#include "core/log/log.pb.h"
#include "core/snapshot/LogScan.h"
#include "core/snapshot/Slices.h"

namespace linli::snapshot {
namespace {

/// Entries hardly pack: nearly all of them is ids, hashes and signatures.
constexpr std::size_t entryBytes = 96 * 1024;
/// About 12 bytes each when packed.
constexpr std::size_t oldOperations = 8000;

/// Entries of kinds that are proven, in pages of their own with a proof for each page.
Result<void> writeEntries(store::Database& db, const LogScan& scan, Slices& slices)
{
    std::vector<std::uint64_t> indexes;
    std::size_t bytes = 0;
    const auto flush = [&]() -> Result<void> {
        for (const Hash& hash : scan.tree.joinedProof(indexes, scan.tree.size()))
            slices.page().rest().add_proof(asString(hash));
        indexes.clear();
        bytes = 0;
        return slices.flush();
    };
    for (const std::uint64_t seq : scan.proven) {
        LINLI_TRY(const auto entry, community::readEntry(db, Seq{seq}));
        if (!entry)
            return fail(ErrorKind::Integrity, "log.gap");
        auto* out = slices.page().rest().add_entries();
        log::toProto(*entry, *out);
        indexes.push_back(seq - 1);
        bytes += out->ByteSizeLong();
        if (bytes > entryBytes)
            LINLI_CHECK(flush());
    }
    return indexes.empty() ? Result<void>{} : flush();
}

Result<void> writeOldOperations(store::Database& db, std::uint64_t size, Slices& slices)
{
    std::string proven;
    for (const log::Capability* capability : community::capabilities())
        for (const log::Kind& kind : capability->kinds())
            if (kind.provenInSnapshots)
                proven += ", '" + kind.name + "'";
    std::size_t count = 0;
    Result<void> flushed;
    // Kind names are our own. What is never erased needs no author (CommunityRules).
    LINLI_CHECK(db.query("SELECT op_id, member FROM entry WHERE seq <= ?1 AND verdict = '' AND audience = x'' AND kind "
                         "NOT IN (?2, ?3" +
                             proven + ") AND NOT " + community::isToldByTables("entry.op_id", "entry.member") +
                             " ORDER BY op_id",
                         {size, community::foundKind, community::eraseKind}, [&](const store::Row& row) {
                             PageWriter::OldOperation old{row.id<OpId>(0).bytes, row.id<MemberId>(1).bytes};
                             if (old.author == Id{})
                                 old.author.reset();
                             slices.page().addOldOperation(old);
                             if (++count % oldOperations == 0)
                                 flushed = slices.flush();
                             return flushed.has_value();
                         }));
    return flushed;
}

void writeChains(const LogScan& scan, Slices& slices)
{
    for (const auto& [device, chain] : scan.chains) {
        auto* out = slices.page().rest().add_chains();
        out->set_device(device.str());
        out->set_epoch(chain.place.epoch);
        out->set_seq(chain.place.seq);
        out->set_op_hash(asString(chain.opHash));
    }
    for (const Hash& link : scan.links)
        slices.page().rest().add_links(asString(link));
}

} // namespace

Result<Manifest> makeSnapshot(store::Database& db, ByteView epoch, const PageSink& sink)
{
    Manifest manifest;
    community::Meta meta(db);
    LINLI_TRY(const auto frontier, meta.find(community::meta::frontier));
    if (!frontier)
        return fail(ErrorKind::Invalid, "snapshot.empty");
    LINLI_TRY(manifest.frontier, log::MerkleFrontier::fromBytes(*frontier));
    LINLI_TRY(const LogScan scan, scanLog(db, manifest.frontier.size()));
    if (log::LogState{scan.tree.size(), scan.tree.root()} != manifest.state())
        return fail(ErrorKind::Integrity, "log.root_differs");
    LINLI_TRY(const std::int64_t accepted, meta.integer(community::meta::lastAccepted));
    manifest.lastAccepted = fromMs(accepted);
    manifest.epoch.assign(epoch.begin(), epoch.end());
    LINLI_TRY(const log::Digests digests, log::stateDigests(db, community::stateTables()));
    manifest.communityDigest = digests.community;
    LINLI_TRY(const auto shapes, tableShapes(db));
    manifest.schema = schemaHash(shapes);
    LINLI_TRY(manifest.rulesVersion, log::rulesVersion(db));

    Slices slices(db, shapes, [&](const Bytes& page, std::size_t rows) -> Result<void> {
        const Hash name = crypto::sha256(page);
        manifest.pages.push_back({name, static_cast<std::uint32_t>(page.size()), static_cast<std::uint32_t>(rows)});
        return sink(name, page);
    });
    LINLI_CHECK(slices.write([&] { return writeEntries(db, scan, slices); }));
    LINLI_CHECK(writeOldOperations(db, manifest.frontier.size(), slices));
    writeChains(scan, slices);
    LINLI_CHECK(slices.flush());
    return manifest;
}

} // namespace linli::snapshot
