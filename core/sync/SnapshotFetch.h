// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/Installer.h"
#include "core/sync/Transport.h"

#include <map>

namespace linli::sync {

/// Pages of a snapshot of which the beginning has come, unproven until the rest is here. In memory: a killed process loses a page
/// at most. Owner: whoever makes sessions.
using PageParts = std::map<Hash, Bytes>;

/// The part of a first sync that fetches a snapshot: manifest, pages, own part. Goes on where an earlier session was cut, within a page
/// too; a cut that let something through ends no session. Owner: one SyncSession.
class SnapshotFetch {
public:
    SnapshotFetch(community::Replica& replica, const crypto::Identity& identity, const Clock& clock, PageParts& parts);
    /// Stores what has come and is still held.
    ~SnapshotFetch();
    SnapshotFetch(const SnapshotFetch&) = delete;
    SnapshotFetch& operator=(const SnapshotFetch&) = delete;
    /// False when this store takes the plain log; otherwise path() is what to ask next.
    [[nodiscard]] Result<bool> begin();
    /// Its path is what comes after the community's; token and deadline are the caller's.
    [[nodiscard]] HttpRequest nextRequest() const;
    /// What will most likely follow.
    [[nodiscard]] std::vector<HttpRequest> soon() const;
    /// The log's size that the snapshot stands for, once its last page is asked for.
    [[nodiscard]] std::optional<std::uint64_t> endInSight() const;
    /// The answer to nextRequest(). False when the snapshot is here, or there is none: then the log goes on. "hub.false_snapshot"
    /// (Integrity) when it is a lie, "hub.not_a_hub" (Unreachable) when the answer is not a hub's.
    [[nodiscard]] Result<bool> read(const HttpResponse& response);
    [[nodiscard]] std::size_t pages() const { return m_fetched; } ///< by this session

private:
    enum class Step { Manifest, Page, OwnPart };
    [[nodiscard]] Result<bool> readManifest(const HttpResponse& response);
    [[nodiscard]] Result<bool> readPage(const HttpResponse& response);
    [[nodiscard]] Result<bool> takePage(Bytes page, bool spliced);
    [[nodiscard]] HttpRequest pageRequest(const Hash& page) const;
    [[nodiscard]] HttpRequest ownPartRequest() const;
    [[nodiscard]] Result<bool> readOwnPart(const HttpResponse& response);
    [[nodiscard]] Result<bool> begunAnew(); ///< it was withdrawn; false after too many times
    [[nodiscard]] Result<bool> judged(Result<void> outcome);
    [[nodiscard]] Step step() const;

    community::Replica& m_replica;
    const crypto::Identity& m_identity;
    const Clock& m_clock;
    std::optional<snapshot::Installer> m_installer;
    PageParts& m_parts;
    std::size_t m_fetched = 0;
    int m_withdrawn = 0; ///< times that the hub took a snapshot back meanwhile
};

} // namespace linli::sync
