// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresListener.h"

#include "app/hub/postgres/PostgresLogStore.h"
#include "app/hub/postgres/PostgresValues.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace linli::hub {
namespace {

constexpr int noSocket = -1; ///< poll() passes over it

} // namespace

PostgresListener::PostgresListener(std::string database, Moved moved)
    : m_database(std::move(database)), m_moved(std::move(moved)), m_end(::eventfd(0, EFD_CLOEXEC)),
      m_thread([this](const std::stop_token& stopping) { run(stopping); })
{
}

PostgresListener::~PostgresListener()
{
    m_thread.request_stop();
    ::eventfd_write(m_end, 1);
    m_thread.join();
    ::close(m_end);
}

void PostgresListener::run(const std::stop_token& stopping)
{
    while (!stopping.stop_requested()) {
        const auto heard = listen(stopping);
        if (heard)
            return; // the end
        spdlog::warn("listening to the database: {} {}", heard.error().code, heard.error().detail);
        m_backoff.failed();
        wait(m_backoff.nextTry(), noSocket);
    }
}

void PostgresListener::wait(Backoff::Clock::time_point until, int socket) const
{
    using std::chrono::milliseconds;
    const auto left = std::chrono::ceil<milliseconds>(until - Backoff::Clock::now());
    std::array<pollfd, 2> looked{pollfd{m_end, POLLIN, 0}, pollfd{socket, POLLIN, 0}};
    // A signal that ends the wait early costs a look too many.
    (void)::poll(looked.data(), looked.size(), static_cast<int>(std::max(left, milliseconds::zero()).count()));
}

/// Returns at the end; an error when the connection is lost.
Result<void> PostgresListener::listen(const std::stop_token& stopping)
{
    LINLI_TRY(auto session, PostgresSession::open(m_database));
    LINLI_CHECK(session.listen(PostgresLogStore::channel, [this](std::string_view payload) { hear(payload); }));
    m_backoff.succeeded();
    auto nextLook = Backoff::Clock::now();
    while (!stopping.stop_requested()) {
        if (Backoff::Clock::now() >= nextLook) {
            LINLI_CHECK(tellSizes(session));
            nextLook = Backoff::Clock::now() + lookAround;
        }
        LINLI_CHECK(session.takeNotifications()); // also those that came along with an answer
        wait(nextLook, session.socket());
    }
    return {};
}

Result<void> PostgresListener::tellSizes(PostgresSession& session)
{
    LINLI_TRY(const auto rows, session.run("SELECT community, size FROM linli.head WHERE size > 0"));
    for (const auto& row : rows) {
        LINLI_TRY(const CommunityId community, communityIn(row[0]));
        LINLI_TRY(const std::uint64_t size, countIn(row[1]));
        m_moved(community, size);
    }
    return {};
}

/// "<community> <size>"; anything else is not from us.
void PostgresListener::hear(std::string_view payload)
{
    const std::size_t space = std::min(payload.find(' '), payload.size());
    const auto community = parseId<CommunityId>(payload.substr(0, space));
    std::uint64_t size = 0;
    const std::string_view number = payload.substr(std::min(space + 1, payload.size()));
    const auto read = std::from_chars(number.data(), number.data() + number.size(), size);
    if (community && read.ec == std::errc())
        m_moved(*community, size);
}

} // namespace linli::hub
