// SPDX-License-Identifier: Apache-2.0
#include "core/store/UndoLog.h"

#include "core/store/Errors.h"
#include "core/store/PackedValues.h"
#include "core/store/StatementCache.h"
#include "core/store/UndoTriggers.h"

#include <sqlite3.h>

#include <utility>

namespace linli::store {
namespace {

using Flag = std::shared_ptr<bool>;

void recordingFunction(sqlite3_context* context, int, sqlite3_value**)
{
    sqlite3_result_int(context, **static_cast<Flag*>(sqlite3_user_data(context)) ? 1 : 0);
}

void valuesFunction(sqlite3_context* context, int count, sqlite3_value** values)
{
    const Bytes packed = packValues({values, static_cast<std::size_t>(count)});
    sqlite3_result_blob64(context, packed.data(), packed.size(), SQLITE_TRANSIENT);
}

/// The connection shares the flag, so triggers find it (off) even after the UndoLog has gone.
Result<void> registerFunctions(Database& database, const Flag& flag)
{
    constexpr int encoding = SQLITE_UTF8 | SQLITE_INNOCUOUS;
    int code =
        sqlite3_create_function_v2(database.handle(), "undo_recording", 0, encoding, new Flag(flag), recordingFunction,
                                   nullptr, nullptr, [](void* shared) { delete static_cast<Flag*>(shared); });
    if (code == SQLITE_OK)
        code = sqlite3_create_function_v2(database.handle(), "undo_values", -1, encoding | SQLITE_DETERMINISTIC,
                                          nullptr, valuesFunction, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return fail(ErrorKind::Store, "store.sql", "cannot register the undo log's functions");
    return {};
}

/// Of a version that wrote the values into the statement. It holds what residents wrote, so it is neither cached nor shown in an error.
Result<void> applyOld(sqlite3* db, std::string_view inverse)
{
    const auto statement = prepareOne(db, inverse);
    if (statement && sqlite3_step(statement->get()) == SQLITE_DONE)
        return {};
    const int code = sqlite3_extended_errcode(db);
    return fail(ErrorKind::Store, std::string(storeCode(db, code)), std::string("undo: ") + sqlite3_errstr(code));
}

Result<void> apply(Database& database, const Row& recorded)
{
    const std::string inverse = recorded.text(0);
    if (recorded.isNull(1))
        return applyOld(database.handle(), inverse);
    LINLI_TRY(const auto values, unpackValues(recorded.blobView(1)));
    return database.runWith(inverse, values);
}

Result<void> makeTable(Database& database)
{
    LINLI_CHECK(
        database.run("CREATE TABLE IF NOT EXISTS undo_log(n INTEGER PRIMARY KEY, sql TEXT NOT NULL, was BLOB)"));
    LINLI_TRY(const auto hasValues,
              database.count("SELECT count(*) FROM pragma_table_info('undo_log') WHERE name = 'was'"));
    return hasValues != 0 ? Result<void>{} : database.run("ALTER TABLE undo_log ADD COLUMN was BLOB");
}

Result<bool> haveForeignKeys(Database& database)
{
    LINLI_TRY(const auto some,
              database.count("SELECT EXISTS(SELECT 1 FROM sqlite_schema s, pragma_foreign_key_list(s.name)"
                             " WHERE s.type = 'table')"));
    return some != 0;
}

bool hasUnresolvedForeignKeys(sqlite3* db)
{
    int current = 0;
    int highest = 0;
    sqlite3_db_status(db, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
    return current != 0;
}

} // namespace

struct UndoLog::State {
    Flag recording = std::make_shared<bool>(false);
    bool hasForeignKeys = false;
};

UndoLog::UndoLog(Database& database, std::unique_ptr<State> state) : m_database(&database), m_state(std::move(state)) {}

UndoLog::UndoLog(UndoLog&& other) noexcept = default;

UndoLog& UndoLog::operator=(UndoLog&& other) noexcept
{
    if (this != &other) {
        if (m_state)
            setRecording(false);
        m_database = other.m_database;
        m_state = std::move(other.m_state);
    }
    return *this;
}

UndoLog::~UndoLog()
{
    if (m_state)
        setRecording(false);
}

Result<UndoLog> UndoLog::install(Database& database, std::span<const std::string> tables)
{
    auto state = std::make_unique<State>();
    LINLI_CHECK(registerFunctions(database, state->recording));
    std::optional<Transaction> own;
    if (!database.inTransaction()) {
        LINLI_TRY(auto transaction, Transaction::begin(database));
        own.emplace(std::move(transaction));
    }
    LINLI_CHECK(makeTable(database));
    LINLI_CHECK(installUndoTriggers(database, tables));
    LINLI_TRY(state->hasForeignKeys, haveForeignKeys(database));
    if (own)
        LINLI_CHECK(own->commit());
    return UndoLog(database, std::move(state));
}

void UndoLog::setRecording(bool on)
{
    *m_state->recording = on;
}

Result<void> UndoLog::undo()
{
    return undoTo(0);
}

Result<void> UndoLog::undoTo(std::int64_t mark)
{
    if (!m_database->inTransaction())
        return fail(ErrorKind::Store, "store.sql", "undo outside a transaction");
    const bool wasRecording = std::exchange(*m_state->recording, false);
    auto undone = replay(mark);
    *m_state->recording = wasRecording;
    return undone;
}

Result<void> UndoLog::replay(std::int64_t mark)
{
    // Between two inverses a row may miss its parent for a moment. The pragma makes every statement of the connection be compiled anew, which
    // takes longer than a page of entries does.
    if (m_state->hasForeignKeys)
        LINLI_CHECK(m_database->run("PRAGMA defer_foreign_keys = ON"));
    Result<void> applied;
    constexpr std::string_view recorded = "SELECT sql, was FROM undo_log WHERE n > ?1 ORDER BY n DESC";
    LINLI_CHECK(m_database->query(recorded, {mark}, [&](const Row& row) {
        applied = apply(*m_database, row);
        return applied.has_value();
    }));
    LINLI_CHECK(applied);
    LINLI_CHECK(m_database->run("DELETE FROM undo_log WHERE n > ?1", {mark}));
    // Switching it off forgets what is still open, so then it stays on and COMMIT reports it.
    if (!m_state->hasForeignKeys || hasUnresolvedForeignKeys(m_database->handle()))
        return {};
    return m_database->run("PRAGMA defer_foreign_keys = OFF");
}

Result<std::int64_t> UndoLog::mark()
{
    return m_database->count("SELECT coalesce(max(n), 0) FROM undo_log");
}

Result<void> UndoLog::keep()
{
    return m_database->run("DELETE FROM undo_log");
}

} // namespace linli::store
