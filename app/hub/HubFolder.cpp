// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HubFolder.h"

#include "app/hub/KeyFile.h"
#include "core/crypto/Crypto.h"

#include <algorithm>

#include <sys/stat.h>

namespace linli::hub {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> cannotMake(const fs::path& folder, const std::error_code& why)
{
    return fail(ErrorKind::Store, "store.io", folder.string() + ": " + why.message());
}

fs::path keyPath(const fs::path& folder)
{
    return folder / "keys" / "hub.key";
}

std::uint64_t firstEightBytes(ByteView bytes)
{
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bytes.first(8))
        number = number << 8 | byte;
    return number;
}

} // namespace

Result<void> makePrivate(const fs::path& folder)
{
    std::error_code error;
    if (fs::is_directory(folder, error))
        return {};
    error.clear(); // that the folder is not there yet is no trouble
    if (folder.has_parent_path())
        fs::create_directories(folder.parent_path(), error);
    if (!error && ::mkdir(folder.c_str(), S_IRWXU) != 0)
        error = std::error_code(errno, std::generic_category());
    if (error)
        return cannotMake(folder, error);
    return {};
}

Result<HubFolder> HubFolder::open(const fs::path& folder, const fs::path& keyFile)
{
    LINLI_TRY(auto master, KeyFile(keyFile.empty() ? keyPath(folder) : keyFile).load());
    std::error_code ignored;
    if (!master && fs::exists(folder / "communities", ignored))
        return fail(ErrorKind::Store, "hub.key_lost",
                    (keyFile.empty() ? keyPath(folder) : keyFile).string() + " is missing");
    if (!master)
        return fail(ErrorKind::Store, "hub.no_data", "nothing was founded in " + folder.string());
    return HubFolder(folder, std::move(*master));
}

Result<HubFolder> HubFolder::openOrCreate(const fs::path& folder)
{
    auto opened = open(folder);
    if (opened || opened.error().code != "hub.no_data")
        return opened;
    LINLI_CHECK(makePrivate(folder));
    LINLI_CHECK(makePrivate(folder / "keys"));
    LINLI_TRY(auto master, KeyFile(keyPath(folder)).create());
    LINLI_CHECK(makePrivate(folder / "communities"));
    return HubFolder(folder, std::move(master));
}

Result<void> HubFolder::saveKey() const
{
    LINLI_CHECK(makePrivate(keyPath(m_folder).parent_path()));
    return KeyFile(keyPath(m_folder)).save(m_master);
}

Result<FileLock> HubFolder::lock() const
{
    return FileLock::acquire(m_folder / "lock");
}

Result<std::vector<CommunityId>> HubFolder::communities() const
{
    std::vector<CommunityId> found;
    std::error_code error;
    for (fs::directory_iterator at(communitiesFolder(), error); !error && at != fs::directory_iterator();
         at.increment(error))
        if (const auto id = parseId<CommunityId>(at->path().filename().string()))
            found.push_back(*id);
    if (error && error != std::errc::no_such_file_or_directory)
        return cannotMake(communitiesFolder(), error);
    std::ranges::sort(found);
    return found;
}

CommunityFiles HubFolder::files(const CommunityId& community) const
{
    const std::uint64_t number = firstEightBytes(crypto::sha256(community.view()));
    const crypto::Secret32 own = crypto::deriveKey(m_master, number, "linlihub");
    return {community, communitiesFolder() / toText(community), crypto::deriveHomeKeys(own)};
}

} // namespace linli::hub
