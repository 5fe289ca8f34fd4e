// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubStorage.h"

#include <functional>
#include <string>

/// The sub-commands of linli-hub. Each prints JSON to stdout and one line for each trouble to stderr.
namespace linli::hub {

inline constexpr int exitDone = 0;
inline constexpr int exitDiffers = 1; ///< fsck found something; or trouble that is none of those below
inline constexpr int exitUsage = 2;   ///< arguments, or what is in the files given
inline constexpr int exitNoHub = 4;   ///< the address cannot be listened on
inline constexpr int exitStore = 5;   ///< a store cannot be opened or written

struct FoundOptions {
    std::string data;
    std::string database; ///< empty: files in `data`
    std::string name;
    std::string compounds;
    std::string households;
    std::string hubUrl;
    std::string testClock;
};
struct ServeOptions {
    std::string data;
    std::string database;
    std::string listen = "127.0.0.1:8460";
    std::string tlsCertificate; ///< PEM file; empty: in clear
    std::string tlsKey;
    std::string metrics;     ///< HOST:PORT; empty: none
    int refillWait = 180;    ///< seconds; RefillDesk::usualPatience
    bool acceptLoss = false; ///< decide on logs that lack entries, as they are
    std::string testClock;
};
struct FsckOptions {
    std::string data;
    std::string database;
};
struct BackupOptions {
    std::string data;
    std::string database;
    std::string target;
    bool withKey = false;
};
struct RestoreOptions {
    std::string backup; ///< folder; empty with `database`, which was restored by PostgreSQL's own means
    std::string data;
    std::string database;
    std::string key; ///< file; empty: in the backup
};
/// Opens what `database` names.
using OpenStorage = std::function<Result<std::shared_ptr<HubStorage>>(const std::string& database)>;

[[nodiscard]] int runFound(const FoundOptions& options, const OpenStorage& open);
[[nodiscard]] int runServe(const ServeOptions& options, const OpenStorage& open);
/// One JSON object a line and community.
[[nodiscard]] int runFsck(const FsckOptions& options, const OpenStorage& open);
/// A JSON object a line: each file as it is copied, then each community. Here and below.
[[nodiscard]] int runBackup(const BackupOptions& options);
[[nodiscard]] int runRestore(const RestoreOptions& options, const OpenStorage& open);

} // namespace linli::hub
