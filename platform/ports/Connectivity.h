// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace linli::platform {

/// Port: whether the device believes to have a network. A hint: it may hasten or delay an attempt to reach the hub, never
/// forbid one (a hub on this machine or behind an unusual network is reachable all the same). Threads: the GUI's.
class Connectivity {
public:
    virtual ~Connectivity() = default;
    /// False only when the system says that there is no network; unknown counts as online.
    [[nodiscard]] virtual bool looksOnline() const = 0;
    /// True when the system says that the network costs money or is to be spared; unknown counts as free. What nobody waits for stays
    /// away from it.
    [[nodiscard]] virtual bool isMetered() const = 0;
    /// Replaces the listener, which is told every change of looksOnline() or isMetered() from now on.
    virtual void onChange(std::function<void(bool online)> listener) = 0;
};

} // namespace linli::platform
