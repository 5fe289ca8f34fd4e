// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <pqxx/pqxx>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace linli::hub {

/// One connection to a PostgreSQL server, at most one transaction at a time. Exceptions of libpqxx end here.
///
/// Invariant: a commit that the server confirmed is on its disk (`synchronous_commit` is never off here); after a statement
/// that failed, its transaction can only be rolled back. Threads: one at a time. Owner: PostgresPool, PostgresListener.
/// Errors: "store.bad_database" (Invalid: what open() was given is no URL), "store.unreachable" (Unreachable: the connection cannot be made, or is lost; isOpen() tells), "store.in_doubt"
/// (Unreachable: it was lost during COMMIT, whose outcome is unknown), "store.busy" (a lock or statement took too long),
/// "store.disk_full", "store.read_only" (a standby), "store.denied", "store.sql" (a bug in a statement); all others of
/// ErrorKind::Store. Details hold the server's message, never a value.
class PostgresSession {
public:
    enum class Mode {
        Write,   ///< READ COMMITTED: each statement sees what is committed when it starts
        Snapshot ///< REPEATABLE READ, READ ONLY: all statements see one state
    };

    /// database: a URL "postgresql://…" or "keyword=value …", as libpq takes it (PostgreSQL documentation, 32.1.1); what it
    /// leaves out comes from libpq's environment and password file. Waits 5 s for an answer unless it says otherwise.
    [[nodiscard]] static Result<PostgresSession> open(const std::string& database);

    [[nodiscard]] Result<void> begin(Mode mode);
    /// Durable on return.
    [[nodiscard]] Result<void> commit();
    void rollback() noexcept;
    /// One statement, in the transaction if there is one. Prepared when this session first meets it, so `sql` must live as
    /// long as the program.
    [[nodiscard]] Result<pqxx::result> run(std::string_view sql, const pqxx::params& values = {});
    /// Several statements without values: a schema.
    [[nodiscard]] Result<void> runScript(std::string_view sql);

    /// False once an error said that the connection is lost. (libpq may go on to call it good, when what it noticed was that it
    /// cannot write.)
    [[nodiscard]] bool isOpen() const { return !m_lost && m_connection->is_open(); }
    [[nodiscard]] bool inTransaction() const { return m_transaction != nullptr; }

    using Hear = std::function<void(std::string_view payload)>;
    /// Notifications on `channel` from now on are handed to `hear` by takeNotifications(), which does not wait for any: what
    /// has come is there when the socket can be read from, or after any other call.
    [[nodiscard]] Result<void> listen(std::string_view channel, Hear hear);
    [[nodiscard]] Result<void> takeNotifications();
    [[nodiscard]] int socket() const { return m_connection->sock(); }

private:
    explicit PostgresSession(std::unique_ptr<pqxx::connection> connection) : m_connection(std::move(connection)) {}
    [[nodiscard]] Result<void> configure();
    [[nodiscard]] const std::string& prepared(std::string_view sql);
    /// What is being handled, as a value, and remembered.
    [[nodiscard]] std::unexpected<Error> failed();

    std::unique_ptr<pqxx::connection> m_connection;
    std::unique_ptr<pqxx::transaction_base> m_transaction; ///< goes before the connection does
    std::unordered_map<std::string_view, std::string> m_prepared;
    bool m_failed = false; ///< a statement of the open transaction failed
    bool m_lost = false;
};

} // namespace linli::hub
