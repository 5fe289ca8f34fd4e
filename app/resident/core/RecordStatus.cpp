// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/RecordStatus.h"

#include "app/resident/core/Texts.h"

namespace linli::resident {

void RecordStatus::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    connect(core, &AppCore::syncChanged, this, &RecordStatus::changed);
    emit coreChanged();
    emit changed();
}

sync::AuditStatus RecordStatus::status() const
{
    return m_core ? m_core->sync().audit : sync::AuditStatus();
}

RecordStatus::Stage RecordStatus::stage() const
{
    return static_cast<Stage>(status().stage);
}

qreal RecordStatus::progress() const
{
    const sync::AuditStatus now = status();
    if (now.stage == sync::AuditStatus::Stage::Proven || now.stage == sync::AuditStatus::Stage::NotNeeded)
        return 1;
    // The comparison at the end is the last of it.
    constexpr qreal almost = 0.99;
    const auto share = static_cast<qreal>(now.checked) / static_cast<qreal>(std::max<std::uint64_t>(now.total, 1));
    return std::min(share, almost);
}

QString RecordStatus::alarm() const
{
    const auto alarm = status().alarm;
    return alarm ? problemText(alarm->code) : QString();
}

bool RecordStatus::isHealed() const
{
    const auto alarm = status().alarm;
    return alarm && alarm->healed();
}

bool RecordStatus::isKeeper() const
{
    return status().keeper != sync::Keeper::No;
}

bool RecordStatus::isKeeperByRole() const
{
    return status().keeper == sync::Keeper::ByRole;
}

bool RecordStatus::keepsAll() const
{
    return status().keepsAll;
}

void RecordStatus::volunteer(bool on)
{
    follow(m_core->onCore<void>([on](CoreWorker& worker) { return worker.keepRecord(on); }));
}

void RecordStatus::dismissAlarm()
{
    follow(m_core->onCore<void>([](CoreWorker& worker) { return worker.dismissAlarm(); }));
}

void RecordStatus::follow(const QFuture<Result<void>>& outcome)
{
    QFuture<Result<void>>(outcome).then(this, [this](const Result<void>& done) {
        if (!done)
            emit failed(problemText(done.error().code));
    });
}

} // namespace linli::resident
