// SPDX-License-Identifier: Apache-2.0
#include "core/store/CopyDatabase.h"

#include "core/store/Database.h"
#include "core/store/Errors.h"

#include <sqlite3.h>

namespace linli::store {
namespace {

constexpr int pagesTogether = 4096; ///< between two words on how far it is

struct FinishBackup {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

Result<void> copyPages(Database& from, Database& to, const CopyProgress& progress)
{
    // While we read, nobody's writing can make the copy begin anew.
    LINLI_TRY(const auto moment, ReadTransaction::begin(from));
    LINLI_CHECK(from.count("SELECT count(*) FROM sqlite_schema"));
    const std::unique_ptr<sqlite3_backup, FinishBackup> backup(
        sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
    if (!backup)
        return prepareFailure(to.handle(), sqlite3_extended_errcode(to.handle()));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup.get(), pagesTogether);
        const auto all = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup.get()));
        if (progress && (code == SQLITE_OK || code == SQLITE_DONE))
            progress(all - static_cast<std::uint64_t>(sqlite3_backup_remaining(backup.get())), all);
    }
    return code == SQLITE_DONE ? Result<void>{} : prepareFailure(to.handle(), code);
}

Result<void> copyInto(const std::filesystem::path& from, const std::filesystem::path& to, const DatabaseKey& key,
                      const CopyProgress& progress)
{
    LINLI_TRY(auto source, Database::open(from, key, Database::Access::Read));
    LINLI_TRY(auto copy, Database::open(to, key, Database::Access::Create));
    LINLI_CHECK(copyPages(source, copy, progress));
    return intoOneFile(copy);
}

} // namespace

Result<void> intoOneFile(Database& db)
{
    LINLI_TRY(const auto busy, db.count("PRAGMA wal_checkpoint(TRUNCATE)"));
    return busy == 0 ? Result<void>{} : fail(ErrorKind::Store, "store.busy");
}

Result<void> copyDatabase(const std::filesystem::path& from, const std::filesystem::path& to, const DatabaseKey& key,
                          const CopyProgress& progress)
{
    std::error_code ignored;
    if (std::filesystem::exists(to, ignored))
        return fail(ErrorKind::Store, "store.exists", to.string());
    auto copied = copyInto(from, to, key, progress);
    if (!copied)
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(to.string() + suffix, ignored);
    return copied;
}

} // namespace linli::store
