// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/postgres/PostgresSession.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace linli::hub {

/// How long to stay away from a server that did not answer: full jitter, a random time up to a bound that doubles.
/// Threads: one at a time.
class Backoff {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds first{100}; ///< bound after one failure
    static constexpr std::chrono::milliseconds most{5'000};
    void failed();
    void succeeded();
    [[nodiscard]] Clock::time_point nextTry() const { return m_next; } ///< in the past when nothing speaks against it

private:
    std::chrono::milliseconds m_bound = first;
    Clock::time_point m_next{};
};

/// The connections of one hub process, lent for a call or a transaction; so their number does not grow with that of the
/// communities.
///
/// Invariant: a session that comes back is idle and open, or goes. When the server is away, callers learn it at once and only
/// one in a while tries it again, later and later. Threads: any. Outlives its leases.
class PostgresPool {
public:
    static constexpr std::size_t defaultSize = 16;
    static constexpr std::chrono::seconds patience{10}; ///< for a session when all are lent

    /// Gives the session back when it ends; rolls back what is open.
    class Lease {
    public:
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();
        [[nodiscard]] PostgresSession* operator->() { return m_session.get(); }
        [[nodiscard]] PostgresSession& operator*() { return *m_session; }
        /// Just made, so an error is no leftover of an earlier life of the server.
        [[nodiscard]] bool isFresh() const { return m_fresh; }

    private:
        friend class PostgresPool;
        Lease(PostgresPool& pool, std::unique_ptr<PostgresSession> session, bool fresh)
            : m_pool(&pool), m_session(std::move(session)), m_fresh(fresh)
        {
        }
        PostgresPool* m_pool;
        std::unique_ptr<PostgresSession> m_session; ///< empty when moved from
        bool m_fresh;
    };

    explicit PostgresPool(std::string database, std::size_t size = defaultSize)
        : m_database(std::move(database)), m_size(size)
    {
    }
    PostgresPool(const PostgresPool&) = delete;
    PostgresPool& operator=(const PostgresPool&) = delete;

    /// "store.unreachable" (Unreachable), "store.busy" (Store) after `patience`.
    [[nodiscard]] Result<Lease> take();
    /// One statement alone. As it may be tried twice, it must be one that changes nothing the second time.
    [[nodiscard]] Result<pqxx::result> run(std::string_view sql, const pqxx::params& values = {});
    [[nodiscard]] const std::string& database() const { return m_database; }

private:
    [[nodiscard]] Result<Lease> connect();
    void giveBack(std::unique_ptr<PostgresSession> session) noexcept;

    const std::string m_database;
    const std::size_t m_size;
    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<PostgresSession>> m_idle;
    std::size_t m_lent = 0;
    Backoff m_backoff;
};

} // namespace linli::hub
