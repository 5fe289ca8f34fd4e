// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/Play.h"

namespace linli::sim {

/// What a hub that holds the community's hub key may try on one phone, its victim.
enum class Lie {
    HiddenEntry,   ///< the victim gets an entry for everybody as if it were for others
    MissingEntry,  ///< an entry is left out, and the rest numbered anew
    TwoBranches,   ///< the victim gets a log of its own, properly signed, and later the others'
    BackDated,     ///< an entry with a time before that of the entry before
    FalseVerdict,  ///< an accepted operation as rejected, properly signed
    DroppedBallot, ///< the victim is told that its ballot is in the log; it never gets there
    SnapshotRow, ///< the victim begins with a snapshot of which one row is false, its digest and signature right: an audit tells
    SnapshotFund, ///< the same with an entry of the funds' books, which are proven: known at once
};
inline constexpr std::array allLies{Lie::HiddenEntry,  Lie::MissingEntry,  Lie::TwoBranches, Lie::BackDated,
                                    Lie::FalseVerdict, Lie::DroppedBallot, Lie::SnapshotRow, Lie::SnapshotFund};
[[nodiscard]] std::string_view lieName(Lie lie); ///< "hidden-entry", …

/// A hub's key, as who has stolen it has it.
[[nodiscard]] crypto::Identity stolenIdentity(World& world);
/// One more entry that everybody gets.
void grow(World& world, SimPhone& phone);
/// As playLie, for the lies about snapshots.
[[nodiscard]] Outcome playSnapshotLie(Setting& setting, std::uint64_t seed, Lie lie, bool print);

/// One seed with this lie: failures when the victim raised no alarm, or when anybody else did.
[[nodiscard]] Outcome playLie(Setting& setting, std::uint64_t seed, Lie lie, bool print);

} // namespace linli::sim
