// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/postgres/PostgresPool.h"
#include "core/base/Ids.h"

#include <functional>
#include <thread>

namespace linli::hub {

/// Hears of what any hub process, this one included, has appended: a thread with a connection of its own.
///
/// Invariant: `moved` is called for every log with its size, at the latest `lookAround` after a commit while the server answers,
/// and once it answers again. Threads: `moved` is called on the listener's; it must not take long.
class PostgresListener {
public:
    /// A notification can get lost with the process that should have sent it.
    static constexpr std::chrono::seconds lookAround{5};
    using Moved = std::function<void(const CommunityId&, std::uint64_t size)>;

    PostgresListener(std::string database, Moved moved);
    ~PostgresListener();
    PostgresListener(const PostgresListener&) = delete;
    PostgresListener& operator=(const PostgresListener&) = delete;

private:
    void run(const std::stop_token& stopping);
    [[nodiscard]] Result<void> listen(const std::stop_token& stopping);
    [[nodiscard]] Result<void> tellSizes(PostgresSession& session);
    void hear(std::string_view payload);
    /// Until `until`, the end, or, when given, until there is something to read from `socket`.
    void wait(Backoff::Clock::time_point until, int socket) const;

    const std::string m_database;
    const Moved m_moved;
    int m_end; ///< becomes readable at the end
    Backoff m_backoff;
    std::jthread m_thread; ///< last: starts when all else is there
};

} // namespace linli::hub
