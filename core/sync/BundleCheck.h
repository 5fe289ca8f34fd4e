// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/sync/Bundle.h"
#include "core/sync/Carried.h"

namespace linli::sync {

/// What a phone makes of an operation in a bundle, with nothing but its own copy of the community at hand.
struct BundleFinding {
    enum class What {
        Take,  ///< genuine as far as this phone can tell, and new
        Known, ///< own, in the log, carried already, or overtaken in its device's chain
        Refuse ///< `code` says why
    };
    What what = What::Refuse;
    std::string code;
    std::optional<CarriedItem> item; ///< what was read of it; nothing when it has no readable header
};

/// Checks operations of a bundle: community, content, device, signature, place in its chain.
///
/// Invariant: Take only for an operation whose signature is that of an active device of an active member, over content that
/// is there. Whether the rules accept it is not asked here. Threads and lifetime: the replica's.
class BundleCheck {
public:
    BundleCheck(community::Replica& replica, const DeviceId& self, Timestamp now)
        : m_replica(replica), m_self(self), m_now(now)
    {
    }
    /// Codes of Refuse: "op.malformed", "op.too_large", "bundle.other_community", "bundle.no_content", "op.bad_payload",
    /// "bundle.unknown_device", "members.device_revoked", "members.device_suspended", "members.inactive",
    /// "op.bad_signature", "op.id_taken", "op.cloned_device", "content.not_sealed".
    [[nodiscard]] Result<BundleFinding> check(const log::SignedOperation& operation);
    /// The checkpoint that proofs of this bundle lead to; nothing when it has none that the hub signed.
    [[nodiscard]] std::optional<log::LogState> checkpointOf(const Bundle& bundle) const;

private:
    /// A stable code, empty when all is well.
    [[nodiscard]] Result<std::string> checkAuthor(const log::SignedOperation& operation, const log::Header& header);
    [[nodiscard]] Result<bool> isKnown(const CarriedItem& item);
    [[nodiscard]] Result<bool> isIdTaken(const CarriedItem& item);
    [[nodiscard]] Result<bool> isPlaceTaken(const CarriedItem& item);

    community::Replica& m_replica;
    DeviceId m_self;
    Timestamp m_now;
};

/// The entry is at its place in the log of that checkpoint, accepted, and readable for everybody.
[[nodiscard]] bool isProven(const LoggedNotice& notice, const std::optional<log::LogState>& checkpoint);

} // namespace linli::sync
