// SPDX-License-Identifier: Apache-2.0
#include "core/store/OpenDatabase.h"

#include "core/base/File.h"
#include "core/store/Errors.h"

#include <sqlite3.h>

#include <algorithm>

namespace linli::store {
namespace {

using Access = Database::Access;
namespace fs = std::filesystem;

constexpr int busyTimeoutMs = 5000;
constexpr std::uintmax_t pageSize = 4096; ///< of the SQLCipher 4 file format

/// What may still be asked of a connection by PRAGMA once it is open. SQLite's own FTS5 and R*Tree code asks for
/// data_version and page_size through the same connection. Everything that could change the key, the journal, the
/// schema check or the file format is absent.
constexpr std::string_view allowedPragmas[] = {
    "data_version",       "page_size",        "page_count",
    "max_page_count",     "user_version",     "application_id",
    "table_list",         "table_info",       "table_xinfo",
    "index_list",         "index_info",       "index_xinfo",
    "freelist_count",     "foreign_key_list", "foreign_key_check",
    "integrity_check",    "quick_check",      "cipher_integrity_check",
    "defer_foreign_keys", "wal_checkpoint",   "optimize",
    "synchronous",        "cache_size",
};

int authorize(void*, int action, const char* first, const char*, const char*, const char*)
{
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
        return SQLITE_DENY;
    if (action == SQLITE_PRAGMA &&
        std::ranges::find(allowedPragmas, std::string_view(first)) == std::end(allowedPragmas))
        return SQLITE_DENY;
    return SQLITE_OK;
}

/// How much memory SQLite has is counted under one lock for the whole process, at each allocation, and nobody asks
/// (https://sqlite.org/malloc.html). Where somebody else has begun with the library, it stays as it is.
void shareNoLock()
{
    static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)once;
}

Result<void> execute(sqlite3* db, const char* sql)
{
    if (const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        return prepareFailure(db, code);
    return {};
}

/// First column of the first row as text; empty when there is none.
Result<std::string> ask(sqlite3* db, const char* sql)
{
    std::string answer;
    const auto keep = [](void* out, int, char** values, char**) {
        if (values[0] != nullptr)
            *static_cast<std::string*>(out) = values[0];
        return 0;
    };
    if (const int code = sqlite3_exec(db, sql, keep, &answer, nullptr); code != SQLITE_OK)
        return prepareFailure(db, code);
    return answer;
}

/// Hands the key over as x'<64 hex digits>', which SQLCipher takes as raw key without a key derivation.
Result<void> giveKey(sqlite3* db, const DatabaseKey& key)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<std::uint8_t, 67> text{};
    auto* out = text.data();
    *out++ = 'x';
    *out++ = '\'';
    for (const std::uint8_t byte : key.bytes().view()) {
        *out++ = static_cast<std::uint8_t>(digits[byte >> 4]);
        *out++ = static_cast<std::uint8_t>(digits[byte & 15]);
    }
    *out = '\'';
    const int code = sqlite3_key_v2(db, "main", text.data(), static_cast<int>(text.size()));
    crypto::wipe(text);
    if (code != SQLITE_OK)
        return prepareFailure(db, code);
    // Its log would go to stderr; the result codes say enough.
    return execute(db, "PRAGMA cipher_compatibility = 4; PRAGMA cipher_log_level = NONE;");
}

Result<void> harden(sqlite3* db)
{
    for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                        {SQLITE_DBCONFIG_DQS_DML, 0},
                                        {SQLITE_DBCONFIG_DQS_DDL, 0},
                                        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}})
        if (const int code = sqlite3_db_config(db, option, value, nullptr); code != SQLITE_OK)
            return prepareFailure(db, code);
    return execute(db, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
                       "PRAGMA secure_delete = FAST;");
}

/// The first read of the file: nothing may be trusted or written before it succeeds.
Result<void> proveKey(sqlite3* db)
{
    LINLI_TRY(const auto version, ask(db, "PRAGMA cipher_version"));
    if (version.empty())
        return fail(ErrorKind::Store, "store.not_sqlcipher", "linked with SQLite without encryption");
    return execute(db, "SELECT count(*) FROM sqlite_schema");
}

Result<void> prepareForWriting(sqlite3* db)
{
    if (sqlite3_db_readonly(db, "main") != 0)
        return fail(ErrorKind::Store, "store.io", "file is not writable");
    LINLI_CHECK(execute(db, "PRAGMA auto_vacuum = NONE"));
    LINLI_TRY(const auto journal, ask(db, "PRAGMA journal_mode = WAL"));
    if (journal != "wal")
        return fail(ErrorKind::Store, "store.io", "no write-ahead log: " + journal);
    // The two fullfsync settings matter on Apple systems only, where fsync alone does not reach the disk.
    return execute(db, "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304;"
                       "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;");
}

Result<Connection> openExisting(const fs::path& file, const DatabaseKey& key, Access access)
{
    sqlite3* raw = nullptr;
    const int mode = access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const int code = sqlite3_open_v2(file.c_str(), &raw, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Connection connection(raw);
    if (code != SQLITE_OK)
        return prepareFailure(raw, code);
    sqlite3_busy_timeout(raw, busyTimeoutMs);
    // Closing would otherwise copy the write-ahead log into a file that we could not even read.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    // SQLCipher would write to stderr about every file that does not open; our callers get a code instead.
    LINLI_CHECK(execute(raw, "PRAGMA cipher_log_level = NONE"));
    LINLI_CHECK(giveKey(raw, key));
    LINLI_CHECK(harden(raw));
    LINLI_CHECK(proveKey(raw));
    if (access != Access::Read)
        LINLI_CHECK(prepareForWriting(raw));
    sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    sqlite3_set_authorizer(raw, authorize, nullptr);
    return connection;
}

/// Removes a database that we just made under a name of our own, with what SQLite puts beside it.
void removeDatabase(const fs::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        fs::remove(file.string() + suffix, ignored);
}

/// Makes the file under another name and renames it when it is complete, so that a half-made file is never taken for a
/// foreign or damaged one.
Result<void> createFile(const fs::path& file, const DatabaseKey& key)
{
    const fs::path unfinished = file.string() + ".creating";
    removeDatabase(unfinished);
    LINLI_CHECK(writeFileDurably(unfinished, {})); // mode 0600, which SQLite gives to -wal and -shm as well
    auto made = openExisting(unfinished, key, Access::Create);
    if (made)
        made->reset(); // closing moves the log into the file
    std::error_code error;
    if (made)
        fs::rename(unfinished, file, error);
    if (!made || error) {
        removeDatabase(unfinished);
        return made ? fail(ErrorKind::Store, "store.io", error.message()) : std::unexpected(std::move(made).error());
    }
    return {};
}

Result<void> checkPlace(const fs::path& file, Access access)
{
    std::error_code error;
    const auto status = fs::status(file, error);
    if (access == Access::Create)
        return fs::exists(status) ? fail(ErrorKind::Store, "store.exists", file.string()) : Result<void>{};
    if (!fs::exists(status))
        return fail(ErrorKind::Store, "store.missing", file.string());
    // SQLCipher takes a file of a few bytes for a new database and any key for right. Ours have one page from the start.
    if (fs::is_regular_file(status) && fs::file_size(file, error) < pageSize)
        return fail(ErrorKind::Store, "store.wrong_key", "shorter than one page");
    return {};
}

} // namespace

void CloseConnection::operator()(sqlite3* db) const
{
    sqlite3_close_v2(db);
}

Result<Connection> openConnection(const fs::path& file, const DatabaseKey& key, Access access)
{
    shareNoLock();
    LINLI_CHECK(checkPlace(file, access));
    if (access != Access::Create)
        return openExisting(file, key, access);
    LINLI_CHECK(createFile(file, key));
    return openExisting(file, key, Access::Write);
}

} // namespace linli::store
