// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/sync/Transport.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace linli::sim {

class Journal;

/// An operation that somebody made, remembered outside of every store.
struct Saved {
    std::size_t phone = 0;
    std::string kind;
    Hash opHash{};
    Bytes payload;
    bool certain = true;    ///< false: the phone died while it saved or discarded it
    bool givenUp = false;   ///< its author discarded it before it was decided
    bool forgotten = false; ///< its author took note of the rejection and removed it
};

/// What the hub said aloud: promises that it must keep.
class Witness {
public:
    void saved(const OpId& op, Saved what) { m_saved[op] = std::move(what); }
    [[nodiscard]] std::map<OpId, Saved>& all() { return m_saved; }

    struct Promise {
        Seq seq;
        std::string code; ///< verdict
    };
    /// A reply as it left the hub.
    void heard(const sync::HttpRequest& request, const sync::HttpResponse& reply, Journal& journal);
    void heardPage(ByteView frame, Journal& journal);
    [[nodiscard]] const std::map<OpId, Promise>& promises() const { return m_promises; }
    [[nodiscard]] const std::map<std::uint64_t, std::string>& checkpoints() const { return m_checkpoints; }

private:
    void heardCheckpoint(const std::string& note, Journal& journal);
    std::map<OpId, Saved> m_saved;
    std::map<OpId, Promise> m_promises;
    std::map<std::uint64_t, std::string> m_checkpoints; ///< the note, by log size
};

} // namespace linli::sim
