// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/Gatekeeper.h"
#include "app/hub/LogHead.h"

#include <memory>

namespace linli::pb::sync {
class LogPage;
}

namespace linli::hub {

/// For a live frame: a reader who has the entries up to the newest one has its state too, so of the note it needs the signature only.
void leaveOutNote(pb::sync::LogPage& page);

/// Makes pages of the log for one reader: what the reader may not see goes out as stub and hash. Threads: any, one page at
/// a time; owns its reading connection, so the sequencer never waits for readers.
class LogPages {
public:
    LogPages(std::unique_ptr<LogStore> log, Gatekeeper& gatekeeper, const LogHead& head);
    ~LogPages();
    /// Entries after `after`, with the newest checkpoint and the proof from the page's end to it. When `after` is beyond
    /// the log's end the page has none, and its checkpoint says so. What the reader made and has comes as OwnPlace.
    /// Returns whether every reader who wants all bytes gets this same page. "hub.catching_up" (Unreachable): `after` is in the log, and
    /// this process has yet to follow it there.
    [[nodiscard]] Result<bool> read(Seq after, const Reader& reader, pb::sync::LogPage& page);

private:
    [[nodiscard]] Result<void> checkIsNoneAhead(Seq after);
    [[nodiscard]] Result<std::vector<log::Entry>> entriesAfter(Seq after, std::size_t most, std::size_t bytes);
    [[nodiscard]] Result<bool> add(log::Entry entry, const Reader& reader, pb::sync::LogPage& page);
    [[nodiscard]] Result<bool> fill(pb::sync::LogPage& page, std::uint64_t last, const Reader& reader);
    std::mutex m_mutex;
    std::unique_ptr<LogStore> m_log;
    Gatekeeper& m_gatekeeper;
    const LogHead& m_head;
};

} // namespace linli::hub
