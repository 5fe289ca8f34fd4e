// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace linli::sim {

/// All disks of a simulation, between SQLite and the operating system: an SQLite VFS (sqlite.org/c3ref/vfs.html) that is the
/// default while this lives. It can stop a machine's time at one file operation: the files are copied as they are at that
/// moment, or as a power cut would leave them, and whatever the process does afterwards is not seen by anybody.
///
/// Threads: one. Owner: Setting, before any database is open.
class SimDisk {
public:
    SimDisk();
    ~SimDisk();
    SimDisk(const SimDisk&) = delete;
    SimDisk& operator=(const SimDisk&) = delete;

    /// Just before the `at`-th write, sync, truncation or removal (from 1) of a file below `machine` calls `now`, once.
    void doom(const std::filesystem::path& machine, std::uint64_t at, std::function<void()> now);
    void spare(const std::filesystem::path& machine);  ///< takes doom() back
    void forget(const std::filesystem::path& machine); ///< its folder is going

    enum class Illness { Full, Broken };
    /// From now on no write below `machine` works (or no write and no sync), as far as SQLite goes through here.
    void fallIll(const std::filesystem::path& machine, Illness illness);
    void recover(const std::filesystem::path& machine);
    [[nodiscard]] bool isIll(const std::filesystem::path& machine) const;

    /// Copies a machine's files into a new folder as a crash leaves them. With `powerLoss`, each change since its file's last
    /// sync is there or lost, as `seed` decides; without, all are there.
    void copyCrashed(const std::filesystem::path& machine, const std::filesystem::path& to, bool powerLoss,
                     std::uint64_t seed);

    struct Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace linli::sim
