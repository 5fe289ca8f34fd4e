// SPDX-License-Identifier: Apache-2.0
#include "core/community/HomeFiles.h"

namespace linli::community {

namespace fs = std::filesystem;

fs::path databaseFile(const fs::path& folder)
{
    return folder / "linli.db";
}

fs::path freshFile(const fs::path& folder)
{
    return folder / "linli.db.fresh";
}

fs::path photosFile(const fs::path& folder)
{
    return folder / "photos.db";
}

fs::path scratchFile(const fs::path& folder)
{
    return folder / "audit.db";
}

fs::path sidecarFile(const fs::path& folder)
{
    return folder / "own.sidecar";
}

fs::path identityFile(const fs::path& folder)
{
    return folder / "identity.sealed";
}

bool isThere(const fs::path& file)
{
    std::error_code problem;
    return fs::exists(file, problem);
}

void removeDatabase(const fs::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"})
        fs::remove(file.string() + suffix, ignored);
}

bool isLost(const fs::path& folder)
{
    return !isThere(databaseFile(folder)) && isThere(sidecarFile(folder));
}

Result<void> makeFolder(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (!problem)
        fs::permissions(folder, fs::perms::owner_all, problem);
    if (problem)
        return fail(ErrorKind::Store, "store.io", problem.message());
    return {};
}

fs::path freeName(const fs::path& file, std::string_view word)
{
    std::error_code problem;
    std::string name;
    for (int number = 1; number == 1 || fs::exists(name, problem); ++number)
        name = file.string() + "." + std::string(word) + "-" + std::to_string(number);
    return name;
}

Result<void> setAside(const fs::path& file)
{
    std::error_code problem;
    const std::string suffix = freeName(file, "quarantine").string().substr(file.string().size());
    for (const char* part : {"", "-wal", "-shm"}) {
        const std::string name = file.string() + part;
        if (!fs::exists(name, problem))
            continue;
        fs::rename(name, name + suffix, problem);
        if (problem)
            return fail(ErrorKind::Store, "store.io", problem.message());
    }
    return {};
}

Result<void> moveInPlace(const fs::path& from, const fs::path& to)
{
    std::error_code problem;
    fs::rename(from, to, problem);
    if (problem)
        return fail(ErrorKind::Store, "store.io", problem.message());
    return {};
}

} // namespace linli::community
