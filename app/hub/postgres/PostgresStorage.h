// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubStorage.h"
#include "app/hub/postgres/PostgresPool.h"

namespace linli::hub {

/// Logs, photos and sealed hub identities in one PostgreSQL database, which any number of hub processes share. All of them have
/// the same master key in their folders; beside it each has replicas of its own, made when they are missing.
class PostgresStorage final : public HubStorage {
public:
    /// Connects once, and brings the tables up to date. Errors: those of PostgresSession and migrate().
    [[nodiscard]] static Result<std::unique_ptr<PostgresStorage>> open(std::string database);

    [[nodiscard]] Result<std::vector<CommunityId>> communities(const HubFolder& folder) override;
    [[nodiscard]] Result<crypto::Identity> identity(const CommunityFiles& files) override;
    [[nodiscard]] Result<std::unique_ptr<LogStore>> openLog(const CommunityFiles& files, Use use) override;
    [[nodiscard]] Result<std::unique_ptr<PhotoBox>> openPhotos(const CommunityFiles& files, Use use) override;
    [[nodiscard]] Result<void> found(const CommunityFiles& files, const crypto::Identity& identity,
                                     const LogStore::Addition& founding) override;
    [[nodiscard]] std::shared_ptr<void> listen(Moved moved) override;

private:
    explicit PostgresStorage(std::string database) : m_pool(std::move(database)) {}
    PostgresPool m_pool;
};

} // namespace linli::hub
