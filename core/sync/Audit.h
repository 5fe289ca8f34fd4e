// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/sync/Exchange.h"

namespace linli::sync {

/// Checks everything again: fetches the log from its first entry, replays it in a scratch store by the phone's own rules (each
/// signature, chain, verdict and hash), and compares what comes out, row by row, with what the phone shows. This is how a
/// phone that began with a snapshot comes to know whether it was true. What was replayed stays in the scratch store, so an audit that
/// was cut goes on; reading and writing of the phone's own store go on beside it.
///
/// A log of the phone that grows meanwhile is followed. One that grows at the hub alone may have erased what this phone shows still: then
/// nothing is said before the phone has synced. Threads: the replicas'. Owner: whoever runs it.
class Audit final : public Exchange {
public:
    /// `token`: of a session that has just ended; the audit does not log in by itself. Both replicas outlive it; `scratch` is of the
    /// same community and may be empty.
    Audit(community::Replica& replica, community::Replica& scratch, std::string token, const Clock& clock);
    [[nodiscard]] std::optional<HttpRequest> nextRequest() override;
    void onResponse(Result<HttpResponse> response) override;

    [[nodiscard]] std::uint64_t checked() const { return m_scratch.confirmed().size; } ///< entries replayed
    [[nodiscard]] std::uint64_t total() const { return m_replica.confirmed().size; }
    /// Nothing: everything is true. Integrity: the alarm, "audit.log_differs" (another log than the one this phone was shown),
    /// "audit.state_differs" (the detail names the table), or what the replay found (Replica::applyPage). Others: try again later;
    /// "audit.erased_meanwhile": sync first.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] bool isOver() const { return m_over; }

private:
    [[nodiscard]] Result<void> read(const HttpResponse& response);
    [[nodiscard]] Result<void> readBeyond(const HttpResponse& response);
    [[nodiscard]] Result<void> compare();
    void stop(std::optional<Error> error);

    community::Replica& m_replica;
    community::Replica& m_scratch;
    const std::string m_token;
    const Clock& m_clock;
    std::optional<Error> m_difference; ///< between the states, which what the hub has erased since may explain
    std::optional<Error> m_error;
    bool m_over = false;
};

} // namespace linli::sync
