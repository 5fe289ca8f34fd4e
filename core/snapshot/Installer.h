// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/snapshot/Manifest.h"
#include "core/snapshot/Page.h"

namespace linli::snapshot {

/// Fills a store that has no log yet: first the pages that all phones share, each in a transaction of its own, so that
/// lists are readable meanwhile and a cut or a killed process costs one page at most; then the reader's own part. Only
/// when all of it is here and the digest is the promised one has the store a log, which goes on after the snapshot.
///
/// Invariant: what was taken, and where to go on, commit together. A snapshot that was found to be false leaves nothing but
/// the evidence, and no other is begun in this store: the plain log follows.
/// Threads: the replica's, which outlives it.
class Installer {
public:
    [[nodiscard]] static Result<Installer> open(community::Replica& replica, const crypto::Identity& identity);

    /// The store has no log, and no reason not to take a snapshot.
    [[nodiscard]] bool isWanted() const { return !m_refused && m_replica->confirmed().size == 0; }
    /// A manifest is here and not all of what it names.
    [[nodiscard]] bool hasBegun() const { return m_manifest.has_value(); }
    [[nodiscard]] const Manifest& manifest() const { return *m_manifest; }
    [[nodiscard]] std::size_t pagesHere() const { return m_pages; } ///< stored
    [[nodiscard]] std::size_t pagesTaken() const { return m_pages + m_waiting.size(); }

    /// What the hub gave as its manifest; `epoch` is that of the hub's login, where this store has seen one. "snapshot.other_schema",
    /// "snapshot.unknown_format" (Invalid): made by another version, take the log. Integrity errors as verifyManifest and
    /// "snapshot.other_epoch"; give those to judge().
    [[nodiscard]] Result<void> begin(ByteView signedManifest, const std::optional<Bytes>& epoch, Timestamp wallNow);
    /// The page to fetch next; nothing when all are here.
    [[nodiscard]] std::optional<Hash> nextPage() const;
    /// Takes the page; some are held in memory for a moment and stored together.
    [[nodiscard]] Result<void> addPage(Bytes page, Timestamp wallNow);
    /// Stores what is held: when nothing will come for a while.
    [[nodiscard]] Result<void> store(Timestamp wallNow);
    /// Where the own part goes on, once all pages are here.
    [[nodiscard]] std::uint64_t ownPartAfter() const { return m_ownAfter; }
    /// The last one makes the store whole; afterwards hasBegun() is false and the log is the snapshot's.
    [[nodiscard]] Result<void> addOwnPart(const pb::snapshot::OwnPart& part, Timestamp wallNow);
    /// The snapshot was withdrawn: as if it had never begun.
    [[nodiscard]] Result<void> startOver(Timestamp wallNow);

    /// Whether what begin, addPage or addOwnPart said no to is a lie of the hub. Then everything is thrown away but the signed
    /// manifest, and the error is "hub.false_snapshot" (Integrity) with the reason in its detail.
    [[nodiscard]] Error judge(Error error, Timestamp wallNow);

private:
    Installer(community::Replica& replica, const crypto::Identity& identity)
        : m_replica(&replica), m_identity(&identity)
    {
    }
    using Install = community::Replica::Install;
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> insertPage(Install& step, ByteView bytes);
    [[nodiscard]] Result<void> insertRows(Install& step, const pb::snapshot::Page& page, std::span<const Id> ids);
    [[nodiscard]] Result<void> insertRest(Install& step, const pb::snapshot::Page& page, std::span<const Id> ids);
    [[nodiscard]] Result<void> finish(Install& step);

    community::Replica* m_replica;
    const crypto::Identity* m_identity;
    std::vector<TableShape> m_shapes;
    std::optional<Manifest> m_manifest;
    std::size_t m_pages = 0;      ///< stored
    std::vector<Bytes> m_waiting; ///< held, in order behind those
    Timestamp m_stored{};         ///< when that was
    std::uint64_t m_ownAfter = 0;
    bool m_refused = false;
};

/// The signed manifest of a snapshot that this store found to be false.
[[nodiscard]] Result<std::optional<Bytes>> falseSnapshot(store::Database& db);

} // namespace linli::snapshot
