// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Backup.h"

#include "core/base/File.h"
#include "core/store/CopyDatabase.h"

#include <stdlib.h>

namespace linli::hub {
namespace {

using Access = store::Database::Access;
namespace fs = std::filesystem;

constexpr std::uintmax_t maxIdentityBytes = 64 * 1024;

/// Where the copy is made. It goes with the object unless it got its lasting name.
class Unfinished {
public:
    [[nodiscard]] static Result<Unfinished> beside(const fs::path& target)
    {
        std::error_code error;
        if (target.has_parent_path())
            fs::create_directories(target.parent_path(), error);
        std::string name = target.string() + ".unfinished-XXXXXX";
        if (error || ::mkdtemp(name.data()) == nullptr) // mode 0700
            return fail(ErrorKind::Store, "store.io", name);
        return Unfinished(name);
    }
    Unfinished(Unfinished&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
    Unfinished& operator=(Unfinished&&) = delete;
    ~Unfinished()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return m_path; }
    [[nodiscard]] Result<void> finish(const fs::path& target)
    {
        LINLI_CHECK(renameDurably(m_path, target));
        m_path.clear();
        return {};
    }

private:
    explicit Unfinished(fs::path path) : m_path(std::move(path)) {}
    fs::path m_path;
};

class Copier {
public:
    Copier(fs::path root, const BackupProgress& progress) : m_root(std::move(root)), m_progress(progress) {}

    [[nodiscard]] Result<void> copy(const fs::path& from, const fs::path& to, const crypto::Secret32& key) const
    {
        const fs::path name = to.lexically_relative(m_root);
        return store::copyDatabase(from, to, store::DatabaseKey(key.copy()),
                                   [&](std::uint64_t pages, std::uint64_t of) {
                                       if (m_progress)
                                           m_progress({name, pages, of});
                                   });
    }
    /// Where there is one.
    [[nodiscard]] Result<void> copyIfThere(const fs::path& from, const fs::path& to, const crypto::Secret32& key) const
    {
        std::error_code ignored;
        return fs::exists(from, ignored) ? copy(from, to, key) : Result<void>{};
    }

private:
    fs::path m_root;
    const BackupProgress& m_progress;
};

/// Returns the log's size.
Result<std::uint64_t> markRestored(const CommunityFiles& files)
{
    LINLI_TRY(auto log, openLog(files, Access::Write));
    LINLI_CHECK(log.standStill(Standstill::Restored));
    return log.head().transform([](const LogStore::Head& head) { return head.state.size; });
}

Result<std::uint64_t> copyCommunity(const CommunityFiles& from, const CommunityFiles& to, const Copier& copier)
{
    LINLI_CHECK(loadHubIdentity(from)); // proves that the key is the right one
    LINLI_CHECK(makePrivate(to.folder));
    LINLI_CHECK(copier.copy(from.log(), to.log(), from.keys.database));
    LINLI_TRY(const std::uint64_t size, markRestored(to));
    LINLI_CHECK(copier.copyIfThere(from.uploads(), to.uploads(), from.keys.photos));
    LINLI_CHECK(copier.copy(from.photos(), to.photos(), from.keys.photos));
    LINLI_TRY(const Bytes identity, readFile(from.identity(), maxIdentityBytes));
    LINLI_CHECK(writeFileDurably(to.identity(), identity));
    LINLI_CHECK(syncFolder(to.folder));
    return size;
}

Result<void> checkTarget(const fs::path& target)
{
    std::error_code error;
    const auto status = fs::status(target, error);
    const bool free = !fs::exists(status) || (fs::is_directory(status) && fs::is_empty(target, error) && !error);
    return free ? Result<void>{} : fail(ErrorKind::Invalid, "backup.not_empty", target.string());
}

} // namespace

Result<BackedUp> backUp(const HubFolder& hub, const fs::path& given, bool withKey, const BackupProgress& progress)
{
    // "copy/" would put the unfinished folder inside.
    const fs::path target = given.has_filename() ? given : given.parent_path();
    LINLI_CHECK(checkTarget(target));
    LINLI_TRY(const auto communities, hub.communities());
    if (communities.empty())
        return fail(ErrorKind::Store, "hub.no_data", "no community was founded yet");
    LINLI_TRY(auto unfinished, Unfinished::beside(target));
    const HubFolder copy = hub.at(unfinished.path());
    const Copier copier(unfinished.path(), progress);
    LINLI_CHECK(makePrivate(copy.communitiesFolder()));
    BackedUp done;
    for (const CommunityId& community : communities) {
        LINLI_TRY(const std::uint64_t size, copyCommunity(hub.files(community), copy.files(community), copier));
        done.logs.push_back({community, size});
    }
    if (withKey)
        LINLI_CHECK(copy.saveKey());
    LINLI_CHECK(syncFolder(copy.communitiesFolder()));
    LINLI_CHECK(syncFolder(unfinished.path()));
    LINLI_CHECK(unfinished.finish(target));
    return done;
}

} // namespace linli::hub
