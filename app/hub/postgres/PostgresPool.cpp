// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresPool.h"

#include <algorithm>
#include <random>

namespace linli::hub {

void Backoff::failed()
{
    std::random_device random;
    std::uniform_int_distribution<std::int64_t> delay(0, m_bound.count());
    m_next = Clock::now() + std::chrono::milliseconds(delay(random));
    m_bound = std::min(m_bound * 2, most);
}

void Backoff::succeeded()
{
    m_bound = first;
    m_next = {};
}

PostgresPool::Lease::~Lease()
{
    if (m_session)
        m_pool->giveBack(std::move(m_session));
}

Result<PostgresPool::Lease> PostgresPool::take()
{
    std::unique_lock lock(m_mutex);
    if (!m_returned.wait_for(lock, patience, [this] { return m_lent < m_size; }))
        return fail(ErrorKind::Store, "store.busy", "all connections are in use");
    if (!m_idle.empty()) {
        auto session = std::move(m_idle.back());
        m_idle.pop_back();
        ++m_lent;
        return Lease(*this, std::move(session), false);
    }
    if (Backoff::Clock::now() < m_backoff.nextTry())
        return fail(ErrorKind::Unreachable, "store.unreachable", "the database did not answer a moment ago");
    ++m_lent;
    lock.unlock();
    return connect();
}

/// A session that lay idle may have died with the server's last life; that shows when it is used.
Result<pqxx::result> PostgresPool::run(std::string_view sql, const pqxx::params& values)
{
    for (;;) {
        LINLI_TRY(auto session, take());
        auto done = session->run(sql, values);
        if (done || session->isOpen() || session.isFresh())
            return done;
    }
}

/// Counted as lent already.
Result<PostgresPool::Lease> PostgresPool::connect()
{
    auto opened = PostgresSession::open(m_database);
    const std::scoped_lock lock(m_mutex);
    if (!opened) {
        m_backoff.failed();
        --m_lent;
        m_returned.notify_one();
        return std::unexpected(std::move(opened).error());
    }
    m_backoff.succeeded();
    return Lease(*this, std::make_unique<PostgresSession>(std::move(*opened)), true);
}

void PostgresPool::giveBack(std::unique_ptr<PostgresSession> session) noexcept
{
    session->rollback();
    {
        const std::scoped_lock lock(m_mutex);
        --m_lent;
        if (session->isOpen())
            m_idle.push_back(std::move(session));
        else
            m_idle.clear(); // they were cut off with this one, most likely
    }
    m_returned.notify_one();
}

} // namespace linli::hub
