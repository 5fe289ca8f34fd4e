// SPDX-License-Identifier: Apache-2.0
#include "app/hub/KeyFile.h"

#include "core/base/Encoding.h"
#include "core/base/File.h"

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

namespace linli::hub {
namespace {

constexpr std::array<std::uint8_t, 5> mark = {'L', 'L', 'H', 'K', 1};
constexpr std::size_t keyBytes = 32;

std::unexpected<Error> unreadable(std::string why)
{
    return fail(ErrorKind::Store, "vault.unreadable", std::move(why));
}

} // namespace

Result<std::optional<crypto::Secret32>> KeyFile::load()
{
    struct stat about{};
    if (::lstat(m_file.c_str(), &about) != 0)
        return std::optional<crypto::Secret32>();
    if (!S_ISREG(about.st_mode) || (about.st_mode & (S_IRWXG | S_IRWXO)) != 0 || about.st_uid != ::geteuid())
        return unreadable(m_file.string() + " must be a file that only its owner can read (mode 0600)");
    LINLI_TRY(Bytes file, readFile(m_file, mark.size() + keyBytes));
    if (file.size() != mark.size() + keyBytes || !std::ranges::equal(ByteView(file).first(mark.size()), mark))
        return unreadable(m_file.string() + " is not a hub key");
    std::optional key(crypto::Secret32(ByteView(file).last<keyBytes>()));
    crypto::wipe(file);
    return key;
}

Result<crypto::Secret32> KeyFile::create()
{
    crypto::Secret32 key = crypto::Secret32::random();
    LINLI_CHECK(save(key));
    return key;
}

Result<void> KeyFile::save(const crypto::Secret32& key)
{
    if (std::filesystem::exists(std::filesystem::symlink_status(m_file)))
        return fail(ErrorKind::Store, "vault.exists", m_file.string());
    Bytes file(mark.begin(), mark.end());
    append(file, key.view());
    auto written = writeFileDurably(m_file, file);
    crypto::wipe(file);
    return written;
}

} // namespace linli::hub
