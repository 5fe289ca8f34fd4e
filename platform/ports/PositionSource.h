// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"

#include <functional>
#include <optional>

namespace linli::platform {

/// Where the device is: WGS-84 degrees, and the radius in metres within which it is with about 68 % certainty.
struct Position {
    double latitude = 0;
    double longitude = 0;
    std::optional<double> accuracyMetres; ///< nothing when the device does not say
    Timestamp at{};
};

enum class PositionPermission { Undetermined, Granted, Denied };

/// Port: one position when a person asks for it; nothing is tracked.
///
/// Callbacks come on the calling thread, later, exactly once per call, and never after destruction. Threads: the GUI's.
class PositionSource {
public:
    virtual ~PositionSource() = default;
    [[nodiscard]] virtual PositionPermission permission() const = 0;
    /// Asks for permission where that is still open, then for one fix. A call while a fix is under way shares its
    /// outcome. Errors: "position.denied", "position.unavailable" (no receiver, switched off), "position.timeout".
    virtual void locate(Milliseconds deadline, std::function<void(Result<Position>)> done) = 0;
};

} // namespace linli::platform
