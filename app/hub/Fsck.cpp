// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Fsck.h"

#include "app/hub/ReplicaCache.h"
#include "app/hub/SnapshotShelf.h"
#include "core/community/Meta.h"
#include "core/community/Schema.h"
#include "core/log/Checkpoint.h"
#include "core/sync/SyncTuning.h"

#include <stdlib.h>

namespace linli::hub {
namespace {

using Access = store::Database::Access;
namespace fs = std::filesystem;

/// What the stored replica says of itself.
struct Claim {
    log::LogState state;
    Hash digest{};
};

/// A folder of our own that goes with the object.
class WorkFolder {
public:
    [[nodiscard]] static Result<WorkFolder> make()
    {
        std::string name = (fs::temp_directory_path() / "linli-fsck-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            return fail(ErrorKind::Store, "store.io", name);
        return WorkFolder(name);
    }
    WorkFolder(WorkFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
    WorkFolder& operator=(WorkFolder&&) = delete;
    ~WorkFolder()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    explicit WorkFolder(fs::path path) : m_path(std::move(path)) {}
    fs::path m_path;
};

std::unexpected<Error> at(const log::Entry& entry, Error error)
{
    error.detail = "entry " + std::to_string(entry.stub.seq.value) + (error.detail.empty() ? "" : ": ") + error.detail;
    return std::unexpected(std::move(error));
}

std::unexpected<Error> in(std::string_view file, Error error)
{
    error.code.insert(0, file);
    return std::unexpected(std::move(error));
}

/// Every photo is what its name says.
Result<void> checkPhotos(const CommunityFiles& files, HubStorage& storage)
{
    LINLI_TRY(const auto photos, storage.openPhotos(files, HubStorage::Use::Check));
    LINLI_TRY(const auto names, photos->all());
    for (const Hash& name : names) {
        LINLI_TRY(const auto jpeg, photos->find(name));
        if (jpeg && crypto::sha256(*jpeg) != name)
            return fail(ErrorKind::Integrity, "wrong_hash");
    }
    return {};
}

/// Nothing when there is no stored replica, which is no fault: serving makes it again.
Result<std::optional<Claim>> readClaim(const CommunityFiles& files)
{
    auto database =
        store::Database::open(files.replica(), store::DatabaseKey(files.keys.database.copy()), Access::Read);
    if (!database && database.error().code == "store.missing")
        return std::nullopt;
    if (!database)
        return std::unexpected(database.error());
    LINLI_TRY(const auto transaction, store::ReadTransaction::begin(*database));
    LINLI_CHECK(checkPages(*database));
    LINLI_TRY(const auto bytes, community::Meta(*database).find(community::meta::frontier));
    LINLI_TRY(const auto frontier, log::MerkleFrontier::fromBytes(bytes.value_or(Bytes{})));
    LINLI_TRY(const log::Digests digests, log::stateDigests(*database, community::stateTables()));
    return Claim{frontier.state(), digests.community};
}

Result<void> compare(community::Replica& rebuilt, const std::optional<Claim>& claim)
{
    if (!claim || claim->state.size != rebuilt.confirmed().size)
        return {};
    LINLI_TRY(const log::Digests digests, rebuilt.digests());
    if (claim->state.root != rebuilt.confirmed().root || claim->digest != digests.community)
        return fail(ErrorKind::Integrity, "replica.differs",
                    "the stored replica is not what the log's first " + std::to_string(claim->state.size) +
                        " entries give");
    return {};
}

Result<void> apply(community::Replica& replica, std::span<const log::Entry> entries, log::MerkleTree& tree)
{
    LINLI_TRY(auto batch, replica.beginBatch());
    for (const log::Entry& entry : entries) {
        if (entry.operation && entry.operation->hash() != entry.opHash)
            return at(entry, {ErrorKind::Integrity, "log.bad_hash", {}});
        if (auto applied = batch.apply(entry); !applied)
            return at(entry, std::move(applied).error());
        tree.append(entry.leafHash());
    }
    return batch.commit();
}

/// Applies the whole log, comparing where the stored replica stands.
Result<void> replay(LogStore& log, community::Replica& replica, log::MerkleTree& tree,
                    const std::optional<Claim>& claim)
{
    for (;;) {
        LINLI_TRY(const auto page,
                  log.entriesAfter(Seq{tree.size()}, sync::tuning::pageEntries, sync::tuning::pageBytes));
        if (page.empty())
            return {};
        std::size_t first = page.size();
        if (claim && claim->state.size > tree.size())
            first = std::min<std::size_t>(first, claim->state.size - tree.size());
        const std::span entries(page);
        LINLI_CHECK(apply(replica, entries.first(first), tree));
        LINLI_CHECK(compare(replica, claim));
        if (first < entries.size())
            LINLI_CHECK(apply(replica, entries.subspan(first), tree));
    }
}

Result<void> checkCheckpoints(LogStore& log, const community::Genesis& genesis, const log::MerkleTree& tree)
{
    Result<void> outcome;
    LINLI_CHECK(log.eachCheckpoint([&](std::uint64_t size, const std::string& note) {
        const auto state = log::verifyCheckpoint(note, genesis.community, genesis.hubKey);
        if (!state)
            outcome = std::unexpected(state.error());
        else if (size > tree.size() || *state != log::LogState{size, tree.rootAt(size)})
            outcome = fail(ErrorKind::Integrity, "log.root_differs", "checkpoint of size " + std::to_string(size));
        return outcome.has_value();
    }));
    return outcome;
}

} // namespace

Result<FsckReport> fsck(const CommunityFiles& files, HubStorage& storage)
{
    LINLI_TRY(const crypto::Identity identity, storage.identity(files));
    // The replica first: what it has was in the log before.
    const auto claim = readClaim(files);
    if (!claim)
        return in("replica.", claim.error());
    if (const auto photos = checkPhotos(files, storage); !photos)
        return in("photos.", photos.error());
    LINLI_TRY(const auto log, storage.openLog(files, HubStorage::Use::Check));
    LINLI_TRY(const auto genesis, genesisOf(*log, files.community, identity.signing.publicKey()));
    LINLI_TRY(const LogStore::Head head, log->head());

    LINLI_TRY(const WorkFolder work, WorkFolder::make());
    LINLI_TRY(auto database, store::Database::open(work.path() / "replica.db",
                                                   store::DatabaseKey(crypto::Secret32::random()), Access::Create));
    LINLI_TRY(auto replica, community::Replica::create(std::move(database), genesis));
    LINLI_CHECK(replica.db().run("PRAGMA synchronous = OFF"));
    log::MerkleTree tree;
    LINLI_CHECK(replay(*log, replica, tree, *claim));
    LINLI_CHECK(checkCheckpoints(*log, genesis, tree));
    if (head.state != replica.confirmed() || head.checkpoint.empty())
        return fail(ErrorKind::Integrity, "log.root_differs", "the head is not what the entries give");
    if (*claim && (*claim)->state.size > tree.size())
        return fail(ErrorKind::Integrity, "log.shorter_than_replica", std::to_string((*claim)->state.size));
    if (const auto snapshots = checkSnapshots(files, replica); !snapshots)
        return in("snapshots.", snapshots.error());
    LINLI_TRY(const log::Digests digests, replica.digests());
    return FsckReport{files.community, head.state, digests.community};
}

} // namespace linli::hub
