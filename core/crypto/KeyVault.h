// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Secret.h"

#include <optional>

namespace linli::crypto {

/// Port: where the master key of a home is kept (DESIGN §5). Android Keystore, iOS keychain, or a file of mode 0600
/// on desktops. Threads: called from the thread that opens the home only.
class KeyVault {
public:
    virtual ~KeyVault() = default;
    /// The master key; nothing when none was ever made. Errors: "vault.locked" (try again later, the device is not
    /// unlocked yet), "vault.unreadable" (present but cannot be unwrapped).
    [[nodiscard]] virtual Result<std::optional<Secret32>> load() = 0;
    /// Makes and durably stores a random master key. "vault.exists" when there is one: a key is never overwritten.
    [[nodiscard]] virtual Result<Secret32> create() = 0;
};

/// Keys derived from the master key with crypto_kdf; one number and context each, never reused.
struct HomeKeys {
    Secret32 database; ///< 1 "linlidb_"
    Secret32 photos;   ///< 2 "linliphb"
    Secret32 marker;   ///< 3 "linlimrk"
    Secret32 identity; ///< 4 "linliidn"
};
[[nodiscard]] HomeKeys deriveHomeKeys(const Secret32& master);

} // namespace linli::crypto
