// SPDX-License-Identifier: Apache-2.0
#include "tests/support/FaultyVfs.h"

#include "tests/support/FaultyDisk.h"

#include <sqlite3.h>

#include <array>
#include <cstdlib>
#include <filesystem>

namespace linli::test {

struct FaultyVfs::Impl {
    FaultyDisk disk;
    sqlite3_vfs* below = nullptr;
    sqlite3_vfs self{};
};

namespace {

/// SQLite gives us the memory: first what it looks at, then ours, then the file of the VFS below.
struct FaultyFile {
    sqlite3_file base;
    FaultyDisk* disk;
    TrackedFile* tracked; ///< null for a temporary file
    sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyFile* ours(sqlite3_file* file)
{
    return reinterpret_cast<FaultyFile*>(file);
}

sqlite3_file* below(sqlite3_file* file)
{
    return ours(file)->below();
}

/// Calls a method of the file below.
template <class Method, class... Arguments> int pass(sqlite3_file* file, Method method, Arguments... arguments)
{
    sqlite3_file* real = below(file);
    return (real->pMethods->*method)(real, arguments...);
}

int closeFile(sqlite3_file* file)
{
    if (ours(file)->tracked != nullptr)
        --ours(file)->tracked->users;
    return pass(file, &sqlite3_io_methods::xClose);
}

int readFile(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset)
{
    if (ours(file)->disk->isOff())
        return SQLITE_IOERR_READ;
    return pass(file, &sqlite3_io_methods::xRead, out, amount, offset);
}

int writePart(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset)
{
    if (ours(file)->tracked != nullptr)
        ours(file)->tracked->write(static_cast<std::uint64_t>(offset),
                                   {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(amount)});
    return pass(file, &sqlite3_io_methods::xWrite, bytes, amount, offset);
}

int writeFile(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset)
{
    const bool wasOff = ours(file)->disk->isOff();
    switch (ours(file)->disk->ask(DiskCall::Write)) {
    case DiskAnswer::Works:
        return writePart(file, bytes, amount, offset);
    case DiskAnswer::HalfWorks:
        (void)writePart(file, bytes, amount / 2, offset);
        return SQLITE_IOERR_WRITE;
    case DiskAnswer::Full:
        (void)writePart(file, bytes, amount / 2, offset);
        return SQLITE_FULL;
    case DiskAnswer::Fails:
        break;
    }
    if (ours(file)->disk->isOff() && !wasOff)
        (void)writePart(file, bytes, amount, offset); // on its way when the power went: may have arrived, or in part
    return SQLITE_IOERR_WRITE;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    if (ours(file)->disk->ask(DiskCall::Truncate) != DiskAnswer::Works)
        return SQLITE_IOERR_TRUNCATE;
    if (ours(file)->tracked != nullptr)
        ours(file)->tracked->truncate(static_cast<std::uint64_t>(size));
    return pass(file, &sqlite3_io_methods::xTruncate, size);
}

int syncFile(sqlite3_file* file, int)
{
    if (ours(file)->disk->ask(DiskCall::Sync) != DiskAnswer::Works)
        return SQLITE_IOERR_FSYNC;
    if (ours(file)->tracked != nullptr)
        ours(file)->disk->sync(*ours(file)->tracked);
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
    if (ours(file)->disk->ask(DiskCall::Open) != DiskAnswer::Works)
        return SQLITE_IOERR_SHMMAP;
    return pass(file, &sqlite3_io_methods::xShmMap, region, size, extend, memory);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags)
{
    return pass(file, &sqlite3_io_methods::xShmLock, offset, count, flags);
}
void shmBarrier(sqlite3_file* file)
{
    below(file)->pMethods->xShmBarrier(below(file));
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

FaultyVfs::Impl& implOf(sqlite3_vfs* vfs)
{
    return *static_cast<FaultyVfs::Impl*>(vfs->pAppData);
}

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* outFlags)
{
    auto& impl = implOf(vfs);
    ours(file)->base.pMethods = nullptr; // so that SQLite does not close what was never open
    if (impl.disk.ask(DiskCall::Open) != DiskAnswer::Works)
        return SQLITE_CANTOPEN;
    const bool isNew = name != nullptr && !std::filesystem::exists(name);
    const int code = impl.below->xOpen(impl.below, name, below(file), flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    ours(file)->base.pMethods = &fileMethods;
    ours(file)->disk = &impl.disk;
    ours(file)->tracked = name == nullptr ? nullptr : &impl.disk.open(name, isNew);
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs* vfs, const char* name, int syncFolder)
{
    auto& impl = implOf(vfs);
    if (impl.disk.ask(DiskCall::Remove) != DiskAnswer::Works)
        return SQLITE_IOERR_DELETE;
    impl.disk.removed(name, syncFolder != 0);
    return impl.below->xDelete(impl.below, name, 0);
}

int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* out)
{
    return implOf(vfs).below->xAccess(implOf(vfs).below, name, flags, out);
}
int fullPathname(sqlite3_vfs* vfs, const char* name, int size, char* out)
{
    return implOf(vfs).below->xFullPathname(implOf(vfs).below, name, size, out);
}
int randomness(sqlite3_vfs* vfs, int size, char* out)
{
    return implOf(vfs).below->xRandomness(implOf(vfs).below, size, out);
}
int pause(sqlite3_vfs* vfs, int microseconds)
{
    return implOf(vfs).below->xSleep(implOf(vfs).below, microseconds);
}
int currentTime(sqlite3_vfs* vfs, double* out)
{
    return implOf(vfs).below->xCurrentTime(implOf(vfs).below, out);
}
int currentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* out)
{
    return implOf(vfs).below->xCurrentTimeInt64(implOf(vfs).below, out);
}
int lastError(sqlite3_vfs*, int, char*)
{
    return 0; // no errno: the failures are ours
}

} // namespace

FaultyVfs::FaultyVfs() : m_impl(std::make_unique<Impl>())
{
    sqlite3_vfs& self = m_impl->self;
    m_impl->below = sqlite3_vfs_find(nullptr);
    if (m_impl->below == nullptr || m_impl->below->iVersion < 2)
        std::abort();
    self.iVersion = 2;
    self.szOsFile = static_cast<int>(sizeof(FaultyFile)) + m_impl->below->szOsFile;
    self.mxPathname = m_impl->below->mxPathname;
    self.zName = "linli-faulty";
    self.pAppData = m_impl.get();
    self.xOpen = openFile;
    self.xDelete = removeFile;
    self.xAccess = accessFile;
    self.xFullPathname = fullPathname;
    self.xRandomness = randomness;
    self.xSleep = pause;
    self.xCurrentTime = currentTime;
    self.xGetLastError = lastError;
    self.xCurrentTimeInt64 = currentTimeInt64;
    if (sqlite3_vfs_register(&self, 1) != SQLITE_OK)
        std::abort();
}

FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(&m_impl->self);
    sqlite3_vfs_register(m_impl->below, 1);
}

void FaultyVfs::arm(Fault fault)
{
    m_impl->disk.arm(fault);
}

std::uint64_t FaultyVfs::calls() const
{
    return m_impl->disk.calls();
}

bool FaultyVfs::struck() const
{
    return m_impl->disk.struck();
}

void FaultyVfs::heal(std::uint32_t seed, bool cutNow)
{
    m_impl->disk.heal(seed, cutNow);
}

} // namespace linli::test
