// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/crypto/Crypto.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

/// Content of operations that are not for the community (message SealedContent, core/log/README.md "Sealed content"): encrypted once
/// under a random key, and that key sealed to each reader with a libsodium sealed box (X25519, XSalsa20-Poly1305).
namespace linli::log {

/// Which generation of the staff key, from 1.
struct StaffGeneration {
    std::uint32_t value = 0;
    friend auto operator<=>(const StaffGeneration&, const StaffGeneration&) = default;
};

/// One who may read: a device, or all who hold a generation of the staff key.
struct SealedTo {
    std::optional<DeviceId> device;
    StaffGeneration staff; ///< when there is no device
    crypto::SealingPublicKey key{};
};

/// Serialised SealedContent. A reader whose key is no point to seal to is left out.
[[nodiscard]] Bytes sealContent(const OpId& op, ByteView content, std::span<const SealedTo> readers);

/// Secret halves, asked for only as far as needed; nothing for a key that this store does not hold.
struct SealingKeys {
    std::function<Result<std::optional<crypto::SealingKey>>(const DeviceId&)> ofDevice;
    std::function<Result<std::optional<crypto::SealingKey>>(StaffGeneration)> ofStaff;
};
/// The content; nothing when none of the keys opens it, or it was not made by sealContent for this operation.
[[nodiscard]] Result<std::optional<Bytes>> openContent(const OpId& op, ByteView sealed, const SealingKeys& keys);

/// Whom it is sealed to, for those who cannot open it; nothing when it is no SealedContent.
struct SealedShape {
    std::vector<DeviceId> devices;
    std::vector<StaffGeneration> staff;
};
[[nodiscard]] std::optional<SealedShape> sealedShape(ByteView sealed);

} // namespace linli::log
