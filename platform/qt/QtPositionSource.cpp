// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtPositionSource.h"

#include <QCoreApplication>
#include <QPermissions>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace linli::platform {
namespace {

QLocationPermission precisely()
{
    QLocationPermission permission;
    permission.setAccuracy(QLocationPermission::Precise);
    permission.setAvailability(QLocationPermission::WhenInUse);
    return permission;
}

std::unexpected<Error> noPosition(std::string code)
{
    return fail(ErrorKind::Unreachable, std::move(code));
}

Result<Position> toPosition(const QGeoPositionInfo& info)
{
    if (!info.isValid())
        return noPosition("position.unavailable");
    Position position{.latitude = info.coordinate().latitude(),
                      .longitude = info.coordinate().longitude(),
                      .accuracyMetres = std::nullopt,
                      .at = fromMs(info.timestamp().toMSecsSinceEpoch())};
    if (info.hasAttribute(QGeoPositionInfo::HorizontalAccuracy))
        position.accuracyMetres = info.attribute(QGeoPositionInfo::HorizontalAccuracy);
    return position;
}

std::string codeOf(QGeoPositionInfoSource::Error error)
{
    if (error == QGeoPositionInfoSource::AccessError)
        return "position.denied";
    return error == QGeoPositionInfoSource::UpdateTimeoutError ? "position.timeout" : "position.unavailable";
}

} // namespace

QtPositionSource::QtPositionSource()
    : QtPositionSource(std::unique_ptr<QGeoPositionInfoSource>(QGeoPositionInfoSource::createDefaultSource(nullptr)))
{
}

QtPositionSource::QtPositionSource(std::unique_ptr<QGeoPositionInfoSource> source) : m_source(std::move(source))
{
    m_deadline.setSingleShot(true);
    QObject::connect(
        &m_deadline, &QTimer::timeout, &m_context, [this] { finish(noPosition("position.timeout")); },
        Qt::QueuedConnection);
    if (!m_source)
        return;
    QObject::connect(
        m_source.get(), &QGeoPositionInfoSource::positionUpdated, &m_context,
        [this](const QGeoPositionInfo& info) { finish(toPosition(info)); }, Qt::QueuedConnection);
    QObject::connect(
        m_source.get(), &QGeoPositionInfoSource::errorOccurred, &m_context,
        [this](QGeoPositionInfoSource::Error error) { finish(noPosition(codeOf(error))); }, Qt::QueuedConnection);
}

PositionPermission QtPositionSource::permission() const
{
    switch (qApp->checkPermission(precisely())) {
    case Qt::PermissionStatus::Granted:
        return PositionPermission::Granted;
    case Qt::PermissionStatus::Denied:
        return PositionPermission::Denied;
    case Qt::PermissionStatus::Undetermined:
        break;
    }
    return PositionPermission::Undetermined;
}

void QtPositionSource::locate(Milliseconds deadline, std::function<void(Result<Position>)> done)
{
    m_waiting.push_back(std::move(done));
    if (m_waiting.size() > 1)
        return;
    m_deadline.start(std::max(deadline, Milliseconds{0}));
    // Through the loop, also where permission is settled: the callback never comes from within this call.
    if (permission() == PositionPermission::Undetermined)
        qApp->requestPermission(precisely(), &m_context, [this](const QPermission&) { requestFix(); });
    else
        QMetaObject::invokeMethod(&m_context, [this] { requestFix(); }, Qt::QueuedConnection);
}

void QtPositionSource::requestFix()
{
    if (m_waiting.empty())
        return;
    if (permission() != PositionPermission::Granted)
        return finish(noPosition("position.denied"));
    if (!m_source)
        return finish(noPosition("position.unavailable"));
    m_source->requestUpdate(std::max(m_deadline.remainingTime(), 1));
}

void QtPositionSource::finish(const Result<Position>& outcome)
{
    m_deadline.stop();
    const auto waiting = std::exchange(m_waiting, {});
    const QPointer<QObject> alive(&m_context); // a callback may destroy this source
    for (const auto& done : waiting)
        if (alive)
            done(outcome);
}

} // namespace linli::platform
