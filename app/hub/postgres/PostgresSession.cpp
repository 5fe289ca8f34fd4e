// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresSession.h"

#include <libpq-fe.h>

#include <array>
#include <new>
#include <utility>

namespace linli::hub {
namespace {

/// Settings of every session.
///
/// A hub that stops in the middle of an append (SIGSTOP, a lost machine) would keep the head row for ever: the server ends its
/// session instead. Who waits for that row gives up before phones do.
constexpr std::string_view settings = R"sql(
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SET idle_in_transaction_session_timeout = '10s';
    SET lock_timeout = '15s';
    SET statement_timeout = '30s';
    SET tcp_keepalives_idle = 10;
    SET tcp_keepalives_interval = 5;
    SET tcp_keepalives_count = 3;
    SET bytea_output = 'hex';
)sql";

/// Of several hosts that a URL names, the one that takes writes is meant. A server that is gone without a word is noticed within
/// half a minute.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> defaults = {
    {{"application_name", "linli-hub"},
     {"connect_timeout", "5"},
     {"target_session_attrs", "read-write"},
     {"keepalives_idle", "10"},
     {"keepalives_interval", "5"},
     {"keepalives_count", "3"},
     {"tcp_user_timeout", "20000"}}};

void addOption(std::string& options, std::string_view keyword, std::string_view value)
{
    options.append(keyword).append("='");
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            options += '\\';
        options += c;
    }
    options += "' ";
}

/// "keyword='value' …" from a URL or the like. "store.bad_database" (Invalid).
Result<std::string> withDefaults(const std::string& database)
{
    char* trouble = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(database.c_str(), &trouble), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> why(trouble, &PQfreemem);
    if (!parsed)
        return fail(ErrorKind::Invalid, "store.bad_database", why ? why.get() : "");
    std::string options;
    for (const auto& [keyword, value] : defaults)
        addOption(options, keyword, value);
    for (const PQconninfoOption* option = parsed.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr)
            addOption(options, option->keyword, option->val); // the last of two values counts
    return options;
}

Error stored(std::string code, const std::exception& cause)
{
    return {ErrorKind::Store, std::move(code), cause.what()};
}

Error unreachable(std::string code, const std::exception& cause)
{
    return {ErrorKind::Unreachable, std::move(code), cause.what()};
}

/// By SQLSTATE (PostgreSQL documentation, appendix A): five characters, the first two are the class.
Error fromState(const pqxx::sql_error& error)
{
    const std::string_view state = error.sqlstate();
    if (state == "57014" || state == "55P03" || state.starts_with("40")) // cancelled, lock not available, rolled back
        return stored("store.busy", error);
    // Connection, shutdown, too many connections, idle in a transaction for too long.
    if (state.starts_with("08") || state.starts_with("57") || state == "53300" || state == "25P03")
        return unreachable("store.unreachable", error);
    if (state == "53100")
        return stored("store.disk_full", error);
    if (state == "25006")
        return stored("store.read_only", error);
    if (state == "42501")
        return stored("store.denied", error);
    return stored("store.sql", error);
}

/// What is being handled, as a value. Running out of memory goes on as an exception, as everywhere.
Error caught()
{
    try {
        throw;
    } catch (const pqxx::in_doubt_error& error) {
        return unreachable("store.in_doubt", error);
    } catch (const pqxx::protocol_violation& error) {
        return stored("store.sql", error);
    } catch (const pqxx::broken_connection& error) {
        return unreachable("store.unreachable", error);
    } catch (const pqxx::sql_error& error) {
        return fromState(error);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        return stored("store.sql", error);
    }
}

} // namespace

Result<PostgresSession> PostgresSession::open(const std::string& database)
{
    LINLI_TRY(const std::string options, withDefaults(database));
    try {
        auto connection = std::make_unique<pqxx::connection>(options);
        connection->set_notice_handler([](pqxx::zview) {}); // what fails is an exception too
        connection->set_verbosity(pqxx::error_verbosity::terse);
        PostgresSession session(std::move(connection));
        LINLI_CHECK(session.configure());
        return session;
    } catch (...) {
        return std::unexpected(caught());
    }
}

Result<void> PostgresSession::configure()
{
    return runScript(settings);
}

Result<void> PostgresSession::begin(Mode mode)
{
    using Snapshot = pqxx::transaction<pqxx::isolation_level::repeatable_read, pqxx::write_policy::read_only>;
    try {
        if (mode == Mode::Write)
            m_transaction = std::make_unique<pqxx::work>(*m_connection);
        else
            m_transaction = std::make_unique<Snapshot>(*m_connection);
        m_failed = false;
        return {};
    } catch (...) {
        return failed();
    }
}

Result<void> PostgresSession::commit()
{
    if (!m_transaction || m_failed) // the server would take this COMMIT for a ROLLBACK, and say nothing
        return fail(ErrorKind::Internal, "store.sql", "nothing to commit");
    try {
        m_transaction->commit();
        m_transaction.reset();
        return {};
    } catch (...) {
        auto failure = failed();
        rollback();
        // Whatever became of the connection, and whenever: the server may have heard.
        if (failure.error().kind == ErrorKind::Unreachable)
            failure.error().code = "store.in_doubt";
        return failure;
    }
}

std::unexpected<Error> PostgresSession::failed()
{
    Error error = caught();
    m_failed = true;
    m_lost = m_lost || error.kind == ErrorKind::Unreachable;
    return std::unexpected(std::move(error));
}

void PostgresSession::rollback() noexcept
{
    m_transaction.reset(); // rolls back what was not committed
}

Result<pqxx::result> PostgresSession::run(std::string_view sql, const pqxx::params& values)
{
    try {
        const pqxx::prepped statement(prepared(sql));
        if (m_transaction)
            return m_transaction->exec(statement, values);
        pqxx::nontransaction alone(*m_connection);
        return alone.exec(statement, values);
    } catch (...) {
        return failed();
    }
}

Result<void> PostgresSession::runScript(std::string_view sql)
{
    try {
        if (m_transaction)
            m_transaction->exec(sql);
        else
            pqxx::nontransaction(*m_connection).exec(sql);
        return {};
    } catch (...) {
        return failed();
    }
}

Result<void> PostgresSession::listen(std::string_view channel, Hear hear)
{
    try {
        m_connection->listen(channel,
                             [hear = std::move(hear)](const pqxx::notification& heard) { hear(heard.payload); });
        return {};
    } catch (...) {
        return failed();
    }
}

Result<void> PostgresSession::takeNotifications()
{
    try {
        m_connection->get_notifs();
        return {};
    } catch (...) {
        return failed();
    }
}

const std::string& PostgresSession::prepared(std::string_view sql)
{
    auto known = m_prepared.find(sql);
    if (known == m_prepared.end()) {
        std::string name = "s" + std::to_string(m_prepared.size());
        m_connection->prepare(name, std::string(sql));
        known = m_prepared.emplace(sql, std::move(name)).first;
    }
    return known->second;
}

} // namespace linli::hub
