// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/KeyVault.h"

#include <filesystem>

namespace linli::hub {

/// The hub's master key in `DIR/keys/hub.key`: "LLHK" | u8 version 1 | key 32, mode 0600 in a folder of mode 0700.
/// A hub runs unattended, so its key lies beside its data: whoever can read the service account's files reads all. Invariant:
/// an existing key file is never replaced. Threads: one. Owner: HubFolder.
class KeyFile final : public crypto::KeyVault {
public:
    explicit KeyFile(std::filesystem::path file) : m_file(std::move(file)) {}
    [[nodiscard]] Result<std::optional<crypto::Secret32>> load() override;
    [[nodiscard]] Result<crypto::Secret32> create() override;
    /// A key that there is already; "vault.exists".
    [[nodiscard]] Result<void> save(const crypto::Secret32& key);

private:
    std::filesystem::path m_file;
};

} // namespace linli::hub
