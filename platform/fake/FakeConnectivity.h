// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "platform/ports/Connectivity.h"

#include <utility>

namespace linli::platform {

/// Online until told otherwise.
class FakeConnectivity final : public Connectivity {
public:
    [[nodiscard]] bool looksOnline() const override { return m_online; }
    void onChange(std::function<void(bool)> listener) override { m_listener = std::move(listener); }

    void setOnline(bool online)
    {
        if (std::exchange(m_online, online) != online && m_listener)
            m_listener(online);
    }

private:
    bool m_online = true;
    std::function<void(bool)> m_listener;
};

} // namespace linli::platform
