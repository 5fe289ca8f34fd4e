// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/LogStore.h"
#include "app/hub/postgres/ColumnSeal.h"
#include "app/hub/postgres/PostgresPool.h"

#include <optional>

namespace linli::hub {

/// A LogStore in PostgreSQL, which hub processes on several machines may share (tables: PostgresSchema.cpp).
///
/// Invariant: numbers are taken under the lock of the community's head row and become visible with the commit that releases
/// it, so entries appear in the order of their numbers and no reader can pass one that comes later. A commit whose outcome is
/// unknown is looked up under the same lock, which waits until the server is done with the lost session.
/// Every append tells all listening hubs (`NOTIFY linli_log, '<community> <size>'`) after its commit: within it, the
/// server-wide lock that keeps notifications in order would be held while the disk is written to, and all communities' commits
/// would queue behind one another. One that is lost with its process is made up for by PostgresListener's looking around.
/// Headers, payloads and what is lent are sealed (ColumnSeal, row: seq u64be); numbers, times, ids, audiences and verdicts are not.
/// Errors: those of PostgresSession and PostgresPool. Threads: one at a time. Borrows its connections from the pool.
class PostgresLogStore final : public LogStore {
public:
    enum class Access {
        Read,     ///< never appends
        Snapshot, ///< never appends, and sees the log as it was at its first read
        Write
    };
    static constexpr std::string_view channel = "linli_log";

    /// Makes an empty log; `identity` is the community's sealed hub identity. "store.exists" when it is there already.
    [[nodiscard]] static Result<PostgresLogStore> create(PostgresPool& pool, const CommunityId& community,
                                                         const crypto::Secret32& key, ByteView identity);
    /// "store.not_linli" when the database holds no log of this community.
    [[nodiscard]] static Result<PostgresLogStore> open(PostgresPool& pool, const CommunityId& community,
                                                       const crypto::Secret32& key, Access access);

    [[nodiscard]] Result<log::LogState> holdFor(Growth growth) override;
    void release() override;
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
    [[nodiscard]] Result<void> lend(std::span<const log::Entry> entries) override;
    [[nodiscard]] Result<std::vector<log::Entry>> lent(std::span<const Seq> seqs) override;
    [[nodiscard]] Result<void> keepEvidence(const std::string& note) override;
    [[nodiscard]] Result<std::vector<std::string>> evidence() override;

private:
    PostgresLogStore(PostgresPool& pool, const CommunityId& community, const crypto::Secret32& key, Access access)
        : m_pool(&pool), m_community(toText(community)), m_header("header", key, community),
          m_payload("payload", key, community), m_lent("lent", key, community), m_access(access)
    {
    }
    static constexpr std::size_t epochBytes = 16;
    struct Columns;
    [[nodiscard]] static Bytes rowOf(Seq seq); ///< what names an entry's row to a ColumnSeal
    [[nodiscard]] Result<void> add(const log::Entry& entry, Columns& columns) const;
    [[nodiscard]] Result<log::Entry> readEntry(const pqxx::row& row) const;
    /// One statement: in the transaction that is held, else alone.
    [[nodiscard]] Result<pqxx::result> run(std::string_view sql, const pqxx::params& values);
    [[nodiscard]] Result<pqxx::result> lockHead();
    [[nodiscard]] Result<void> startSnapshot();
    [[nodiscard]] Result<void> write(const Addition& addition);
    [[nodiscard]] Result<void> moveHead(const Addition& addition);
    [[nodiscard]] Result<void> insertEntries(std::span<const log::Entry> entries);
    [[nodiscard]] Result<void> erase(const Addition& addition);
    [[nodiscard]] Result<void> lookUp(const Addition& addition, const Error& doubt);
    void announce(std::uint64_t size);

    PostgresPool* m_pool;
    std::string m_community; ///< as text
    ColumnSeal m_header;
    ColumnSeal m_payload;
    ColumnSeal m_lent;
    Access m_access;
    std::optional<PostgresPool::Lease> m_held; ///< with the head row's lock, or the snapshot
};

} // namespace linli::hub
