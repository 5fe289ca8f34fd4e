// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/SimDisk.h"

#include "core/base/Bytes.h"
#include "tests/sync/Random.h"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <vector>

namespace linli::sim {
namespace {

namespace fs = std::filesystem;

/// A change that the disk may still lose: what was there, and what is there now.
struct Change {
    std::uint64_t offset = 0; ///< of a truncation: the new size
    Bytes before;             ///< from offset on, up to the old end of the file
    Bytes after;
    std::uint64_t sizeBefore = 0;
    bool truncates = false;
};

struct Doom {
    std::uint64_t left = 0;
    std::function<void()> now;
};

void put(Bytes& content, std::uint64_t offset, const Bytes& bytes)
{
    content.resize(std::max<std::size_t>(content.size(), offset + bytes.size()));
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void undo(Bytes& content, const Change& change)
{
    if (content.size() < change.sizeBefore)
        content.resize(change.sizeBefore);
    put(content, change.offset, change.before);
    content.resize(change.sizeBefore);
}

Bytes read(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const Bytes& content)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

} // namespace

struct SimDisk::Impl {
    sqlite3_vfs* below = nullptr;
    sqlite3_vfs self{};
    std::map<std::string, Doom> dooms;                   ///< by machine
    std::map<std::string, std::vector<Change>> unsynced; ///< by file
    std::map<std::string, Illness> ill;                  ///< by machine

    [[nodiscard]] std::optional<Illness> illnessOf(const std::string& file) const
    {
        for (const auto& [machine, illness] : ill)
            if (file.starts_with(machine + "/"))
                return illness;
        return std::nullopt;
    }

    /// A file is about to change.
    void touch(const std::string& file)
    {
        for (auto at = dooms.begin(); at != dooms.end(); ++at) {
            if (!file.starts_with(at->first + "/") || --at->second.left > 0)
                continue;
            const auto now = std::move(at->second.now);
            dooms.erase(at);
            return now();
        }
    }
};

namespace {

/// SQLite gives us the memory: first what it looks at, then ours, then the file of the VFS below.
struct File {
    sqlite3_file base;
    SimDisk::Impl* disk;
    std::string* name; ///< null for a temporary file
    sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* ours(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

template <class Method, class... Arguments> int pass(sqlite3_file* file, Method method, Arguments... arguments)
{
    sqlite3_file* real = ours(file)->below();
    return (real->pMethods->*method)(real, arguments...);
}

int closeFile(sqlite3_file* file)
{
    delete ours(file)->name;
    return pass(file, &sqlite3_io_methods::xClose);
}
int readFile(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset)
{
    return pass(file, &sqlite3_io_methods::xRead, out, amount, offset);
}

std::uint64_t sizeOf(sqlite3_file* file)
{
    sqlite3_int64 size = 0;
    pass(file, &sqlite3_io_methods::xFileSize, &size);
    return static_cast<std::uint64_t>(size);
}

/// What is in the file from `offset` on, at most `amount` bytes.
Bytes contentAt(sqlite3_file* file, std::uint64_t offset, std::uint64_t amount, std::uint64_t size)
{
    Bytes bytes(offset < size ? std::min(amount, size - offset) : 0);
    if (!bytes.empty())
        pass(file, &sqlite3_io_methods::xRead, bytes.data(), static_cast<int>(bytes.size()),
             static_cast<sqlite3_int64>(offset));
    return bytes;
}

int writeFile(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset)
{
    if (const std::string* name = ours(file)->name) {
        if (const auto illness = ours(file)->disk->illnessOf(*name))
            return illness == SimDisk::Illness::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
        ours(file)->disk->touch(*name);
        const auto* begin = static_cast<const std::uint8_t*>(bytes);
        const auto at = static_cast<std::uint64_t>(offset);
        const std::uint64_t size = sizeOf(file);
        ours(file)->disk->unsynced[*name].push_back(
            {at, contentAt(file, at, static_cast<std::uint64_t>(amount), size), {begin, begin + amount}, size, false});
    }
    return pass(file, &sqlite3_io_methods::xWrite, bytes, amount, offset);
}

int truncateFile(sqlite3_file* file, sqlite3_int64 newSize)
{
    if (const std::string* name = ours(file)->name) {
        ours(file)->disk->touch(*name);
        const auto at = static_cast<std::uint64_t>(newSize);
        const std::uint64_t size = sizeOf(file);
        ours(file)->disk->unsynced[*name].push_back({at, contentAt(file, at, size, size), {}, size, true});
    }
    return pass(file, &sqlite3_io_methods::xTruncate, newSize);
}

/// Nothing is lost but by us, so nothing is synced for real.
int syncFile(sqlite3_file* file, int)
{
    if (const std::string* name = ours(file)->name) {
        if (ours(file)->disk->illnessOf(*name) == SimDisk::Illness::Broken)
            return SQLITE_IOERR_FSYNC;
        ours(file)->disk->touch(*name);
        ours(file)->disk->unsynced.erase(*name);
    }
    return SQLITE_OK;
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
    return pass(file, &sqlite3_io_methods::xFileSize, size);
}
int lockFile(sqlite3_file* file, int level)
{
    return pass(file, &sqlite3_io_methods::xLock, level);
}
int unlockFile(sqlite3_file* file, int level)
{
    return pass(file, &sqlite3_io_methods::xUnlock, level);
}
int checkReservedLock(sqlite3_file* file, int* out)
{
    return pass(file, &sqlite3_io_methods::xCheckReservedLock, out);
}
int fileControl(sqlite3_file* file, int operation, void* argument)
{
    return pass(file, &sqlite3_io_methods::xFileControl, operation, argument);
}
int sectorSize(sqlite3_file* file)
{
    return pass(file, &sqlite3_io_methods::xSectorSize);
}
int deviceCharacteristics(sqlite3_file* file)
{
    return pass(file, &sqlite3_io_methods::xDeviceCharacteristics);
}
int shmMap(sqlite3_file* file, int region, int size, int extend, void volatile** memory)
{
    return pass(file, &sqlite3_io_methods::xShmMap, region, size, extend, memory);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags)
{
    return pass(file, &sqlite3_io_methods::xShmLock, offset, count, flags);
}
void shmBarrier(sqlite3_file* file)
{
    ours(file)->below()->pMethods->xShmBarrier(ours(file)->below());
}
int shmUnmap(sqlite3_file* file, int removeIt)
{
    return pass(file, &sqlite3_io_methods::xShmUnmap, removeIt);
}

/// Version 2: without xFetch, as the store never maps its files.
constexpr sqlite3_io_methods fileMethods{
    2,          closeFile,         readFile,    writeFile,  truncateFile,          syncFile, fileSize, lockFile,
    unlockFile, checkReservedLock, fileControl, sectorSize, deviceCharacteristics, shmMap,   shmLock,  shmBarrier,
    shmUnmap,   nullptr,           nullptr};

SimDisk::Impl& implOf(sqlite3_vfs* vfs)
{
    return *static_cast<SimDisk::Impl*>(vfs->pAppData);
}

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* outFlags)
{
    SimDisk::Impl& disk = implOf(vfs);
    ours(file)->base.pMethods = nullptr; // so that SQLite does not close what was never open
    const int code = disk.below->xOpen(disk.below, name, ours(file)->below(), flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    ours(file)->base.pMethods = &fileMethods;
    ours(file)->disk = &disk;
    ours(file)->name = name == nullptr ? nullptr : new std::string(name);
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs* vfs, const char* name, int)
{
    SimDisk::Impl& disk = implOf(vfs);
    disk.touch(name);
    disk.unsynced.erase(name);
    return disk.below->xDelete(disk.below, name, 0);
}

} // namespace

SimDisk::SimDisk() : m_impl(std::make_unique<Impl>())
{
    m_impl->below = sqlite3_vfs_find(nullptr);
    if (m_impl->below == nullptr || m_impl->below->iVersion < 2)
        throw std::runtime_error("SQLite has no usable VFS");
    sqlite3_vfs& self = m_impl->self;
    self = *m_impl->below; // everything that is not a file is the system's
    self.szOsFile = static_cast<int>(sizeof(File)) + m_impl->below->szOsFile;
    self.zName = "linli-sim";
    self.pNext = nullptr;
    self.pAppData = m_impl.get();
    self.xOpen = openFile;
    self.xDelete = removeFile;
    sqlite3_vfs_register(&self, 1);
}

SimDisk::~SimDisk()
{
    sqlite3_vfs_unregister(&m_impl->self);
    sqlite3_vfs_register(m_impl->below, 1);
}

void SimDisk::doom(const fs::path& machine, std::uint64_t at, std::function<void()> now)
{
    m_impl->dooms[machine.string()] = {at, std::move(now)};
}

void SimDisk::spare(const fs::path& machine)
{
    m_impl->dooms.erase(machine.string());
}

void SimDisk::fallIll(const fs::path& machine, Illness illness)
{
    m_impl->ill[machine.string()] = illness;
}

void SimDisk::recover(const fs::path& machine)
{
    m_impl->ill.erase(machine.string());
}

bool SimDisk::isIll(const fs::path& machine) const
{
    return m_impl->ill.contains(machine.string());
}

void SimDisk::forget(const fs::path& machine)
{
    spare(machine);
    recover(machine);
    std::erase_if(m_impl->unsynced,
                  [below = machine.string() + "/"](const auto& file) { return file.first.starts_with(below); });
}

void SimDisk::copyCrashed(const fs::path& machine, const fs::path& to, bool powerLoss, std::uint64_t seed)
{
    fs::create_directories(to);
    Random random(seed);
    std::vector<fs::path> items{fs::directory_iterator(machine), fs::directory_iterator()};
    std::ranges::sort(items); // the folder's own order is nobody's
    for (const fs::path& item : items) {
        const fs::path target = to / item.filename();
        if (fs::is_directory(item)) {
            copyCrashed(item, target, powerLoss, random.next());
            continue;
        }
        if (item.string().ends_with("-shm")) // memory, gone with the process
            continue;
        fs::copy_file(item, target);
        const auto changes = m_impl->unsynced.find(item.string());
        if (!powerLoss || changes == m_impl->unsynced.end())
            continue;
        Bytes content = read(target);
        for (auto change = changes->second.rbegin(); change != changes->second.rend(); ++change)
            undo(content, *change);
        for (const Change& change : changes->second) {
            if (random.chance(0.5))
                continue;
            if (change.truncates)
                content.resize(std::min<std::size_t>(content.size(), change.offset));
            else
                put(content, change.offset, change.after);
        }
        write(target, content);
    }
}

} // namespace linli::sim
