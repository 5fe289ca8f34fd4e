// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/CoreWorker.h"

#include "core/sync/Evidence.h"
#include "core/sync/Joining.h"

#include <QRandomGenerator>

namespace linli::resident {

CoreWorker::CoreWorker(Ports ports) : m_ports(std::move(ports)) {}

CoreWorker::~CoreWorker()
{
    close();
}

void CoreWorker::close()
{
    m_auditor.reset();
    m_auditWake.reset();
    m_engine.reset();
    m_driver.reset();
    m_joinSession.reset();
    m_firstSync.reset();
    m_transport.reset();
    m_wake.reset();
    m_idle.reset();
    m_home.reset();
}

Result<void> CoreWorker::open()
{
    auto home = community::Home::open(m_ports.home, *m_ports.vault);
    // Nothing is deleted, and what was written waits in the sidecar: no reason to ask somebody who cannot know what to answer.
    if (!home && home.error().code == "store.quarantine") {
        if (auto recovered = community::Home::recover(m_ports.home, *m_ports.vault))
            home = std::move(recovered);
    }
    if (home) {
        m_home = std::move(*home);
        startEngine();
        report();
        return {};
    }
    report();
    if (home.error().code == "home.not_joined")
        return {};
    return std::unexpected(home.error());
}

void CoreWorker::startEngine()
{
    auto transport = m_ports.makeTransport(m_home->hubUrl());
    if (!transport)
        return;
    m_transport = std::move(*transport);
    m_wake = std::make_unique<QTimer>();
    m_wake->setSingleShot(true);
    m_engine = std::make_unique<sync::SyncEngine>(
        sync::SyncParts{m_home->replica(), m_home->photos(), m_home->identity(), *m_ports.clock}, *m_transport,
        sync::SyncEngine::Hooks{.wakeAfter = [this](Milliseconds wait) { m_wake->start(wait); },
                                .changed =
                                    [this] {
                                        report();
                                        tendAuditor();
                                    },
                                .random = [] { return QRandomGenerator::global()->generateDouble(); }});
    connect(m_wake.get(), &QTimer::timeout, this, [this] { m_engine->onWake(); });
    m_idle = std::make_unique<QTimer>();
    m_idle->setSingleShot(true);
    connect(m_idle.get(), &QTimer::timeout, this, [this] { fillIndexes(); });
    startAuditor();
    m_engine->start();
}

void CoreWorker::startAuditor()
{
    m_auditWake = std::make_unique<QTimer>();
    m_auditWake->setSingleShot(true);
    m_auditor = std::make_unique<sync::Auditor>(
        *m_home, *m_transport, *m_ports.clock,
        sync::Auditor::Hooks{.wakeAfter = [this](Milliseconds wait) { m_auditWake->start(wait); },
                             .changed = [this] { reportSync(); },
                             .stateChanged = [this] { report(); },
                             .tokenStale = [this] { m_engine->renewToken(); }});
    connect(m_auditWake.get(), &QTimer::timeout, this, [this] { m_auditor->onWake(); });
}

/// The audit gets what syncing and people leave over. A live channel that cannot be kept open is no reason to stop it.
void CoreWorker::tendAuditor()
{
    using State = sync::SyncEngine::State;
    const State state = m_engine->state();
    if (m_frugal || state == State::Syncing || state == State::Stopped)
        m_auditor->pause();
    else if (!m_engine->lastOutcome().error)
        m_auditor->allow(m_engine->token());
}

void CoreWorker::disturbAudit()
{
    if (m_auditor)
        m_auditor->disturb();
}

void CoreWorker::setFrugal(bool frugal)
{
    m_frugal = frugal;
    if (m_auditor)
        tendAuditor();
}

Result<void> CoreWorker::keepRecord(bool on)
{
    return m_auditor ? m_auditor->setVolunteer(on) : fail(ErrorKind::Store, "home.not_joined");
}

Result<void> CoreWorker::dismissAlarm()
{
    return m_auditor ? m_auditor->dismissAlarm() : fail(ErrorKind::Store, "home.not_joined");
}

/// A slice each time the event loop comes by, so that neither a person nor the hub waits for more than one.
void CoreWorker::fillIndexes()
{
    // When the store is in trouble, whoever writes next tells it; a search that reads more is no reason to.
    if (m_home && m_home->replica().fillIndexes().value_or(false))
        m_idle->start(0);
}

Timestamp CoreWorker::now()
{
    const Timestamp here = m_ports.clock->now();
    return m_home ? m_home->replica().estimateNow(here).value_or(here) : here;
}

void CoreWorker::report()
{
    ++m_revision;
    const MemberId self = m_home ? m_home->member().value_or(MemberId{}) : MemberId{};
    if (m_idle)
        m_idle->start(0);
    reportSync(); // first: who reads again because of the change asks what time it is
    emit changed(m_revision, m_home.has_value() && !m_firstSync, self);
}

void CoreWorker::reportSync()
{
    SyncReport sync;
    if (m_home) {
        sync.waiting = m_home->replica().outbox().unsentCount().value_or(0);
        sync.rejected = m_home->replica().outbox().rejectedCount().value_or(0);
        sync.updateNeeded = m_home->replica().rulesNeeded().value_or(0) != 0;
        sync.evidence = sync::Evidence(m_home->replica()).count().value_or(0);
        sync.oldestWaiting = m_home->replica().outbox().oldestUnsent().value_or(std::nullopt);
    }
    if (m_engine) {
        sync.state = m_engine->state();
        sync.lastSuccess = m_engine->lastSuccess();
        if (const auto& error = m_engine->lastOutcome().error) {
            sync.errorCode = error->code;
            sync.otherLog = sync::isAnotherLog(*error);
        }
    }
    if (m_home && m_home->replica().isBehind())
        sync.errorCode = "store.behind";
    else if (m_home && m_home->hasLostPhotos() && sync.errorCode.empty())
        sync.errorCode = "photos.set_aside";
    if (m_auditor)
        sync.audit = m_auditor->status();
    sync.now = now();
    emit syncChanged(sync);
}

void CoreWorker::join(const std::string& hubUrl, const std::string& invite, const std::string& name,
                      std::function<void(Result<void>)> done)
{
    auto started = sync::startJoining(m_ports.home, *m_ports.vault, hubUrl, invite, name, m_ports.clock->now());
    if (!started)
        return done(std::unexpected(started.error()));
    m_home = std::move(started->home);
    auto transport = m_ports.makeTransport(m_home->hubUrl());
    if (!transport) {
        community::Home::abandonJoining(std::move(*m_home));
        m_home.reset();
        return done(std::unexpected(transport.error()));
    }
    m_transport = std::move(*transport);
    m_joinSession = std::make_unique<sync::JoinSession>(m_home->replica().genesis(), std::move(started->join));
    m_driver = std::make_unique<sync::Driver>(*m_transport, *m_joinSession, [this, done] { finishJoin(done); });
    m_driver->start();
}

void CoreWorker::finishJoin(const std::function<void(Result<void>)>& done)
{
    const auto driver = std::move(m_driver); // we are called from within it
    if (const auto error = m_joinSession->error()) {
        if (error->kind == ErrorKind::Rejected)
            community::Home::abandonJoining(std::move(*m_home));
        m_home.reset();
        m_joinSession.reset();
        return done(std::unexpected(*error));
    }
    m_joinSession.reset();
    m_firstSync = std::make_unique<sync::SyncSession>(
        sync::SyncParts{m_home->replica(), m_home->photos(), m_home->identity(), *m_ports.clock},
        sync::SyncSession::Options{.photos = false});
    m_driver = std::make_unique<sync::Driver>(*m_transport, *m_firstSync, [this, done] {
        const auto finished = std::move(m_driver);
        const auto session = std::move(m_firstSync);
        if (const auto error = session->outcome().error) {
            m_home.reset();
            return done(std::unexpected(*error));
        }
        const auto kept = m_home->finishJoining();
        if (kept)
            startEngine();
        report();
        done(kept);
    });
    m_driver->start();
}

Result<Bytes> CoreWorker::readPicture(const std::filesystem::path& file)
{
    LINLI_TRY(const Bytes picture, readFile(file, community::maxPhotoInputBytes));
    return m_ports.images->reencode(picture);
}

Result<OpId>
CoreWorker::submit(const std::vector<std::filesystem::path>& photos,
                   const std::function<Result<community::Replica::Draft>(const std::vector<Hash>&)>& makeDraft)
{
    if (!m_home)
        return fail(ErrorKind::Store, "home.not_joined");
    disturbAudit();
    std::vector<Hash> hashes;
    for (const auto& file : photos) {
        LINLI_TRY(const Bytes jpeg, readPicture(file));
        LINLI_TRY(const Hash hash, m_home->photos().addOwn(jpeg));
        hashes.push_back(hash);
    }
    LINLI_TRY(const auto draft, makeDraft(hashes));
    LINLI_TRY(const OpId op, m_home->replica().submit(m_home->identity(), draft, m_ports.clock->now()));
    report();
    syncNow();
    return op;
}

Result<void> CoreWorker::discard(const OpId& op)
{
    disturbAudit();
    if (!m_home)
        return fail(ErrorKind::Store, "home.not_joined");
    LINLI_CHECK(m_home->replica().discard(op, m_ports.clock->now()));
    report();
    syncNow();
    return {};
}

Result<sync::Courier::HandedOver> CoreWorker::handOver()
{
    disturbAudit();
    if (!m_home)
        return fail(ErrorKind::Store, "home.not_joined");
    return sync::Courier(m_home->replica()).handOver(m_home->identity().device, true, m_ports.clock->now());
}

Result<sync::Courier::TakenIn> CoreWorker::takeAlong(ByteView bundle)
{
    disturbAudit();
    if (!m_home)
        return fail(ErrorKind::Store, "home.not_joined");
    LINLI_TRY(auto taken,
              sync::Courier(m_home->replica()).takeIn(bundle, m_home->identity().device, m_ports.clock->now()));
    report();
    syncNow();
    return taken;
}

void CoreWorker::wantPhoto(const Hash& photo)
{
    if (m_engine)
        m_engine->wantPhoto(photo);
}

Result<void> CoreWorker::followHub()
{
    if (!m_engine)
        return fail(ErrorKind::Store, "home.not_joined");
    const auto& trouble = m_engine->lastOutcome().error;
    if (!trouble || !sync::isAnotherLog(*trouble))
        return fail(ErrorKind::Invalid, "home.follows_hub");
    m_auditor.reset(); // what it has checked was of the other log
    m_engine.reset();
    const auto followed = m_home->followHub();
    startEngine();
    report();
    return followed.transform([](std::size_t) {});
}

void CoreWorker::syncNow()
{
    if (m_engine)
        m_engine->kick();
}

} // namespace linli::resident
