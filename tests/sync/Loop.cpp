// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Loop.h"

namespace linli::sim {

void Loop::after(Milliseconds delay, std::function<void()> event)
{
    m_events.push({m_now + delay, m_order++, std::move(event)});
}

void Loop::runUntil(Timestamp end)
{
    while (!m_events.empty() && m_events.top().at <= end) {
        Event event = m_events.top();
        m_events.pop();
        m_now = event.at;
        ++m_run;
        event.call();
    }
    m_now = end;
}

} // namespace linli::sim
