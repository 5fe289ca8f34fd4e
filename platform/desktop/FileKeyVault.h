// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/KeyVault.h"

#include <filesystem>

namespace linli::platform {

/// The master key in a file of its owner's alone, for desktops, where no hardware vault is at hand: whoever can read the
/// user's files can read it. Phones use their keystores instead.
///
/// `<home>/keys/master.key`, mode 0600, in a folder of mode 0700. Bytes: "LINLIKEY" | version u8 = 1 | master key 32.
/// Invariant: an existing file is never replaced, repaired or made more private; what does not look as this class leaves
/// it is "vault.unreadable" with the reason ("permissions", "format", "version"), so that a person looks at it.
/// Threads: one.
class FileKeyVault final : public crypto::KeyVault {
public:
    explicit FileKeyVault(const std::filesystem::path& home);

    [[nodiscard]] Result<std::optional<crypto::Secret32>> load() override;
    /// Besides the port's errors "store.in_use" (another process is making one), "store.disk_full", "store.io".
    [[nodiscard]] Result<crypto::Secret32> create() override;

private:
    [[nodiscard]] Result<void> makeFolder() const;
    [[nodiscard]] Result<void> checkPrivate(const std::filesystem::path& path) const;

    std::filesystem::path m_home;
    std::filesystem::path m_folder;
    std::filesystem::path m_file;
};

} // namespace linli::platform
