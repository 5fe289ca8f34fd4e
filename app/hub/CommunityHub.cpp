// SPDX-License-Identifier: Apache-2.0
#include "app/hub/CommunityHub.h"

#include "app/hub/ReplicaCache.h"
#include "core/log/Checkpoint.h"

#include <spdlog/spdlog.h>

namespace linli::hub {
namespace {

using Use = HubStorage::Use;

} // namespace

Result<std::unique_ptr<CommunityHub>> CommunityHub::open(CommunityFiles files, const Clock& logClock,
                                                         const Clock& machineClock, const StartStrand& strand,
                                                         std::shared_ptr<HubStorage> storage, SnapshotPolicy snapshots)
{
    LINLI_TRY(auto identity, storage->identity(files));
    LINLI_TRY(auto log, storage->openLog(files, Use::Serve));
    std::unique_ptr<CommunityHub> hub(
        new CommunityHub(std::move(files), std::move(storage), std::move(identity), std::move(log)));
    LINLI_CHECK(hub->start(logClock, machineClock, strand, snapshots));
    return hub;
}

CommunityHub::~CommunityHub()
{
    stop();
}

Result<std::unique_ptr<LogPages>> CommunityHub::makePages()
{
    LINLI_TRY(auto log, m_storage->openLog(m_files, Use::Read));
    return std::make_unique<LogPages>(std::move(log), *m_gatekeeper, m_head);
}

Result<void> CommunityHub::start(const Clock& logClock, const Clock& machineClock, const StartStrand& strand,
                                 SnapshotPolicy snapshots)
{
    const crypto::SigningPublicKey& hubKey = m_identity.signing.publicKey();
    LINLI_CHECK(m_head.load(*m_log, m_files.community, hubKey));
    LINLI_TRY(m_genesis, genesisOf(*m_log, m_files.community, hubKey));
    LINLI_TRY(m_replica, openReplica(m_files, *m_log, m_genesis));
    LINLI_TRY(const LogStore::Head head, m_log->head()); // a replica that knows more has begun another epoch
    (void)m_epoch.set(head.epoch);

    LINLI_TRY(auto reader, store::Database::open(m_files.replica(), store::DatabaseKey(m_files.keys.database.copy()),
                                                 store::Database::Access::Read));
    m_gatekeeper = std::make_unique<Gatekeeper>(std::move(reader));
    LINLI_TRY(auto photos, m_storage->openPhotos(m_files, Use::Serve));
    m_photos = std::make_unique<PhotoShelf>(std::move(photos));
    LINLI_CHECK(m_photos->erase(*m_log));
    LINLI_TRY(m_uploads, UploadShelf::open(m_files.uploads(), store::DatabaseKey(m_files.keys.photos.copy())));
    LINLI_TRY(m_pages, makePages());
    LINLI_TRY(m_livePages, makePages());
    m_live = std::make_unique<LiveChannels>(*m_livePages, *m_gatekeeper, m_head, machineClock);
    LINLI_TRY(m_snapshots,
              SnapshotShelf::open({m_files, m_identity.signing, m_epoch, m_head, *m_gatekeeper, machineClock},
                                  *m_replica, strand, snapshots));
    LINLI_TRY(auto stage, RefillStage::open(m_files.refill(), store::DatabaseKey(m_files.keys.database.copy())));
    m_refillDesk = std::make_unique<RefillDesk>(
        RefillDesk::Parts{*m_log, *m_replica, m_head, hubKey, machineClock, std::move(stage)});
    m_sequencer =
        std::make_unique<Sequencer>(Sequencer::Parts{*m_log, *m_replica, m_head, m_identity.signing, logClock}, hooks(),
                                    machineClock, strand, [this](Decider& decider) { m_refillDesk->look(decider); });
    return {};
}

Decider::Hooks CommunityHub::hooks()
{
    return {.published =
                [this] {
                    m_live->logHasGrown();
                    m_snapshots->logHasGrown();
                },
            .photosErased = [this] { erasePhotos(); },
            .erased = [this] { withdrawSnapshots(); },
            .readersChanged = [this] { m_gatekeeper->forgetReaders(); },
            .caughtUp = [this](const LogStore::Head& head) { followEpoch(head); }};
}

/// Phones learn it at their next login, so everybody has to log in again.
void CommunityHub::followEpoch(const LogStore::Head& head)
{
    if (!m_epoch.set(head.epoch))
        return;
    m_sessions.endAll();
    m_snapshots->withdrawAll();
}

void CommunityHub::refill(RefillDesk::Offer offer, const Refilled& done)
{
    const bool taken = m_sequencer->run(
        [this, offer = std::move(offer), done](Decider& decider) { done(m_refillDesk->take(offer, decider)); });
    if (!taken)
        done(fail(ErrorKind::Unreachable, "hub.stopping"));
}

void CommunityHub::see(std::string checkpoint, std::function<void()> done)
{
    const auto shown = log::verifyCheckpoint(checkpoint, m_files.community, m_identity.signing.publicKey());
    const std::uint64_t size = m_head.snapshot().size;
    if (!shown || (shown->size <= size && m_head.rootAt(shown->size) == shown->root))
        return done();
    const auto answer = std::make_shared<std::function<void()>>(std::move(done));
    const bool taken = m_sequencer->run([this, checkpoint = std::move(checkpoint), answer](Decider& decider) {
        if (const auto seen = m_refillDesk->see(checkpoint, decider); !seen)
            spdlog::error("checkpoint {}: {}", toText(m_files.community), seen.error().code);
        (*answer)();
    });
    if (!taken)
        (*answer)();
}

/// On the strand, whose log it uses; what fails is tried again at the next start.
void CommunityHub::erasePhotos()
{
    if (const auto erased = m_photos->erase(*m_log); !erased)
        spdlog::error("photos {}: {}", toText(m_files.community), erased.error().code);
}

/// On the strand, whose replica it uses.
void CommunityHub::withdrawSnapshots()
{
    if (const auto withdrawn = m_snapshots->withdrawStale(*m_replica); !withdrawn)
        spdlog::error("snapshots {}: {}", toText(m_files.community), withdrawn.error().code);
}

/// A notice of what this hub has appended itself comes back too, and finds nothing to do.
void CommunityHub::logHasGrown(std::uint64_t size)
{
    if (size > m_head.snapshot().size)
        m_sequencer->lookAtLog();
}

void CommunityHub::stop()
{
    if (m_sequencer)
        m_sequencer->stop();
    if (m_snapshots)
        m_snapshots->stop();
    if (m_live)
        m_live->stop();
}

} // namespace linli::hub
