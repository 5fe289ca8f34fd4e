// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Auditor.h"

#include "core/sync/SyncTuning.h"

#include <algorithm>

namespace linli::sync {

using Stage = AuditStatus::Stage;

Auditor::Auditor(community::Home& home, Transport& transport, const Clock& clock, Hooks hooks)
    : m_home(home), m_transport(transport), m_clock(clock), m_hooks(std::move(hooks))
{
    // A store in trouble is told by whoever writes next.
    if (readStatus())
        m_told = m_status;
}

Auditor::~Auditor() = default;

Result<bool> Auditor::isDue()
{
    LINLI_TRY(const bool unproven, isUnproven(m_home.replica()));
    return unproven || (m_status.keeper != Keeper::No && !m_status.keepsAll);
}

Result<void> Auditor::readStatus()
{
    community::Replica& replica = m_home.replica();
    LINLI_TRY(const MemberId member, m_home.member());
    LINLI_TRY(m_status.keeper, keeperOf(replica, member));
    LINLI_TRY(const Seq end, replica.snapshotEnd());
    LINLI_TRY(m_status.alarm, auditAlarm(replica));
    m_status.keepsAll = end.value == 0 && replica.confirmed().size > 0;
    m_status.total = replica.confirmed().size;
    LINLI_TRY(const bool due, isDue());
    if (!due)
        m_status.stage = end.value == 0 ? Stage::NotNeeded : Stage::Proven;
    else
        m_status.stage = m_driver ? Stage::Checking : Stage::Waiting;
    return {};
}

void Auditor::tell()
{
    if (m_status != std::exchange(m_told, m_status))
        m_hooks.changed();
}

void Auditor::rest(Milliseconds atLeast)
{
    const auto wait = std::max<Milliseconds>(atLeast, m_notBefore - m_clock.monotonic());
    m_armed = true;
    m_hooks.wakeAfter(wait);
}

/// Looks again whether there is something to do, and sets the clock for it.
void Auditor::look()
{
    const auto read = readStatus();
    if (read && m_allowed && !m_armed && m_status.stage == Stage::Waiting && m_token != m_staleToken)
        rest(tuning::auditQuiet);
    tell();
}

void Auditor::allow(const std::string& token)
{
    m_allowed = true;
    m_token = token;
    look();
}

void Auditor::pause()
{
    m_allowed = false;
    stopAsking();
    tell();
}

void Auditor::stopAsking()
{
    m_driver.reset();
    m_audit.reset();
    if (m_status.stage == Stage::Checking)
        m_status.stage = Stage::Waiting;
}

void Auditor::disturb()
{
    if (!m_allowed || m_status.stage == Stage::NotNeeded || m_status.stage == Stage::Proven)
        return;
    stopAsking();
    m_armed = false; // the quiet begins anew
    look();
}

void Auditor::onWake()
{
    m_armed = false;
    if (m_allowed && !m_driver && !begin())
        retryAfter(tuning::auditRetry);
}

void Auditor::retryAfter(Milliseconds wait)
{
    m_notBefore = m_clock.monotonic() + wait;
    rest(wait);
}

Result<void> Auditor::openScratch()
{
    if (!m_scratch) {
        LINLI_TRY(m_scratch, m_home.openScratch());
    }
    // What an audit of another copy of the log has left; the hub has been restored since, or this store has begun anew.
    if (m_scratch->confirmed().size > m_home.replica().confirmed().size) {
        m_scratch.reset();
        m_home.dropScratch();
        LINLI_TRY(m_scratch, m_home.openScratch());
    }
    return {};
}

Result<void> Auditor::begin()
{
    LINLI_CHECK(readStatus());
    LINLI_TRY(const bool due, isDue());
    if (!due)
        return {};
    LINLI_CHECK(openScratch());
    m_audit = std::make_unique<Audit>(m_home.replica(), *m_scratch, m_token, m_clock);
    m_driver = std::make_unique<Driver>(m_transport, static_cast<Exchange&>(*this), [this] { over(); });
    m_status.stage = Stage::Checking;
    m_status.checked = m_audit->checked();
    tell();
    m_driver->start();
    return {};
}

std::optional<HttpRequest> Auditor::nextRequest()
{
    return m_audit->nextRequest();
}

void Auditor::onResponse(Result<HttpResponse> response)
{
    m_audit->onResponse(std::move(response));
    m_status.checked = m_audit->checked();
    m_status.total = std::max(m_audit->total(), m_status.checked);
    tell();
}

void Auditor::over()
{
    const auto driver = std::move(m_driver); // we are called from within it
    const auto audit = std::move(m_audit);
    conclude(audit->error());
}

void Auditor::conclude(const std::optional<Error>& found)
{
    const bool keep = m_status.keeper != Keeper::No;
    const auto stateChanged = concludeAudit(m_home.replica(), *m_scratch, found, keep, m_clock.now());
    if (!stateChanged)
        return cut(stateChanged.error());
    m_scratch.reset();
    m_home.dropScratch();
    if (found)
        m_notBefore = m_clock.monotonic() + tuning::auditAlarmRetry;
    look();
    if (*stateChanged)
        m_hooks.stateChanged();
}

/// The scratch store keeps what was replayed.
void Auditor::cut(const Error& error)
{
    m_status.stage = Stage::Waiting;
    tell();
    if (error.code != "auth.token")
        return retryAfter(tuning::auditRetry);
    m_staleToken = m_token;
    m_hooks.tokenStale();
}

Result<void> Auditor::setVolunteer(bool on)
{
    LINLI_CHECK(volunteerAsKeeper(m_home.replica(), on));
    look();
    return {};
}

Result<void> Auditor::dismissAlarm()
{
    LINLI_CHECK(dismissAuditAlarm(m_home.replica()));
    look();
    return {};
}

} // namespace linli::sync
