// SPDX-License-Identifier: Apache-2.0
#include "app/hub/FolderStorage.h"

#include "core/community/PhotoStore.h"

namespace linli::hub {
namespace {

using Access = store::Database::Access;

Access accessFor(HubStorage::Use use)
{
    return use == HubStorage::Use::Serve ? Access::Write : Access::Read;
}

class SqlitePhotos final : public PhotoBox {
public:
    explicit SqlitePhotos(community::PhotoStore store) : m_store(std::move(store)) {}
    Result<void> addReceived(const Hash& name, ByteView jpeg) override { return m_store.addReceived(name, jpeg); }
    Result<std::optional<Bytes>> find(const Hash& name) override { return m_store.find(name); }
    Result<void> remove(const Hash& name) override { return m_store.remove(name); }
    Result<std::vector<Hash>> all() override { return m_store.all(); }

private:
    community::PhotoStore m_store;
};

Result<void> makePhotos(const CommunityFiles& files)
{
    LINLI_TRY(auto database,
              store::Database::open(files.photos(), store::DatabaseKey(files.keys.photos.copy()), Access::Create));
    LINLI_CHECK(community::PhotoStore::create(std::move(database)));
    return {};
}

} // namespace

Result<void> checkPages(store::Database& database)
{
    std::string trouble;
    LINLI_CHECK(database.query("PRAGMA quick_check(1)", {}, [&](const store::Row& row) {
        trouble = row.text(0);
        return false;
    }));
    return trouble == "ok" ? Result<void>{} : fail(ErrorKind::Store, "store.corrupt", trouble);
}

Result<crypto::Identity> loadHubIdentity(const CommunityFiles& files)
{
    LINLI_TRY(auto identity, crypto::Identity::load(files.identity(), files.keys.identity));
    if (!identity)
        return fail(ErrorKind::Store, "hub.identity_lost", files.identity().string() + " is missing");
    return std::move(*identity);
}

Result<SqliteLogStore> openLog(const CommunityFiles& files, Access access)
{
    LINLI_TRY(auto database,
              store::Database::open(files.log(), store::DatabaseKey(files.keys.database.copy()), access));
    return SqliteLogStore::open(std::move(database), files.community);
}

Result<crypto::Identity> FolderStorage::identity(const CommunityFiles& files)
{
    return loadHubIdentity(files);
}

Result<std::unique_ptr<LogStore>> FolderStorage::openLog(const CommunityFiles& files, Use use)
{
    LINLI_TRY(auto opened, hub::openLog(files, accessFor(use)));
    auto log = std::make_unique<SqliteLogStore>(std::move(opened));
    if (use == Use::Serve)
        LINLI_CHECK(log->upgrade());
    if (use == Use::Check) {
        LINLI_CHECK(log->db().run("BEGIN")); // ends with the connection
        LINLI_CHECK(checkPages(log->db()));
    }
    return log;
}

Result<std::unique_ptr<PhotoBox>> FolderStorage::openPhotos(const CommunityFiles& files, Use use)
{
    LINLI_TRY(auto database,
              store::Database::open(files.photos(), store::DatabaseKey(files.keys.photos.copy()), accessFor(use)));
    if (use == Use::Check)
        LINLI_CHECK(checkPages(database));
    LINLI_TRY(auto photos, community::PhotoStore::open(std::move(database)));
    return std::make_unique<SqlitePhotos>(std::move(photos));
}

Result<void> FolderStorage::found(const CommunityFiles& files, const crypto::Identity& identity,
                                  const LogStore::Addition& founding)
{
    LINLI_CHECK(identity.save(files.identity(), files.keys.identity));
    LINLI_TRY(auto database,
              store::Database::open(files.log(), store::DatabaseKey(files.keys.database.copy()), Access::Create));
    LINLI_TRY(auto log, SqliteLogStore::create(std::move(database), files.community));
    LINLI_CHECK(log.append(founding));
    return makePhotos(files);
}

} // namespace linli::hub
