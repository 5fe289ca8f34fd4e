// SPDX-License-Identifier: Apache-2.0
#include "core/base/File.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace linli {
namespace {

/// Owns a POSIX file descriptor.
class Descriptor {
public:
    explicit Descriptor(int value) : m_value(value) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    [[nodiscard]] int get() const { return m_value; }
    [[nodiscard]] int release() { return std::exchange(m_value, -1); }
    int close() { return m_value >= 0 ? ::close(std::exchange(m_value, -1)) : 0; }

private:
    int m_value;
};

std::unexpected<Error> systemFailure(int number)
{
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return fail(ErrorKind::Store, full ? "store.disk_full" : "store.io",
                std::error_code(number, std::generic_category()).message());
}

/// Calls a POSIX function again when a signal interrupted it.
template <class Call> auto retrying(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

Result<void> writeAll(int descriptor, ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = retrying([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
        if (written < 0)
            return systemFailure(errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> syncToDisk(int descriptor)
{
#ifdef F_FULLFSYNC
    // Apple's fsync leaves the data in the drive's cache.
    if (::fcntl(descriptor, F_FULLFSYNC) == 0)
        return {};
#endif
    if (retrying([&] { return ::fsync(descriptor); }) != 0)
        return systemFailure(errno);
    return {};
}

Result<void> syncFolderOf(const std::filesystem::path& file)
{
    return syncFolder(file.has_parent_path() ? file.parent_path() : ".");
}

Result<void> fillAndClose(Descriptor& descriptor, ByteView bytes)
{
    LINLI_CHECK(writeAll(descriptor.get(), bytes));
    LINLI_CHECK(syncToDisk(descriptor.get()));
    if (descriptor.close() != 0)
        return systemFailure(errno);
    return {};
}

} // namespace

Result<void> syncFolder(const std::filesystem::path& folder)
{
    const Descriptor descriptor(retrying([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (descriptor.get() < 0)
        return systemFailure(errno);
    return syncToDisk(descriptor.get());
}

Result<void> renameDurably(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0)
        return systemFailure(errno);
    return syncFolderOf(to);
}

Result<Bytes> readFile(const std::filesystem::path& file, std::uintmax_t limit)
{
    const Descriptor descriptor(retrying([&] { return ::open(file.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (descriptor.get() < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(ErrorKind::Store, "file.missing", file.string());
    if (descriptor.get() < 0)
        return systemFailure(errno);
    struct stat about{};
    if (::fstat(descriptor.get(), &about) != 0)
        return systemFailure(errno);
    if (!S_ISREG(about.st_mode))
        return fail(ErrorKind::Store, "store.io", "not a regular file");
    if (static_cast<std::uintmax_t>(about.st_size) > limit)
        return fail(ErrorKind::Store, "file.too_large", file.string());

    Bytes bytes(static_cast<std::size_t>(about.st_size));
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got =
            retrying([&] { return ::read(descriptor.get(), bytes.data() + filled, bytes.size() - filled); });
        if (got < 0)
            return systemFailure(errno);
        if (got == 0)
            break; // cut shorter while we read
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

Result<void> writeFileDurably(const std::filesystem::path& file, ByteView bytes)
{
    std::string temporary = file.string() + ".tmp-XXXXXX";
    Descriptor descriptor(::mkostemp(temporary.data(), O_CLOEXEC)); // mode 0600
    if (descriptor.get() < 0)
        return systemFailure(errno);
    if (auto filled = fillAndClose(descriptor, bytes); !filled) {
        ::unlink(temporary.c_str());
        return filled;
    }
    if (::rename(temporary.c_str(), file.c_str()) != 0) {
        const int number = errno;
        ::unlink(temporary.c_str());
        return systemFailure(number);
    }
    return syncFolderOf(file);
}

Result<AppendFile> AppendFile::open(const std::filesystem::path& file, std::uint64_t size)
{
    Descriptor descriptor(retrying([&] { return ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600); }));
    if (descriptor.get() < 0)
        return systemFailure(errno);
    const auto end = static_cast<off_t>(size);
    if (retrying([&] { return ::ftruncate(descriptor.get(), end); }) != 0 ||
        ::lseek(descriptor.get(), end, SEEK_SET) != end)
        return systemFailure(errno);
    return AppendFile(descriptor.release(), size);
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size), m_dirty(other.m_dirty)
{
}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept
{
    if (this != &other) {
        release();
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_size = other.m_size;
        m_dirty = other.m_dirty;
    }
    return *this;
}

AppendFile::~AppendFile()
{
    release();
}

void AppendFile::release()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

Result<void> AppendFile::append(ByteView bytes)
{
    if (auto written = writeAll(m_descriptor, bytes); !written) {
        // What was written of it is no record; the next append goes where this one should have begun.
        const auto end = static_cast<off_t>(m_size);
        if (::ftruncate(m_descriptor, end) != 0 || ::lseek(m_descriptor, end, SEEK_SET) != end)
            return systemFailure(errno);
        return written;
    }
    m_size += bytes.size();
    m_dirty = true;
    return {};
}

Result<void> AppendFile::flush()
{
    if (!m_dirty)
        return {};
    LINLI_CHECK(syncToDisk(m_descriptor));
    m_dirty = false;
    return {};
}

Result<FileLock> FileLock::acquire(const std::filesystem::path& file)
{
    Descriptor descriptor(retrying([&] { return ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); }));
    if (descriptor.get() < 0)
        return systemFailure(errno);
    // flock belongs to the open file, so the kernel releases it however the process ends.
    if (retrying([&] { return ::flock(descriptor.get(), LOCK_EX | LOCK_NB); }) != 0) {
        if (errno == EWOULDBLOCK)
            return fail(ErrorKind::Store, "store.in_use", file.string());
        return systemFailure(errno);
    }
    return FileLock(descriptor.release());
}

FileLock::FileLock(FileLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    if (this != &other) {
        release();
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

FileLock::~FileLock()
{
    release();
}

void FileLock::release()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

} // namespace linli
