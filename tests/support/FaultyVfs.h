// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

namespace linli::test {

/// What goes wrong with the disk, from which call on. Calls that count: open (also of shared memory), write, sync,
/// truncate and remove, of any file; for Cut and Full only writes.
struct Fault {
    enum class Kind : std::uint8_t {
        Once,    ///< this call fails with an I/O error, later ones work
        Cut,     ///< this write leaves half of its bytes behind and fails, later ones work
        Full,    ///< this and every later write leaves half of its bytes behind and says that the disk is full
        PowerOff ///< this call and everything after it fails; unsynced changes are settled by heal()
    };
    static constexpr std::uint64_t never = ~std::uint64_t{0};
    Kind kind = Kind::Once;
    std::uint64_t at = never; ///< counted from 1 since arm()
};

/// A disk that can be broken at will, between SQLite and the operating system: an SQLite VFS (sqlite.org/c3ref/vfs.html)
/// on top of the default one, which it replaces as default while it lives. It sees what would reach the disk, that is
/// SQLCipher's encrypted pages.
///
/// It also keeps, for every file that is opened through it, what a power cut would leave: the bytes of the last sync and
/// the changes since. Therefore it does not sync for real. Creating a file is durable with the file's first sync and
/// removing one with the next sync of the folder, as SQLite's own VFS does it. What bypasses SQLite (rename, key files)
/// is not seen.
/// Threads: one. Connections that were opened through it must be closed before it ends.
class FaultyVfs {
public:
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// Counts from 1 again, until `fault` comes.
    void arm(Fault fault);
    [[nodiscard]] std::uint64_t calls() const; ///< counted since arm()
    [[nodiscard]] bool struck() const;         ///< whether the fault has come
    /// The disk works again. After PowerOff, or when `cutNow`, unsynced changes are settled first: with seed 0 all of them
    /// are lost; with another each is kept, lost or torn at a sector of 512 bytes as the seed decides. Then all files are
    /// forgotten, so none may be open.
    void heal(std::uint32_t seed = 0, bool cutNow = false);

    struct Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace linli::test
