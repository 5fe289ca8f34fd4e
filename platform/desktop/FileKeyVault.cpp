// SPDX-License-Identifier: Apache-2.0
#include "platform/desktop/FileKeyVault.h"

#include "core/base/File.h"
#include "core/crypto/Crypto.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace linli::platform {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view magic = "LINLIKEY";
constexpr std::uint8_t version = 1;
constexpr std::size_t keyBytes = 32;
constexpr std::size_t fileBytes = magic.size() + 1 + keyBytes;

std::unexpected<Error> unreadable(std::string why)
{
    return fail(ErrorKind::Store, "vault.unreadable", std::move(why));
}

std::unexpected<Error> ioFailure(int number)
{
    return fail(ErrorKind::Store, number == ENOSPC || number == EDQUOT ? "store.disk_full" : "store.io",
                std::error_code(number, std::generic_category()).message());
}

/// A new folder survives a power cut only when the folder above it is on the disk.
Result<void> syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return ioFailure(errno);
    const int failure = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (failure != 0)
        return ioFailure(failure);
    return {};
}

Result<crypto::Secret32> parse(ByteView file)
{
    if (file.size() != fileBytes || !std::ranges::equal(file.first(magic.size()), asBytes(magic)))
        return unreadable("format");
    if (file[magic.size()] != version)
        return unreadable("version");
    return crypto::Secret32(file.last<keyBytes>());
}

} // namespace

FileKeyVault::FileKeyVault(const fs::path& home)
    : m_home(home), m_folder(home / "keys"), m_file(m_folder / "master.key")
{
}

Result<void> FileKeyVault::checkPrivate(const fs::path& path) const
{
    struct stat about{};
    if (::lstat(path.c_str(), &about) != 0)
        return unreadable(std::error_code(errno, std::generic_category()).message());
    constexpr mode_t others = S_IRWXG | S_IRWXO;
    if (S_ISLNK(about.st_mode) || (about.st_mode & others) != 0 || about.st_uid != ::geteuid())
        return unreadable("permissions");
    return {};
}

Result<std::optional<crypto::Secret32>> FileKeyVault::load()
{
    std::error_code trouble;
    const fs::file_status status = fs::symlink_status(m_file, trouble);
    if (status.type() == fs::file_type::not_found)
        return std::nullopt;
    if (trouble)
        return unreadable(trouble.message());
    LINLI_CHECK(checkPrivate(m_folder));
    LINLI_CHECK(checkPrivate(m_file));

    Result<Bytes> file = readFile(m_file, fileBytes);
    if (!file)
        return unreadable(file.error().code == "file.too_large" ? "format" : file.error().detail);
    Result<crypto::Secret32> key = parse(*file);
    crypto::wipe(*file);
    if (!key)
        return std::unexpected(std::move(key).error());
    return std::optional(std::move(*key));
}

Result<void> FileKeyVault::makeFolder() const
{
    std::error_code trouble;
    fs::create_directories(m_home, trouble);
    if (trouble)
        return ioFailure(trouble.value());
    if (::mkdir(m_folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return ioFailure(errno);
    LINLI_CHECK(checkPrivate(m_folder));
    return syncFolder(m_home);
}

Result<crypto::Secret32> FileKeyVault::create()
{
    LINLI_CHECK(makeFolder());
    // The home's own lock keeps others out; this one holds even for a caller that does not take it.
    LINLI_TRY(const FileLock lock, FileLock::acquire(m_folder / "lock"));
    std::error_code trouble;
    if (fs::symlink_status(m_file, trouble).type() != fs::file_type::not_found)
        return fail(ErrorKind::Store, "vault.exists", m_file.string());

    const crypto::Secret32 key = crypto::Secret32::random();
    Bytes file;
    file.reserve(fileBytes); // so that no half-filled buffer is left behind unwiped
    std::ranges::copy(asBytes(magic), std::back_inserter(file));
    file.push_back(version);
    std::ranges::copy(key.view(), std::back_inserter(file));
    const Result<void> written = writeFileDurably(m_file, file);
    crypto::wipe(file);
    LINLI_CHECK(written);
    return key.copy();
}

} // namespace linli::platform
