// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/SyncStatus.h"

#include "app/resident/core/Texts.h"

namespace linli::resident {

void SyncStatus::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    connect(core, &AppCore::syncChanged, this, &SyncStatus::changed);
    emit coreChanged();
    emit changed();
}

SyncStatus::State SyncStatus::state() const
{
    if (!m_core)
        return State::Syncing;
    using Engine = sync::SyncEngine::State;
    const SyncReport& report = m_core->sync();
    if (report.state == Engine::Syncing)
        return State::Syncing;
    if (report.state == Engine::Stopped || report.updateNeeded)
        return State::Stopped;
    return report.errorCode.empty() ? State::Current : State::Offline;
}

bool SyncStatus::isUpdateNeeded() const
{
    return m_core && m_core->sync().updateNeeded;
}

QString SyncStatus::stateText() const
{
    if (isUpdateNeeded())
        //: State of sync: the community uses rules that this version of the app does not know
        return tr("Please update Linli");
    switch (state()) {
    case State::Current:
        //: State of sync: this phone has everything
        return tr("This phone is up to date");
    case State::Syncing:
        //: State of sync: it is sending and receiving
        return tr("Sending and receiving…");
    case State::Offline:
        //: State of sync: the community's server cannot be reached
        return tr("No connection to the community");
    case State::Stopped:
        break;
    }
    //: State of sync: it does not run
    return tr("Sync has stopped");
}

int SyncStatus::waiting() const
{
    return m_core ? static_cast<int>(m_core->sync().waiting) : 0;
}

int SyncStatus::rejected() const
{
    return m_core ? static_cast<int>(m_core->sync().rejected) : 0;
}

bool SyncStatus::isOtherLog() const
{
    return m_core && m_core->sync().otherLog;
}

QDateTime SyncStatus::lastCurrent() const
{
    return m_core && m_core->sync().lastSuccess ? toDateTime(*m_core->sync().lastSuccess) : QDateTime();
}

QDateTime SyncStatus::waitingSince() const
{
    return m_core && m_core->sync().oldestWaiting ? toDateTime(*m_core->sync().oldestWaiting) : QDateTime();
}

QString SyncStatus::errorCode() const
{
    return m_core ? QString::fromStdString(m_core->sync().errorCode) : QString();
}

QString SyncStatus::problem() const
{
    // Worse than whatever went wrong since, and it does not pass.
    if (m_core && m_core->sync().evidence > 0)
        return problemText("hub.two_histories");
    return m_core && !m_core->sync().errorCode.empty() ? problemText(m_core->sync().errorCode) : QString();
}

void SyncStatus::followHub()
{
    m_core->onCore<void>([](CoreWorker& worker) { return worker.followHub(); })
        .then(this, [this](const Result<void>& done) {
            if (!done)
                emit failed(problemText(done.error().code));
        });
}

void SyncStatus::retry()
{
    m_core->syncNow();
}

} // namespace linli::resident
