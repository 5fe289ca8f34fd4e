// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"

#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace linli::hub {

/// The newest entries of a log as they were appended, for live channels: what has just been written need not be read and decrypted
/// again. Bounded in number and bytes; without gaps. Threads: one at a time.
class RecentEntries {
public:
    /// Entries that follow the newest one here; where they do not, those before are forgotten.
    void add(std::span<const log::Entry> entries);
    /// Something was erased, or others have appended.
    void clear();
    /// As LogStore::entriesAfter; nothing where the first of them is not here.
    [[nodiscard]] std::optional<std::vector<log::Entry>> after(Seq after, std::size_t maxEntries,
                                                               std::size_t maxBytes) const;

    static constexpr std::size_t mostEntries = 256;
    static constexpr std::size_t mostBytes = 1 << 20;

private:
    std::deque<log::Entry> m_entries;
    std::size_t m_bytes = 0;
};

} // namespace linli::hub
