// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"

#include <map>

namespace linli::sync {

/// What the hub said it had put into the log, until the log shows it. A hub that answers and then leaves an operation out
/// is caught by the phone that sent it, as soon as it shows that phone the log up to there.
///
/// In memory only: after a restart the operations are offered again, which makes the hub answer anew.
/// Threads: the replica's. Owner: whoever makes sessions.
class Promises {
public:
    void add(const OpId& op, Seq seq) { m_open[op] = seq; }
    /// The hub lost entries and says so by a new epoch: what it had promised is offered again.
    void forget() { m_open.clear(); }
    /// After entries were applied: "hub.broken_promise" (Integrity) when another entry has the place of one.
    [[nodiscard]] Result<void> check(community::Replica& replica);

private:
    std::map<OpId, Seq> m_open;
};

} // namespace linli::sync
