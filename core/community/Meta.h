// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Merkle.h"
#include "core/store/Database.h"

namespace linli::community {

/// Named values of a store that are not state of the community: where this copy of the log stands, and this device's chain.
class Meta {
public:
    explicit Meta(store::Database& database) : m_db(&database) {}
    [[nodiscard]] Result<std::optional<Bytes>> find(std::string_view name);
    [[nodiscard]] Result<void> set(std::string_view name, ByteView value);
    [[nodiscard]] Result<void> remove(std::string_view name);
    [[nodiscard]] Result<std::int64_t> integer(std::string_view name); ///< 0 when absent
    [[nodiscard]] Result<void> setInteger(std::string_view name, std::int64_t value);

private:
    store::Database* m_db;
};

namespace meta {
inline constexpr std::string_view community = "community";
inline constexpr std::string_view hubKey = "hub_key";
inline constexpr std::string_view foundingHash = "founding_hash";
inline constexpr std::string_view frontier = "frontier";
inline constexpr std::string_view lastAccepted = "last_accepted_ms";
inline constexpr std::string_view lastAcceptedWall = "last_accepted_wall_ms"; ///< this machine's clock when it came
inline constexpr std::string_view chainEpoch = "chain_epoch";
inline constexpr std::string_view chainSeq = "chain_seq";
inline constexpr std::string_view chainHash = "chain_hash";
inline constexpr std::string_view hubChainSeq = "hub_chain_seq";
inline constexpr std::string_view hubChainHash = "hub_chain_hash";
inline constexpr std::string_view hubUrl = "hub_url";
inline constexpr std::string_view member = "member";
inline constexpr std::string_view hubEpoch = "hub_epoch";
/// Entries up to here came as a snapshot: of those, table `entry` holds some only. 0: all are there.
inline constexpr std::string_view snapshotSize = "snapshot_size";
/// The state is that of before an update, for reading only (OldState.h).
inline constexpr std::string_view carriedOver = "carried_over";
/// Of one that is being installed (core/snapshot/Installer.h): what was promised, and where to go on.
inline constexpr std::string_view snapshotManifest = "snapshot_manifest";
inline constexpr std::string_view snapshotPages = "snapshot_pages";
inline constexpr std::string_view snapshotOwn = "snapshot_own";
/// Of the background audit (core/sync/AuditRecord.h).
inline constexpr std::string_view auditedSize = "audited_size"; ///< the snapshot of this size proved true
inline constexpr std::string_view auditAlarm = "audit_alarm"; ///< what an audit found; kept until its owner has seen it
inline constexpr std::string_view keepsAll = "keeper";        ///< its owner volunteered to hold the whole log
/// Up to this size the sidecar's mark may be that of a log that was given up (Replica::giveUpLog).
inline constexpr std::string_view givenUpSize = "given_up_size";
inline constexpr std::string_view rulesNeeded = "rules_needed";   ///< the log goes on by this version of the rules
inline constexpr std::string_view checkpoint = "checkpoint";      ///< newest C2SP note accepted
inline constexpr std::string_view keptVersion = "kept_version";   ///< of the kept tables (Evolution.h)
inline constexpr std::string_view stateVersion = "state_version"; ///< SHA-256 of what made the state tables
inline constexpr std::string_view stateKinds = "state_kinds";     ///< kinds that the state was folded with, a line each
} // namespace meta

} // namespace linli::community
