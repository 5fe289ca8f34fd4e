// SPDX-License-Identifier: Apache-2.0
#include "app/hub/ReplicaCache.h"

#include "core/sync/Evidence.h"
#include "core/sync/SyncTuning.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include <sys/stat.h>

namespace linli::hub {
namespace {

using community::Genesis;
using community::Replica;

store::DatabaseKey databaseKey(const CommunityFiles& files)
{
    return store::DatabaseKey(files.keys.database.copy());
}

/// A cache need not survive a power cut to the last commit: the log does.
Result<Replica> relaxed(Replica replica)
{
    LINLI_CHECK(replica.db().run("PRAGMA synchronous = NORMAL"));
    return replica;
}

Result<Replica> tryOpen(const CommunityFiles& files, LogStore& log, const Genesis& genesis)
{
    LINLI_TRY(auto database,
              store::Database::open(files.replica(), databaseKey(files), store::Database::Access::Write));
    LINLI_TRY(auto replica, Replica::open(std::move(database)));
    const Genesis& own = replica.genesis();
    if (own.community != genesis.community || own.hubKey != genesis.hubKey || own.foundingHash != genesis.foundingHash)
        return fail(ErrorKind::Integrity, "log.wrong_genesis");
    LINLI_CHECK(catchUp(replica, log));
    return relaxed(std::move(replica));
}

Result<Replica> rebuild(const CommunityFiles& files, LogStore& log, const Genesis& genesis)
{
    removeDatabase(files.replica());
    // Where the log is not in the folder, this is the first file of the community there.
    ::mkdir(files.folder.parent_path().c_str(), S_IRWXU);
    ::mkdir(files.folder.c_str(), S_IRWXU);
    LINLI_TRY(auto database,
              store::Database::open(files.replica(), databaseKey(files), store::Database::Access::Create));
    LINLI_TRY(auto replica, Replica::create(std::move(database), genesis));
    LINLI_TRY(auto quick, relaxed(std::move(replica)));
    LINLI_CHECK(catchUp(quick, log));
    return quick;
}

Result<LogStore::Head> follow(Replica& replica, LogStore& log)
{
    LINLI_TRY(LogStore::Head head, log.head());
    while (replica.confirmed().size < head.state.size) {
        const std::uint64_t size = replica.confirmed().size;
        const std::size_t most = std::min<std::uint64_t>(sync::tuning::pageEntries, head.state.size - size);
        LINLI_TRY(const auto page, log.entriesAfter(Seq{size}, most, sync::tuning::pageBytes));
        if (page.empty())
            return fail(ErrorKind::Integrity, "log.gap");
        LINLI_TRY(auto batch, replica.beginBatch());
        for (const log::Entry& entry : page)
            LINLI_CHECK(batch.apply(entry));
        LINLI_CHECK(batch.commit());
    }
    if (replica.confirmed() != head.state)
        return fail(ErrorKind::Integrity, "log.root_differs", "the replica's log is not the hub's log");
    return head;
}

/// Of the log's first `size` entries.
Result<Hash> rootAt(LogStore& log, std::uint64_t size)
{
    log::MerkleFrontier frontier;
    LINLI_CHECK(log.eachLeaf([&](const Hash& leaf) {
        if (frontier.size() < size)
            frontier.append(leaf);
    }));
    return frontier.root();
}

/// A replica whose entries do not give its own root is damaged, and says nothing about the log.
Result<void> standStillIfLost(Replica& replica, LogStore& log)
{
    LINLI_TRY(const LogStore::Head head, log.head());
    if (head.standstill != Standstill::None)
        return {};
    const log::LogState own = replica.confirmed();
    LINLI_TRY(const auto folded, sync::ownRootAt(replica, own.size));
    if (folded != own.root)
        return {};
    const std::uint64_t shared = std::min(own.size, head.state.size);
    LINLI_TRY(const auto ours, sync::ownRootAt(replica, shared));
    LINLI_TRY(const Hash theirs, rootAt(log, shared));
    const bool forked = ours != theirs;
    if (!forked && own.size <= head.state.size)
        return {}; // the fault is in the log itself
    spdlog::error("log {}: it has {} entries; the replica beside it knows {}{}", toText(replica.genesis().community),
                  head.state.size, own.size, forked ? ", of another history" : "");
    return log.standStill(forked ? Standstill::Forked : Standstill::Behind);
}

bool isDamage(const Error& error)
{
    return error.kind == ErrorKind::Integrity || error.code == "store.missing" || error.code == "store.wrong_key" ||
           error.code == "store.corrupt" || error.code == "store.not_linli" || error.code == "store.sql" ||
           error.code == "store.newer";
}

} // namespace

void removeDatabase(const std::filesystem::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(file.string() + suffix, ignored);
}

Result<Genesis> genesisOf(LogStore& log, const CommunityId& community, const crypto::SigningPublicKey& hubKey)
{
    LINLI_TRY(const auto first, log.entriesAfter(Seq{0}, 1, 0));
    if (first.empty())
        return fail(ErrorKind::Store, "log.empty");
    return Genesis{community, hubKey, first.front().opHash};
}

Result<LogStore::Head> catchUp(Replica& replica, LogStore& log)
{
    auto reached = follow(replica, log);
    if (!reached && reached.error().kind == ErrorKind::Integrity)
        LINLI_CHECK(standStillIfLost(replica, log));
    return reached;
}

Result<Replica> openReplica(const CommunityFiles& files, LogStore& log, const Genesis& genesis)
{
    auto opened = tryOpen(files, log, genesis);
    if (opened || !isDamage(opened.error()))
        return opened;
    spdlog::warn("replica of {} is made anew from the log: {}", toText(files.community), opened.error().code);
    return rebuild(files, log, genesis);
}

} // namespace linli::hub
