// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Backup.h"
#include "app/hub/CommandOutput.h"
#include "app/hub/Commands.h"
#include "core/base/Encoding.h"

/// linli-hub backup and restore.
namespace linli::hub {
namespace {

/// A line for each file when it begins to show how large it is, and when it is done.
BackupProgress printProgress()
{
    return [](const CopiedFile& file) {
        nlohmann::json line;
        line["file"] = file.file.string();
        line["pages"] = file.pages;
        line["of"] = file.of;
        print(line);
    };
}

int report(const Result<BackedUp>& done, const std::string& folder)
{
    if (!done)
        return giveUp(done.error());
    for (const auto& [community, size] : done->logs) {
        nlohmann::json line;
        line["community_id"] = toText(community);
        line["log_size"] = size;
        line["folder"] = folder;
        print(line);
    }
    return exitDone;
}

/// PostgreSQL's backups come back by its own tools, which know nothing of our mark.
Result<BackedUp> markDatabase(const RestoreOptions& options, const OpenStorage& open)
{
    LINLI_TRY(const HubFolder folder, HubFolder::open(options.data));
    LINLI_TRY(const auto storage, open(options.database));
    LINLI_TRY(const auto communities, storage->communities(folder));
    BackedUp marked;
    for (const CommunityId& community : communities) {
        LINLI_TRY(const auto log, storage->openLog(folder.files(community), HubStorage::Use::Serve));
        LINLI_CHECK(log->standStill(Standstill::Restored));
        LINLI_TRY(const LogStore::Head head, log->head());
        marked.logs.push_back({community, head.state.size});
    }
    return marked;
}

Result<BackedUp> restoreFolder(const RestoreOptions& options)
{
    if (options.backup.empty())
        return fail(ErrorKind::Invalid, "restore.which_backup", "name the backup's folder");
    LINLI_TRY(const HubFolder backup, HubFolder::open(options.backup, options.key));
    return restore(backup, options.data, printProgress());
}

} // namespace

int runBackup(const BackupOptions& options)
{
    if (!options.database.empty())
        return giveUp(
            {ErrorKind::Invalid, "backup.use_pg_dump",
             "the logs are in PostgreSQL: pg_dump --schema=linli --format=custom, or its continuous archiving; keep "
             "keys/hub.key elsewhere; after pg_restore run linli-hub restore --database …"});
    const auto folder = crypto::initialise().and_then([&] { return HubFolder::open(options.data); });
    if (!folder)
        return giveUp(folder.error());
    return report(backUp(*folder, options.target, options.withKey, printProgress()), options.target);
}

int runRestore(const RestoreOptions& options, const OpenStorage& open)
{
    const auto done = crypto::initialise().and_then(
        [&] { return options.database.empty() ? restoreFolder(options) : markDatabase(options, open); });
    return report(done, options.data);
}

} // namespace linli::hub
