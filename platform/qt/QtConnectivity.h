// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platform/ports/Connectivity.h"

#include <QObject>

namespace linli::platform {

/// Connectivity over QNetworkInformation; where the system has no such service, always online. Made on the GUI thread
/// after the application object.
class QtConnectivity final : public Connectivity {
public:
    QtConnectivity();
    [[nodiscard]] bool looksOnline() const override { return m_online; }
    [[nodiscard]] bool isMetered() const override { return m_metered; }
    void onChange(std::function<void(bool)> listener) override { m_listener = std::move(listener); }

private:
    void update();
    bool m_online = true;
    bool m_metered = false;
    std::function<void(bool)> m_listener;
    QObject m_context; // last member: no signal finds the rest destroyed
};

} // namespace linli::platform
