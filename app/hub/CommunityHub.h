// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/FolderStorage.h"
#include "app/hub/LiveChannels.h"
#include "app/hub/PhotoShelf.h"
#include "app/hub/RefillDesk.h"
#include "app/hub/Sequencer.h"
#include "app/hub/Sessions.h"
#include "app/hub/SnapshotShelf.h"
#include "app/hub/UploadShelf.h"

namespace linli::hub {

/// One community while it is served: its log, replica, strand, readers, photos and logins, wired together.
/// Invariant: exists only when log, checkpoint and replica agree. Threads: members are used from any, as each says.
class CommunityHub {
public:
    /// Integrity errors when the log is not what its checkpoint says: then nothing is served from it.
    [[nodiscard]] static Result<std::unique_ptr<CommunityHub>>
    open(CommunityFiles files, const Clock& logClock, const Clock& machineClock,
         const StartStrand& strand = startThread,
         std::shared_ptr<HubStorage> storage = std::make_shared<FolderStorage>(), SnapshotPolicy snapshots = {});
    ~CommunityHub();

    [[nodiscard]] const community::Genesis& genesis() const { return m_genesis; }
    [[nodiscard]] Bytes epoch() const { return m_epoch.value(); }
    /// Opens what was sealed to the hub; for nothing else.
    [[nodiscard]] const crypto::SigningKey& key() const { return m_identity.signing; }
    [[nodiscard]] const LogHead& head() const { return m_head; }
    [[nodiscard]] Sequencer& sequencer() { return *m_sequencer; }
    [[nodiscard]] Gatekeeper& gatekeeper() { return *m_gatekeeper; }
    [[nodiscard]] LogPages& pages() { return *m_pages; }
    [[nodiscard]] PhotoShelf& photos() { return *m_photos; }
    [[nodiscard]] SnapshotShelf& snapshots() { return *m_snapshots; }
    [[nodiscard]] UploadShelf& uploads() { return *m_uploads; }
    [[nodiscard]] LiveChannels& live() { return *m_live; }
    [[nodiscard]] Sessions& sessions() { return m_sessions; }
    using Refilled = std::function<void(Result<RefillDesk::Wanted>)>;
    /// What RefillDesk::take says; later, on the strand. "hub.stopping" at once.
    void refill(RefillDesk::Offer offer, const Refilled& done);
    /// A phone holds this checkpoint; `done` comes when RefillDesk has looked at it, at once where nothing can be wrong with it.
    void see(std::string checkpoint, std::function<void()> done);
    /// RefillDesk::usualPatience unless told otherwise.
    void setRefillPatience(Milliseconds patience) { m_refillDesk->setPatience(patience); }
    /// The log has reached `size`, perhaps by another process of the hub: live channels will hear of it soon.
    void logHasGrown(std::uint64_t size);
    /// Answers what is under way, closes live channels, takes no more.
    void stop();

private:
    CommunityHub(CommunityFiles files, std::shared_ptr<HubStorage> storage, crypto::Identity identity,
                 std::unique_ptr<LogStore> log)
        : m_files(std::move(files)), m_storage(std::move(storage)), m_identity(std::move(identity)),
          m_log(std::move(log))
    {
    }
    [[nodiscard]] Result<void> start(const Clock& logClock, const Clock& machineClock, const StartStrand& strand,
                                     SnapshotPolicy snapshots);
    [[nodiscard]] Result<std::unique_ptr<LogPages>> makePages();
    void erasePhotos();
    void withdrawSnapshots();
    void followEpoch(const LogStore::Head& head);
    [[nodiscard]] Decider::Hooks hooks();

    CommunityFiles m_files;
    std::shared_ptr<HubStorage> m_storage;
    crypto::Identity m_identity;
    std::unique_ptr<LogStore> m_log; ///< the strand's
    community::Genesis m_genesis;
    HubEpoch m_epoch;
    LogHead m_head;
    Sessions m_sessions;
    std::optional<community::Replica> m_replica; ///< the strand's
    std::unique_ptr<Gatekeeper> m_gatekeeper;
    std::unique_ptr<PhotoShelf> m_photos;
    std::unique_ptr<UploadShelf> m_uploads;
    std::unique_ptr<LogPages> m_pages;
    std::unique_ptr<LogPages> m_livePages;
    std::unique_ptr<LiveChannels> m_live;
    std::unique_ptr<SnapshotShelf> m_snapshots;
    std::unique_ptr<RefillDesk> m_refillDesk;
    std::unique_ptr<Sequencer> m_sequencer;
};

} // namespace linli::hub
