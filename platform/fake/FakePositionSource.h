// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platform/ports/PositionSource.h"

#include <QObject>

namespace linli::platform {

/// Says that the device is where it was told. Needs an event loop, as the real one does. Threads: one.
class FakePositionSource final : public PositionSource {
public:
    [[nodiscard]] PositionPermission permission() const override { return m_permission; }
    void locate(Milliseconds deadline, std::function<void(Result<Position>)> done) override;

    void setPermission(PositionPermission permission) { m_permission = permission; }
    void setOutcome(Result<Position> outcome) { m_outcome = std::move(outcome); }

private:
    PositionPermission m_permission = PositionPermission::Granted;
    Result<Position> m_outcome = fail(ErrorKind::Unreachable, "position.unavailable");
    QObject m_context; // last member: no callback finds the rest destroyed
};

} // namespace linli::platform
