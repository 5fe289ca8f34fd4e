// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <filesystem>

namespace linli {

/// Reads a whole file of at most `limit` bytes. "file.missing", "file.too_large" (nothing is read), "store.io".
[[nodiscard]] Result<Bytes> readFile(const std::filesystem::path& file, std::uintmax_t limit);

/// Replaces a file durably: temporary file in the same folder with mode 0600, fsync, rename, fsync of the folder.
/// "store.disk_full" for ENOSPC and EDQUOT, "store.io" otherwise; the old file stays as it was on every error.
[[nodiscard]] Result<void> writeFileDurably(const std::filesystem::path& file, ByteView bytes);

/// Brings to the disk which names a folder has. "store.io".
[[nodiscard]] Result<void> syncFolder(const std::filesystem::path& folder);
/// Renames a file or folder so that the new name survives a power cut. "store.io", "store.disk_full".
[[nodiscard]] Result<void> renameDurably(const std::filesystem::path& from, const std::filesystem::path& to);

/// A file that only grows, and is cut back to where it was when an append fails.
class AppendFile {
public:
    /// Opens (mode 0600 when new) and cuts it to `size` bytes. "store.io", "store.disk_full".
    [[nodiscard]] static Result<AppendFile> open(const std::filesystem::path& file, std::uint64_t size);
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    ~AppendFile();
    [[nodiscard]] Result<void> append(ByteView bytes);
    [[nodiscard]] Result<void> flush(); ///< to the disk; does nothing when nothing was appended since
    [[nodiscard]] std::uint64_t size() const { return m_size; }

private:
    AppendFile(int descriptor, std::uint64_t size) : m_descriptor(descriptor), m_size(size) {}
    void release();
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    bool m_dirty = false;
};

/// Holds an advisory lock on a file for as long as it lives, so that one home is opened by one process.
class FileLock {
public:
    /// "store.in_use" when another process holds it.
    [[nodiscard]] static Result<FileLock> acquire(const std::filesystem::path& file);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    void release();
    int m_descriptor = -1;
};

} // namespace linli
