// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Crypto.h"

#include <filesystem>
#include <optional>

namespace linli::crypto {

/// A device's identity: its Ed25519 and X25519 keys and its id. It is sealed with the identity key in a file of its
/// own, so that a broken database does not cost it. File: `"LLID" | u8 version 1 | encrypt(identity key,
/// device_id 16 | signing seed 32 | sealing seed 32, "linli/identity/v1")`.
struct Identity {
    DeviceId device;
    SigningKey signing;
    SealingKey sealing;

    [[nodiscard]] static Identity generate(Timestamp now);
    /// The bytes of that file.
    [[nodiscard]] Bytes seal(const Secret32& key) const;
    /// "identity.unreadable".
    [[nodiscard]] static Result<Identity> unseal(ByteView sealed, const Secret32& key);
    /// Nothing when the file does not exist. Errors: "identity.unreadable" (exists, wrong key or changed), "store.io".
    [[nodiscard]] static Result<std::optional<Identity>> load(const std::filesystem::path& file, const Secret32& key);
    /// Durable: temporary file, fsync, rename, fsync of the folder. "identity.exists" when the file is there.
    [[nodiscard]] Result<void> save(const std::filesystem::path& file, const Secret32& key) const;
};

} // namespace linli::crypto
