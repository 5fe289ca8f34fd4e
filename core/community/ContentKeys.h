// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/log/Sealed.h"

namespace linli::community {

/// What rules see of an operation, with the memory that an opened content needs.
struct OpenedView {
    Bytes plain; ///< view.content points into it when the operation is not for the community
    log::OpView view;
    bool unreadable = false; ///< there is content, but no key to it here
};

/// What this store can open: nothing at the hub, what is sealed to its device on a phone.
/// Threads and lifetime: those of its Replica.
class ContentKeys {
public:
    ContentKeys() = default;
    ContentKeys(const ContentKeys&) = delete;
    ContentKeys& operator=(const ContentKeys&) = delete;
    void unlock(const DeviceId& device, const crypto::SealingKey& key);
    [[nodiscard]] bool areThere() const { return m_own.has_value(); }
    [[nodiscard]] const DeviceId& device() const { return m_own->device; }
    [[nodiscard]] const crypto::SealingKey& key() const { return m_own->key; }

    /// Opened as far as this store can. What its author sealed without having had it checked counts as erased: nobody can be
    /// shown it, and it must not stop the log.
    [[nodiscard]] Result<OpenedView> open(store::Database& db, const log::Kind* kind, const log::Header& header,
                                          const log::SignedOperation& operation) const;
    /// Nothing when erased or without a key.
    [[nodiscard]] Result<std::optional<Bytes>> contentOf(store::Database& db, const log::Header& header,
                                                         const log::SignedOperation& operation) const;

private:
    struct Own {
        DeviceId device;
        crypto::SealingKey key;
    };
    std::optional<Own> m_own;
};

/// Content as it is to be signed: sealed to the audience and to the author's own devices, or as it is for the community.
/// "members.no_staff_key" (Rejected): nobody of the staff has made a key yet.
[[nodiscard]] Result<Bytes> sealForAudience(store::Database& db, const log::Header& header, const MemberId& author,
                                            const crypto::SealingPublicKey& ownKey, ByteView content);

/// What the hub can tell of sealed content: "content.malformed", "content.not_sealed" (to nobody of its audience).
[[nodiscard]] Result<log::Verdict> checkSealed(store::Database& db, const log::Audience& audience, ByteView sealed);

} // namespace linli::community
