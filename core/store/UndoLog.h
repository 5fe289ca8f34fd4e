// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

#include <span>

namespace linli::store {

/// Takes back, in one step, what was written to the state tables while recording was on: how pending operations are
/// undone when confirmed entries arrive (DESIGN "Pending operations").
///
/// For each named base table, persistent AFTER INSERT/UPDATE/DELETE triggers append the inverse of a change to table
/// `undo_log(n INTEGER PRIMARY KEY, sql TEXT, was BLOB)` while `undo_recording()` — a function of this connection — is 1:
/// one statement, the same for all changes of its kind, and its parameters (PackedValues.h).
/// Invariant: undo() restores exactly the rows (by rowid or primary key, WITHOUT ROWID tables included) that were there
/// when the log was last empty.
/// Never use REPLACE on these tables: it fires no delete trigger. Do not name a table that triggers of another named
/// table write: undoing the other writes it too. Undo or keep before a named table changes its columns. Once the
/// first foreign key comes, install again.
/// Threads: those of its Database, which it must not outlive.
class UndoLog {
public:
    /// Makes the log table and triggers where missing; run once per connection, in the caller's transaction if there is one.
    [[nodiscard]] static Result<UndoLog> install(Database& database, std::span<const std::string> tables);
    UndoLog(UndoLog&&) noexcept;
    UndoLog& operator=(UndoLog&&) noexcept;
    ~UndoLog();

    void setRecording(bool on);
    /// Applies the inverses newest first and empties the log. Must run inside a Transaction. Recording is off during it.
    [[nodiscard]] Result<void> undo();
    /// Undoes only what was recorded after `mark`.
    [[nodiscard]] Result<void> undoTo(std::int64_t mark);
    [[nodiscard]] Result<std::int64_t> mark(); ///< the newest n, 0 when empty
    /// Keeps the changes and empties the log: what was pending is now confirmed.
    [[nodiscard]] Result<void> keep();

private:
    struct State;
    UndoLog(Database& database, std::unique_ptr<State> state);
    [[nodiscard]] Result<void> replay(std::int64_t mark);
    Database* m_database;
    std::unique_ptr<State> m_state;
};

} // namespace linli::store
