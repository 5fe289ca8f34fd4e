// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/FaultyVfs.h"

#include "core/base/Bytes.h"

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

/// Internal to FaultyVfs: what it knows without SQLite.
namespace linli::test {

enum class DiskCall : std::uint8_t { Open, Write, Sync, Truncate, Remove };

/// How a call ends.
enum class DiskAnswer : std::uint8_t { Works, Fails, HalfWorks, Full };

/// A file as a power cut would leave it.
class TrackedFile {
public:
    /// A file that is there, or one that is just being made (it vanishes in a power cut before its first sync).
    TrackedFile(std::string path, bool isNew);
    void write(std::uint64_t offset, ByteView bytes);
    void truncate(std::uint64_t size);
    /// Returns whether this made the folder's entry durable too.
    bool sync();
    /// Whether the file on disk is the one that we know, and not another that was renamed to its place.
    [[nodiscard]] bool isOnDisk() const;
    /// Puts the file on disk as the power cut leaves it.
    void settle(std::mt19937& random, bool loseAll) const;

    int users = 0; ///< open handles

private:
    struct Change {
        std::uint64_t offset; ///< for a truncation the new size
        Bytes bytes;
        bool truncates;
    };
    static void apply(const Change& change, Bytes& content);
    static std::vector<Change> sectorsOf(const Change& change);

    std::string m_path;
    bool m_exists; ///< its folder's entry for it is durable
    Bytes m_durable;
    std::vector<Change> m_unsynced;
};

/// Counts calls, decides which fail, and keeps the files.
class FaultyDisk {
public:
    void arm(Fault fault);
    [[nodiscard]] std::uint64_t calls() const { return m_calls; }
    [[nodiscard]] bool struck() const { return m_calls >= m_fault.at; }
    [[nodiscard]] bool isOff() const { return struck() && m_fault.kind == Fault::Kind::PowerOff; }
    [[nodiscard]] DiskAnswer ask(DiskCall call);
    void heal(std::uint32_t seed, bool cutNow);

    /// The file of that name; valid until the next heal().
    [[nodiscard]] TrackedFile& open(const std::string& path, bool isNew);
    void sync(TrackedFile& file);
    void removed(const std::string& path, bool durably);

private:
    Fault m_fault;
    std::uint64_t m_calls = 0;
    std::vector<std::unique_ptr<TrackedFile>> m_all; ///< open files point to them, also once removed
    std::map<std::string, TrackedFile*> m_files;
    std::map<std::string, TrackedFile*> m_removed; ///< a power cut brings them back
};

} // namespace linli::test
