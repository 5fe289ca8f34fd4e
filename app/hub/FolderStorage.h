// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubStorage.h"
#include "app/hub/SqliteLogStore.h"

namespace linli::hub {

/// Everything in SQLCipher files in the hub's folder, which one hub process writes alone (HubFolder::lock).
class FolderStorage final : public HubStorage {
public:
    [[nodiscard]] Result<std::vector<CommunityId>> communities(const HubFolder& folder) override
    {
        return folder.communities();
    }
    [[nodiscard]] Result<crypto::Identity> identity(const CommunityFiles& files) override;
    [[nodiscard]] Result<std::unique_ptr<LogStore>> openLog(const CommunityFiles& files, Use use) override;
    [[nodiscard]] Result<std::unique_ptr<PhotoBox>> openPhotos(const CommunityFiles& files, Use use) override;
    [[nodiscard]] Result<void> found(const CommunityFiles& files, const crypto::Identity& identity,
                                     const LogStore::Addition& founding) override;
    [[nodiscard]] std::shared_ptr<void> listen(Moved) override { return {}; }
};

[[nodiscard]] Result<crypto::Identity> loadHubIdentity(const CommunityFiles& files);
[[nodiscard]] Result<SqliteLogStore> openLog(const CommunityFiles& files, store::Database::Access access);
/// Reads every page, which proves each one's authentication code, and what lies in it for shape. "store.corrupt".
[[nodiscard]] Result<void> checkPages(store::Database& database);

} // namespace linli::hub
