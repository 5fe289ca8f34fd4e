// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresStorage.h"

#include "app/hub/postgres/PostgresListener.h"
#include "app/hub/postgres/PostgresLogStore.h"
#include "app/hub/postgres/PostgresPhotos.h"
#include "app/hub/postgres/PostgresSchema.h"
#include "app/hub/postgres/PostgresValues.h"

namespace linli::hub {

Result<std::unique_ptr<PostgresStorage>> PostgresStorage::open(std::string database)
{
    std::unique_ptr<PostgresStorage> storage(new PostgresStorage(std::move(database)));
    LINLI_TRY(auto session, storage->m_pool.take());
    LINLI_CHECK(migrate(*session));
    return storage;
}

/// One without entries was interrupted while it was founded.
Result<std::vector<CommunityId>> PostgresStorage::communities(const HubFolder&)
{
    LINLI_TRY(const auto rows, m_pool.run("SELECT community FROM linli.head WHERE size > 0 ORDER BY community"));
    std::vector<CommunityId> communities;
    for (const auto& row : rows) {
        LINLI_TRY(const CommunityId community, communityIn(row[0]));
        communities.push_back(community);
    }
    return communities;
}

Result<crypto::Identity> PostgresStorage::identity(const CommunityFiles& files)
{
    LINLI_TRY(const auto rows,
              m_pool.run("SELECT identity FROM linli.community WHERE community = $1", {toText(files.community)}));
    if (rows.empty())
        return fail(ErrorKind::Store, "hub.identity_lost", toText(files.community) + " is not in the database");
    LINLI_TRY(const Bytes sealed, bytesIn(rows[0][0]));
    return crypto::Identity::unseal(sealed, files.keys.identity);
}

Result<std::unique_ptr<LogStore>> PostgresStorage::openLog(const CommunityFiles& files, Use use)
{
    using Access = PostgresLogStore::Access;
    const Access access = use == Use::Serve ? Access::Write : use == Use::Read ? Access::Read : Access::Snapshot;
    LINLI_TRY(auto log, PostgresLogStore::open(m_pool, files.community, files.keys.database, access));
    return std::make_unique<PostgresLogStore>(std::move(log));
}

Result<std::unique_ptr<PhotoBox>> PostgresStorage::openPhotos(const CommunityFiles& files, Use)
{
    return std::make_unique<PostgresPhotos>(m_pool, files.community, files.keys.photos);
}

Result<void> PostgresStorage::found(const CommunityFiles& files, const crypto::Identity& identity,
                                    const LogStore::Addition& founding)
{
    LINLI_TRY(auto log, PostgresLogStore::create(m_pool, files.community, files.keys.database,
                                                 identity.seal(files.keys.identity)));
    return log.append(founding);
}

std::shared_ptr<void> PostgresStorage::listen(Moved moved)
{
    return std::make_shared<PostgresListener>(m_pool.database(), std::move(moved));
}

} // namespace linli::hub
