// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/World.h"

#include "tests/sync/SimDatabase.h"
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
    hubs.clear();
    database.reset();
    std::error_code ignored;
    disk.forget(folder);
    if (temporary)
        std::filesystem::remove_all(folder, ignored);
}

SimHub& World::hub()
{
    const auto up = std::ranges::find_if(hubs, [](const auto& hub) { return hub->isUp(); });
    return up == hubs.end() ? *hubs.front() : **up;
}

SimHub* World::hubFor(std::size_t address)
{
    for (std::size_t i = 0; i < hubs.size(); ++i)
        if (SimHub& hub = *hubs[(address + i) % hubs.size()]; hub.isUp())
            return &hub;
    return nullptr;
}

} // namespace linli::sim
