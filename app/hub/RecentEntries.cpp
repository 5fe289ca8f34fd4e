// SPDX-License-Identifier: Apache-2.0
#include "app/hub/RecentEntries.h"

#include "app/hub/LogStore.h"

#include <algorithm>

namespace linli::hub {

void RecentEntries::add(std::span<const log::Entry> entries)
{
    if (entries.empty())
        return;
    if (!m_entries.empty() && entries.front().stub.seq.value != m_entries.back().stub.seq.value + 1)
        clear();
    for (const log::Entry& entry : entries.last(std::min(entries.size(), mostEntries))) {
        m_entries.push_back(entry);
        m_bytes += pageBytesOf(entry);
    }
    while (m_entries.size() > mostEntries || m_bytes > mostBytes) {
        m_bytes -= pageBytesOf(m_entries.front());
        m_entries.pop_front();
    }
}

void RecentEntries::clear()
{
    m_entries.clear();
    m_bytes = 0;
}

std::optional<std::vector<log::Entry>> RecentEntries::after(Seq after, std::size_t maxEntries,
                                                            std::size_t maxBytes) const
{
    if (m_entries.empty() || after.value + 1 < m_entries.front().stub.seq.value ||
        after.value >= m_entries.back().stub.seq.value)
        return std::nullopt;
    std::vector<log::Entry> found;
    std::size_t bytes = 0;
    for (std::size_t i = after.value + 1 - m_entries.front().stub.seq.value; i < m_entries.size(); ++i) {
        bytes += pageBytesOf(m_entries[i]);
        if (found.size() == maxEntries || (!found.empty() && bytes > maxBytes))
            break;
        found.push_back(m_entries[i]);
    }
    return found;
}

} // namespace linli::hub
