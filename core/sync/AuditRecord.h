// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"

/// What a phone remembers of its audits, and what follows from one. Kept in the store, so that it outlives the process.
///
/// | found | what is done |
/// |---|---|
/// | everything is true | noted; a keeper takes the whole log over |
/// | "audit.state_differs": the log is the one that the hub signed, but the snapshot showed something else | the false state is taken away and made anew from the log that was just proven (Replica::rebuildFrom); the alarm stays until its owner has seen it |
/// | another integrity error: what the hub tells is not the log that it signed | nothing is proven, so the store is left as it is; the alarm stays, and the next audit begins anew |
namespace linli::sync {

struct AuditAlarm {
    std::string code;
    std::string detail; ///< a table's name, or where in the log
    Timestamp at;
    /// The state that was false is gone, what is shown now is true.
    [[nodiscard]] bool healed() const { return code == "audit.state_differs"; }
    bool operator==(const AuditAlarm&) const = default;
};

/// This store began with a snapshot that no audit has proven yet.
[[nodiscard]] Result<bool> isUnproven(community::Replica& replica);

[[nodiscard]] Result<std::optional<AuditAlarm>> auditAlarm(community::Replica& replica);
[[nodiscard]] Result<void> dismissAuditAlarm(community::Replica& replica);

/// Why this phone is to hold the whole log.
enum class Keeper : std::uint8_t { No, Volunteer, ByRole };
/// `member`: whose phone it is. Captains and admins keep the community's log (DESIGN §6).
[[nodiscard]] Result<Keeper> keeperOf(community::Replica& replica, const MemberId& member);
[[nodiscard]] Result<void> volunteerAsKeeper(community::Replica& replica, bool on);

/// Draws the conclusions above from an audit that is over. True when the store shows something else now. Errors that say nothing
/// about the truth (network, disk) come back as they are.
[[nodiscard]] Result<bool> concludeAudit(community::Replica& replica, community::Replica& scratch,
                                         const std::optional<Error>& found, bool keep, Timestamp wallNow);

} // namespace linli::sync
