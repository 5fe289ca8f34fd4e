// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/DatabaseKey.h"

#include "core/base/Result.h"

#include <filesystem>
#include <functional>

namespace linli::store {

/// Pages of 4 KiB: how many are copied, of how many.
using CopyProgress = std::function<void(std::uint64_t copied, std::uint64_t all)>;

/// Copies a database as it is at one moment into a new file with the same key, while others, other processes too, read and write it
/// (SQLite's online backup). The moment is that of the call: what is written meanwhile stays out. On return the copy is one file, and on
/// the disk. Every page that is read proves its authentication code, so a damaged database gives no copy.
/// Errors: those of Database; "store.exists" when `to` is there already. What there is of an unfinished copy is removed.
[[nodiscard]] Result<void> copyDatabase(const std::filesystem::path& from, const std::filesystem::path& to,
                                        const DatabaseKey& key, const CopyProgress& progress = {});

class Database;
/// Moves the write-ahead log into the file, so that the file alone is the database. Closing does it too, but cannot tell when it failed.
/// "store.busy" while somebody reads.
[[nodiscard]] Result<void> intoOneFile(Database& db);

} // namespace linli::store
