// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HttpService.h"

namespace linli::hub {

/// GET /metrics, at an address of its own: phones' address never shows it. Threads: any.
class MetricsPage final : public HttpService {
public:
    explicit MetricsPage(std::function<std::string()> text) : m_text(std::move(text)) {}
    [[nodiscard]] std::expected<Admission, Reply> admit(const Request& head) override;
    void handle(const Request& request, Respond respond) override;
    [[nodiscard]] std::expected<LiveAdmission, Reply> admitLive(const Request& request) override;

private:
    const std::function<std::string()> m_text;
};

} // namespace linli::hub
