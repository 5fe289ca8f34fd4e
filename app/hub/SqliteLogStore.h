// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/LogStore.h"
#include "core/store/Database.h"

namespace linli::hub {

/// A LogStore in a SQLCipher file. `synchronous = FULL`, so a commit survives a power cut. All tables carry the community,
/// as in stores that several communities share.
class SqliteLogStore final : public LogStore {
public:
    /// Makes the tables in an empty database.
    [[nodiscard]] static Result<SqliteLogStore> create(store::Database database, const CommunityId& community);
    /// "store.not_linli" when the file holds no log of this community.
    [[nodiscard]] static Result<SqliteLogStore> open(store::Database database, const CommunityId& community);
    /// Adds the tables that came with later versions. For whoever writes.
    [[nodiscard]] Result<void> upgrade();

    [[nodiscard]] Result<Head> head() override;
    [[nodiscard]] Result<void> append(const Addition& addition) override;
    [[nodiscard]] Result<std::vector<log::Entry>> entriesAfter(Seq after, std::size_t maxEntries,
                                                               std::size_t maxBytes) override;
    [[nodiscard]] Result<void> eachLeaf(const std::function<void(const Hash&)>& each) override;
    [[nodiscard]] Result<void>
    eachCheckpoint(const std::function<bool(std::uint64_t size, const std::string& note)>& each) override;
    [[nodiscard]] Result<std::vector<Hash>> photosToErase() override;
    [[nodiscard]] Result<void> photoErased(const Hash& photo) override;
    [[nodiscard]] Result<void> standStill(Standstill why) override;
    [[nodiscard]] Result<void> goOn(std::uint64_t size, bool lossAccepted) override;
    [[nodiscard]] Result<void> keepEvidence(const std::string& note) override;
    [[nodiscard]] Result<std::vector<std::string>> evidence() override;

    [[nodiscard]] store::Database& db() { return m_db; } ///< for fsck's snapshot

private:
    SqliteLogStore(store::Database database, const CommunityId& community)
        : m_db(std::move(database)), m_community(community)
    {
    }
    [[nodiscard]] Result<void> insertEntry(const log::Entry& entry);
    [[nodiscard]] Result<void> moveHead(const Addition& addition);
    [[nodiscard]] Result<void> erase(const Addition& addition);
    [[nodiscard]] Result<Standstill> standstill();

    store::Database m_db;
    CommunityId m_community;
    bool m_upgraded = false; ///< has all tables of today
};

} // namespace linli::hub
