// SPDX-License-Identifier: Apache-2.0
#include "platform/fake/FakePositionSource.h"

namespace linli::platform {

void FakePositionSource::locate(Milliseconds, std::function<void(Result<Position>)> done)
{
    Result<Position> outcome =
        m_permission == PositionPermission::Denied ? fail(ErrorKind::Unreachable, "position.denied") : m_outcome;
    QMetaObject::invokeMethod(
        &m_context, [done = std::move(done), outcome = std::move(outcome)] { done(outcome); }, Qt::QueuedConnection);
}

} // namespace linli::platform
