// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platform/ports/Connectivity.h"

#include <utility>

namespace linli::platform {

/// Online and free until told otherwise.
class FakeConnectivity final : public Connectivity {
public:
    [[nodiscard]] bool looksOnline() const override { return m_online; }
    void onChange(std::function<void(bool)> listener) override { m_listener = std::move(listener); }

    [[nodiscard]] bool isMetered() const override { return m_metered; }

    void setMetered(bool metered)
    {
        if (std::exchange(m_metered, metered) != metered && m_listener)
            m_listener(m_online);
    }
    void setOnline(bool online)
    {
        if (std::exchange(m_online, online) != online && m_listener)
            m_listener(online);
    }

private:
    bool m_online = true;
    bool m_metered = false;
    std::function<void(bool)> m_listener;
};

} // namespace linli::platform
