// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <filesystem>

/// The files of a home, and what is done to them as files. Errors: "store.io".
namespace linli::community {

[[nodiscard]] std::filesystem::path databaseFile(const std::filesystem::path& folder);
/// A database that is being made in the place of a damaged one.
[[nodiscard]] std::filesystem::path freshFile(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path photosFile(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path scratchFile(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path sidecarFile(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path identityFile(const std::filesystem::path& folder);

[[nodiscard]] bool isThere(const std::filesystem::path& file);
/// There was a database: the sidecar, which is made after it and goes before it, is still there.
[[nodiscard]] bool isLost(const std::filesystem::path& folder);
/// For its owner alone.
[[nodiscard]] Result<void> makeFolder(const std::filesystem::path& folder);
/// With what SQLite keeps beside it.
void removeDatabase(const std::filesystem::path& file);
/// `file` and ".WORD-1", or the next number that is free.
[[nodiscard]] std::filesystem::path freeName(const std::filesystem::path& file, std::string_view word);
/// Renamed, never deleted: somebody may still get something out of it.
[[nodiscard]] Result<void> setAside(const std::filesystem::path& file);
[[nodiscard]] Result<void> moveInPlace(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace linli::community
