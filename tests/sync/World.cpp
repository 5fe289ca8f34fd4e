// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/World.h"

#include "tests/sync/SimHub.h"
#include "tests/sync/SimPhone.h"

namespace linli::sim {

World::World(std::uint64_t seed, Timestamp start, SimDisk& disks, std::filesystem::path runFolder, bool print)
    : loop(start), random(seed), journal(print), disk(disks), folder(std::move(runFolder))
{
}

World::~World()
{
    phones.clear();
    hub.reset();
    std::error_code ignored;
    disk.forget(folder);
    if (temporary)
        std::filesystem::remove_all(folder, ignored);
}

} // namespace linli::sim
