// SPDX-License-Identifier: Apache-2.0
#include "app/hub/MetricsPage.h"

#include "app/hub/Replies.h"

namespace linli::hub {

std::expected<Admission, Reply> MetricsPage::admit(const Request& head)
{
    if (head.path != "/metrics")
        return std::unexpected(problem(404, "hub.unknown_path"));
    if (head.method != "GET")
        return std::unexpected(problem(405, "hub.wrong_method"));
    return Admission{};
}

void MetricsPage::handle(const Request&, Respond respond)
{
    Reply reply = replyText(m_text());
    reply.contentType = "text/plain; version=0.0.4; charset=utf-8";
    respond(std::move(reply));
}

std::expected<LiveAdmission, Reply> MetricsPage::admitLive(const Request&)
{
    return std::unexpected(problem(404, "hub.unknown_path"));
}

} // namespace linli::hub
