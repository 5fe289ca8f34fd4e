// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Evidence.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/log/Checkpoint.h"

#include <algorithm>

namespace linli::sync {
namespace {

constexpr std::size_t hashBytes = sizeof(Hash);
constexpr std::size_t entriesTogether = 500;

Bytes joined(std::span<const Hash> proof)
{
    Bytes bytes;
    for (const Hash& hash : proof)
        append(bytes, hash);
    return bytes;
}

std::vector<Hash> split(ByteView bytes)
{
    std::vector<Hash> proof;
    for (; bytes.size() >= hashBytes; bytes = bytes.subspan(hashBytes))
        proof.push_back(toHash(bytes.first(hashBytes)).value_or(Hash{}));
    return proof;
}

} // namespace

Result<void> Evidence::keep(const std::string& theirs, std::span<const Hash> proof, Timestamp now)
{
    store::Database& db = m_replica.db();
    LINLI_TRY(const auto ours, community::Meta(db).find(community::meta::checkpoint));
    if (!ours)
        return {};
    return db.run("INSERT INTO evidence(found_ms, ours, theirs, proof) SELECT ?1, ?2, ?3, ?4 "
                  "WHERE (SELECT count(*) FROM evidence) < ?5 ON CONFLICT DO NOTHING",
                  {now, asString(*ours), theirs, joined(proof), maxRows});
}

Result<std::vector<TwoHistories>> Evidence::items()
{
    LINLI_TRY(auto items, m_replica.db().all("SELECT position, found_ms, ours, theirs, proof FROM evidence "
                                             "ORDER BY position",
                                             {}, [](const store::Row& row) {
                                                 return TwoHistories{row.integer(0), row.time(1), row.text(2),
                                                                     row.text(3), split(row.blobView(4))};
                                             }));
    const community::Genesis& genesis = m_replica.genesis();
    for (TwoHistories& item : items) {
        const auto ours = log::verifyCheckpoint(item.ours, genesis.community, genesis.hubKey);
        const auto theirs = log::verifyCheckpoint(item.theirs, genesis.community, genesis.hubKey);
        item.conclusive = ours && theirs && ours->size == theirs->size && ours->root != theirs->root;
    }
    return items;
}

Result<std::int64_t> Evidence::count()
{
    return m_replica.db().count("SELECT count(*) FROM evidence");
}

bool isAnotherLog(const Error& error)
{
    return error.code == "hub.behind" || error.code == "log.inconsistent";
}

Result<std::optional<Hash>> ownRootAt(community::Replica& replica, std::uint64_t size)
{
    LINLI_TRY(const Seq before, replica.snapshotEnd());
    if (before.value != 0 || size > replica.confirmed().size)
        return std::nullopt;
    log::MerkleFrontier frontier;
    while (frontier.size() < size) {
        const std::size_t most = std::min<std::uint64_t>(entriesTogether, size - frontier.size());
        LINLI_TRY(const auto entries, replica.entriesAfter(Seq{frontier.size()}, most));
        if (entries.empty())
            return std::nullopt;
        for (const log::Entry& entry : entries)
            frontier.append(entry.leafHash());
    }
    return frontier.root();
}

} // namespace linli::sync
