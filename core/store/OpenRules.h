// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <string_view>

namespace linli::store {

/// What was found when a home is opened; each field is an observation, made without changing anything.
struct HomeObservation {
    enum class Vault { Locked, Absent, Opens, Unreadable };
    enum class File { Absent, Opens, DoesNotOpen };
    Vault vault = Vault::Absent;
    File database = File::Absent;
    File identity = File::Absent;
    bool behindMark = false; ///< the database is older than the sealed high-water mark
};

/// What to do with a home (DESIGN §5). Never create a key when a database exists; never delete a file because a key failed.
enum class HomeState {
    FirstRun, ///< create what is missing of vault key, identity and database, in this order
    Normal,
    Locked,          ///< read nothing, create nothing, delete nothing; try again later
    KeysUnavailable, ///< the key is there but cannot be unwrapped: files stay
    Quarantine,      ///< the database does not open with its key: rename it aside, recover, resync
    Behind,          ///< older than the mark: read only, resync, new device epoch
    RestoredBackup   ///< files without their key: quarantine, be re-admitted
};

/// Pure; the table of DESIGN §5, tested row by row.
[[nodiscard]] HomeState decideHomeState(const HomeObservation& seen);
/// Stable name, "first_run" …; also the tail of the error code "store.<name>".
[[nodiscard]] std::string_view homeStateName(HomeState state);

} // namespace linli::store
