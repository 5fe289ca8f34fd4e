// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Identity.h"
#include "core/log/Operation.h"
#include "core/members/Invite.h"

#include <memory>

namespace linli::bench {

/// Somebody who signs operations without a phone: an identity and where its chain stands. Copies go on from there each for
/// itself. Threads: one.
class Citizen {
public:
    Citizen(CommunityId community, Timestamp now);
    [[nodiscard]] log::SignedOperation sign(const OpId& op, const std::string& kind, const std::string& facts,
                                            const std::string& content, Timestamp now);
    /// With an id of its own.
    [[nodiscard]] log::SignedOperation sign(const std::string& kind, const std::string& facts,
                                            const std::string& content, Timestamp now);
    [[nodiscard]] log::SignedOperation join(const members::Invite& invite, const std::string& name, Timestamp now);
    [[nodiscard]] const crypto::Identity& identity() const { return *m_identity; }
    /// What headers say they have seen; a phone that waits offline says the same for long.
    void saw(const log::LogState& seen) { m_seen = seen; }

private:
    CommunityId m_community;
    std::shared_ptr<const crypto::Identity> m_identity;
    log::ChainPlace m_next;
    log::LogState m_seen;
};

} // namespace linli::bench
