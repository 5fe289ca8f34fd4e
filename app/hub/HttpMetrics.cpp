// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

/// HttpApi: what it can say of itself.
namespace linli::hub {

std::string HttpApi::metrics()
{
    std::string out;
    const auto forEach = [&](const std::string& name, const char* type, const char* help, auto value) {
        writeHead(out, name, type, help);
        for (const auto& [id, community] : m_communities)
            writeValue(out, name, "community=\"" + toText(id) + "\"", value(*community));
    };
    forEach("linli_log_entries", "gauge", "Entries in the log.",
            [](CommunityHub& community) { return community.head().snapshot().size; });
    forEach("linli_queue_operations", "gauge", "Operations that wait for the strand.",
            [](CommunityHub& community) { return community.sequencer().waiting(); });
    forEach("linli_live_channels", "gauge", "Live channels that are open.",
            [](CommunityHub& community) { return community.live().count(); });
    writeHead(out, "linli_push_seconds", "histogram",
              "From the arrival of a push to its answer, which is after the commit.");
    for (const auto& [id, community] : m_communities)
        community->sequencer().latency().write(out, "linli_push_seconds", "community=\"" + toText(id) + "\"");
    writeHead(out, "linli_operations_total", "counter",
              "Operations by what became of them: accepted, or a rule's code.");
    m_verdicts.write(out, "linli_operations_total");
    writeHead(out, "linli_refusals_total", "counter", "Requests that were refused, by the reason.");
    m_refusals.write(out, "linli_refusals_total");
    return out;
}

} // namespace linli::hub
