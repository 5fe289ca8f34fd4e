// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platform/ports/PositionSource.h"

#include <QGeoPositionInfoSource>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace linli::platform {

/// PositionSource over Qt Positioning and Qt's permissions. Made on the GUI thread after the application object.
class QtPositionSource final : public PositionSource {
public:
    /// The device's own receiver.
    QtPositionSource();
    /// Another source; none is a device without a receiver.
    explicit QtPositionSource(std::unique_ptr<QGeoPositionInfoSource> source);

    [[nodiscard]] PositionPermission permission() const override;
    void locate(Milliseconds deadline, std::function<void(Result<Position>)> done) override;

private:
    void requestFix();
    void finish(const Result<Position>& outcome);

    std::unique_ptr<QGeoPositionInfoSource> m_source;
    std::vector<std::function<void(Result<Position>)>> m_waiting; ///< not empty while a fix is under way
    QTimer m_deadline;
    QObject m_context; // last member: no signal finds the rest destroyed
};

} // namespace linli::platform
