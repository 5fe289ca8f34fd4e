// SPDX-License-Identifier: Apache-2.0
#include "core/store/Errors.h"

#include <cerrno>

#include <sqlite3.h>

namespace linli::store {
namespace {

/// SQLite reports ENOSPC from a write as SQLITE_FULL, but not a quota, a file size limit or a full disk under -shm.
bool diskIsFull(sqlite3* db)
{
    const int number = sqlite3_system_errno(db);
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

/// A page whose authentication code does not hold makes SQLCipher end all reading with a bare SQLITE_ERROR, or, where the
/// schema goes on there, with one about the schema. A mistake in a statement has the same code, but other words.
bool fileIsDamaged(sqlite3* db, int code)
{
    const std::string_view message = sqlite3_errmsg(db);
    return (code & 0xFF) == SQLITE_ERROR &&
           (message == sqlite3_errstr(SQLITE_ERROR) || message.starts_with("malformed database schema"));
}

} // namespace

std::string_view storeCode(sqlite3* db, int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "store.busy";
    case SQLITE_FULL:
        return "store.disk_full";
    case SQLITE_NOTADB:
        return "store.wrong_key";
    case SQLITE_CORRUPT:
        return "store.corrupt";
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return diskIsFull(db) ? "store.disk_full" : "store.io";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
        return "store.io";
    default:
        return fileIsDamaged(db, code) ? "store.corrupt" : "store.sql";
    }
}

std::unexpected<Error> prepareFailure(sqlite3* db, int code)
{
    return fail(ErrorKind::Store, std::string(storeCode(db, code)), sqlite3_errmsg(db));
}

std::unexpected<Error> stepFailure(sqlite3* db, int code, std::string_view sql)
{
    if ((code & 0xFF) == SQLITE_CONSTRAINT)
        return fail(ErrorKind::Store, "store.sql", sqlite3_errmsg(db));
    constexpr std::size_t shown = 120;
    return fail(ErrorKind::Store, std::string(storeCode(db, code)),
                std::string(sqlite3_errstr(code)) + ": " + std::string(sql.substr(0, shown)));
}

} // namespace linli::store
