// SPDX-License-Identifier: Apache-2.0
#include "core/store/OpenRules.h"

namespace linli::store {
namespace {

using Vault = HomeObservation::Vault;
using File = HomeObservation::File;

/// The rest of the table, for a master key that is there and unwrapped.
HomeState decideWithKey(const HomeObservation& seen)
{
    // The identity is made before the database and sealed with the same master key. Without it this phone cannot sign,
    // whatever became of the database.
    if (seen.identity != File::Opens)
        return HomeState::RestoredBackup;
    if (seen.database == File::DoesNotOpen)
        return HomeState::Quarantine;
    if (seen.behindMark)
        return HomeState::Behind;
    // A first run that was cut off before its database goes on where it stopped.
    return seen.database == File::Absent ? HomeState::FirstRun : HomeState::Normal;
}

} // namespace

HomeState decideHomeState(const HomeObservation& seen)
{
    if (seen.vault == Vault::Locked)
        return HomeState::Locked;
    if (seen.vault == Vault::Unreadable)
        return HomeState::KeysUnavailable;
    const bool untouched = seen.database == File::Absent && seen.identity == File::Absent && !seen.behindMark;
    if (untouched)
        return HomeState::FirstRun;
    // Whatever is left had a key once; a new key would make it unreadable for ever.
    return seen.vault == Vault::Absent ? HomeState::RestoredBackup : decideWithKey(seen);
}

std::string_view homeStateName(HomeState state)
{
    switch (state) {
    case HomeState::FirstRun:
        return "first_run";
    case HomeState::Normal:
        return "normal";
    case HomeState::Locked:
        return "locked";
    case HomeState::KeysUnavailable:
        return "keys_unavailable";
    case HomeState::Quarantine:
        return "quarantine";
    case HomeState::Behind:
        return "behind";
    case HomeState::RestoredBackup:
        return "restored_backup";
    }
    return {};
}

} // namespace linli::store
