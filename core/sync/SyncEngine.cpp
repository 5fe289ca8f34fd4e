// SPDX-License-Identifier: Apache-2.0
#include "core/sync/SyncEngine.h"

#include "core/community/Meta.h"
#include "core/sync/Courier.h"
#include "core/sync/Messages.h"
#include "core/sync/PageCheck.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

#include <algorithm>

namespace linli::sync {

Milliseconds backoff(int failures, double random)
{
    // 2^20 seconds is far beyond the cap; the limit keeps the shift defined.
    const auto doubled = tuning::backoffFirst * (1LL << std::clamp(failures, 0, 20));
    const auto ceiling = std::min<Milliseconds>(tuning::backoffCap, doubled);
    return Milliseconds{static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * random)};
}

SyncEngine::SyncEngine(SyncParts parts, Transport& transport, Hooks hooks)
    : m_parts(parts), m_transport(transport), m_hooks(std::move(hooks)),
      m_photos(parts.replica, parts.photos, parts.clock, PhotoQueue::Patience::Wait)
{
}

SyncEngine::~SyncEngine() = default;

void SyncEngine::start()
{
    m_wakeAt.reset();
    if (m_state == State::Stopped)
        runSession(true);
}

void SyncEngine::stop()
{
    m_driver.reset();
    m_session.reset();
    m_live.reset();
    m_liveOpen = false;
    setState(State::Stopped);
}

void SyncEngine::kick()
{
    if (m_state == State::Stopped)
        return;
    if (m_session) {
        m_again = true;
        return;
    }
    m_failures = 0;
    runSession(!m_liveOpen);
}

void SyncEngine::renewToken()
{
    if (m_session)
        return;
    m_token.clear();
    kick();
}

void SyncEngine::onWake()
{
    m_wakeAt.reset();
    if (m_state != State::Stopped && !m_session)
        runSession(!m_liveOpen);
}

void SyncEngine::wantPhoto(const Hash& photo)
{
    // While it waits after a failure, what is wanted goes first the next time.
    if (m_photos.want(photo) && m_state == State::Live)
        kick();
}

/// Wakes up after `wait` at the latest.
void SyncEngine::wakeWithin(Milliseconds wait)
{
    const Milliseconds at = m_parts.clock.monotonic() + wait;
    if (m_wakeAt && *m_wakeAt <= at)
        return;
    m_wakeAt = at;
    m_hooks.wakeAfter(wait);
}

void SyncEngine::runSession(bool pull)
{
    m_again = false;
    m_session = std::make_unique<SyncSession>(m_parts, SyncSession::Options{.pull = pull,
                                                                            .photos = m_withPhotos,
                                                                            .token = m_token,
                                                                            .promises = &m_promises,
                                                                            .parts = &m_pageParts,
                                                                            .queue = &m_photos});
    m_driver = std::make_unique<Driver>(m_transport, *m_session, [this] { sessionOver(); });
    setState(State::Syncing);
    m_driver->start();
}

void SyncEngine::sessionOver()
{
    // Kept until the end of this function: we are called from within the driver.
    const auto driver = std::move(m_driver);
    const auto session = std::move(m_session);
    m_last = session->outcome();
    m_token = session->token();
    if (m_last.error) {
        m_live.reset();
        m_liveOpen = false;
        retryLater(m_last.retryAfter);
        return;
    }
    m_failures = 0;
    m_lastSuccess = m_parts.clock.now();
    if (m_again)
        return runSession(!m_liveOpen);
    if (!m_live)
        openLive();
    // Not sooner than photoLook: many absent photos are asked for in small portions.
    const Milliseconds photos = m_withPhotos ? m_photos.dueIn().value_or(tuning::pollInterval) : tuning::pollInterval;
    wakeWithin(std::clamp<Milliseconds>(photos, tuning::photoLook, tuning::pollInterval));
    setState(m_live ? State::Live : State::Waiting);
}

void SyncEngine::openLive()
{
    const auto& community = m_parts.replica.genesis().community;
    // Own entries need not come back whole. Those of an earlier epoch of this device might be asked for too: such a frame ends the
    // channel, and the session that follows fetches them.
    const auto made = community::Meta(m_parts.replica.db()).integer(community::meta::chainSeq).value_or(0);
    const auto open = m_parts.replica.outbox().open().value_or(community::Outbox::Open{});
    const std::uint64_t own = open.count > 0 ? open.firstDeviceSeq : static_cast<std::uint64_t>(made) + 1;
    const std::string rest =
        "/live?after=" + std::to_string(m_parts.replica.confirmed().size) + "&own=" + std::to_string(own);
    m_live = m_transport.openLive(communityPath(community, rest), m_token,
                                  {.opened = [this] { m_liveOpen = true; },
                                   .received = [this](const Bytes& frame) { onFrame(frame); },
                                   .closed = [this](Error reason) { liveClosed(std::move(reason)); }});
}

void SyncEngine::onFrame(const Bytes& frame)
{
    pb::sync::LogPage page;
    auto stored =
        decodeFrame(frame, page).and_then([&] { return applyLogPage(m_parts.replica, page, m_parts.clock.now()); });
    if (!stored)
        return liveClosed(stored.error());
    m_last.pulled += *stored;
    if (auto kept = m_promises.check(m_parts.replica); !kept)
        return liveClosed(kept.error());
    if (auto settled = Courier(m_parts.replica).afterPage(m_parts.clock.now()); !settled)
        return liveClosed(settled.error());
    m_lastSuccess = m_parts.clock.now();
    if (m_hooks.changed)
        m_hooks.changed();
    if (*stored == 0)
        return;
    if (m_parts.replica.keepStaffKey(m_parts.identity, m_parts.clock.now()).value_or(false))
        return kick();
    // New entries may show photos that are not here yet.
    if (m_withPhotos)
        wakeWithin(tuning::photoLook);
}

void SyncEngine::liveClosed(Error reason)
{
    // A handshake that never opened may have been refused for a stale token, which a WebSocket does not tell.
    if (!m_liveOpen)
        m_token.clear();
    m_live.reset();
    m_liveOpen = false;
    if (m_session)
        return; // its own end decides what comes next
    m_last.error = std::move(reason);
    retryLater(std::nullopt);
}

void SyncEngine::retryLater(std::optional<Milliseconds> atLeast)
{
    const Milliseconds wait = backoff(m_failures, m_hooks.random());
    ++m_failures;
    m_wakeAt.reset();
    wakeWithin(std::max(wait, atLeast.value_or(Milliseconds{0})));
    setState(State::Waiting);
}

void SyncEngine::setState(State state)
{
    m_state = state;
    if (m_hooks.changed)
        m_hooks.changed();
}

} // namespace linli::sync
