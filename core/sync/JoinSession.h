// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/sync/Exchange.h"

namespace linli::sync {

/// Joining: asks the address whether it is the hub that the invite names, then sends the join operation. Afterwards a
/// SyncSession fetches the log. Sending again after a lost answer is safe: the hub answers "already".
class JoinSession final : public Exchange {
public:
    JoinSession(const community::Genesis& genesis, log::SignedOperation join);
    [[nodiscard]] std::optional<HttpRequest> nextRequest() override;
    void onResponse(Result<HttpResponse> response) override;
    /// Nothing when the hub took the join. Rejected with the rule's code ("members.invite_used"), Unreachable, or
    /// "hub.other_community" (Rejected) when the address is the hub of another community.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    enum class Step { Info, Join, Over };
    [[nodiscard]] Result<void> read(const HttpResponse& response);
    const community::Genesis m_genesis;
    const log::SignedOperation m_join;
    Step m_step = Step::Info;
    std::optional<Error> m_error;
};

} // namespace linli::sync
