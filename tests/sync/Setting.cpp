// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Setting.h"

#include "app/hub/Founding.h"
#include "core/base/Encoding.h"
#include "core/members/Invite.h"
#include "core/members/members.pb.h"
#include "tests/sync/SimDatabase.h"
#include "tests/sync/SimHub.h"

#include <cstdlib>

namespace linli::sim {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using members::Role;

constexpr Timestamp startOfTime = std::chrono::sys_days{std::chrono::year{2026} / 11 / 2} + std::chrono::hours(8);

constexpr std::string_view places = R"({"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"kind": "compound", "id": "JY", "name": "锦苑小区"}, "geometry":
 {"type": "Polygon", "coordinates": [[[104.40, 30.85], [104.41, 30.85], [104.41, 30.86], [104.40, 30.85]]]}},
{"type": "Feature", "properties": {"kind": "compound", "id": "XH", "name": "溪和小区"}, "geometry":
 {"type": "Polygon", "coordinates": [[[104.41, 30.85], [104.42, 30.85], [104.42, 30.86], [104.41, 30.85]]]}},
{"type": "Feature", "properties": {"kind": "building", "id": "JY-1", "compound": "JY", "name": "1栋", "units": 1, "floors": 5},
 "geometry": {"type": "Point", "coordinates": [104.405, 30.855]}},
{"type": "Feature", "properties": {"kind": "building", "id": "JY-2", "compound": "JY", "name": "2栋", "units": 1, "floors": 5},
 "geometry": {"type": "Point", "coordinates": [104.406, 30.855]}},
{"type": "Feature", "properties": {"kind": "building", "id": "XH-1", "compound": "XH", "name": "1栋", "units": 1, "floors": 5},
 "geometry": {"type": "Point", "coordinates": [104.415, 30.855]}}]})";
constexpr std::string_view households = "building,unit,room,area_m2,owners\n"
                                        "JY-1,1,101,85.30,1001\nJY-1,1,102,91.03,1002:1/2;1003:1/2\n"
                                        "JY-2,1,101,85.30,1004\nXH-1,1,101,60.00,1005\n";

fs::path newFolder()
{
    const fs::path base = fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
    std::string name = (base / "linli-sim-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    return fs::canonical(name);
}

void setRole(void* invite, Role role, const std::vector<std::string>& buildings, const std::string& household)
{
    auto* target = static_cast<pb::members::Invite*>(invite)->mutable_role();
    target->set_role(static_cast<pb::members::Role>(role));
    target->mutable_buildings()->Assign(buildings.begin(), buildings.end());
    target->set_household(household);
}

fs::path hubFolder(const fs::path& folder, std::size_t process = 0)
{
    return folder / ("hub" + std::to_string(process) + ".0");
}
fs::path phoneFolder(const fs::path& folder, std::size_t index)
{
    return folder / ("phone" + std::to_string(index) + ".0");
}

/// Phone `index` joins with the invite and is in step a moment later.
SimPhone& letIn(World& world, const std::string& invite)
{
    const std::size_t index = world.phones.size();
    world.phones.push_back(
        std::make_unique<SimPhone>(world, index, phoneFolder(world.folder, index), std::make_unique<SimVault>()));
    SimPhone& phone = *world.phones.back();
    phone.invite = invite;
    world.loop.runUntil(world.loop.now() + 2s); // the invite is on its way to the log
    phone.start();
    world.loop.runUntil(world.loop.now() + 5s);
    if (!phone.isUp() || !phone.isSettled(world.hub().size()))
        throw std::runtime_error("the setting cannot be made");
    return phone;
}

} // namespace

std::string makeInvite(SimPhone& phone, const std::function<void(void*)>& setTarget)
{
    crypto::Secret32 seed = crypto::Secret32::random();
    pb::members::Invite facts;
    facts.set_key(asString(crypto::SigningKey::fromSeed(seed).publicKey()));
    facts.set_expires_ms(toMs(phone.clock.now() + std::chrono::days(7)));
    setTarget(&facts);
    const std::string refused = phone.submit({"members.invite", toBytes(facts.SerializeAsString()), {}, {}});
    if (!refused.empty())
        return {};
    const community::Genesis& genesis = phone.replica().genesis();
    return members::inviteText({genesis.community, genesis.hubKey, genesis.foundingHash, std::move(seed)});
}

Setting::Setting() : m_folder(newFolder())
{
    build();
}

Setting::~Setting()
{
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void Setting::build()
{
    reseedSodium(1);
    const fs::path folder = m_folder / "setting";
    fs::create_directories(folder);
    World world(1, startOfTime, m_disk, folder, false);
    must(writeFileDurably(m_folder / "places.geojson", asBytes(places)));
    must(writeFileDurably(m_folder / "households.csv", asBytes(households)));
    const SimClock clock(world.loop);
    const auto founded = must(
        hub::found(hubFolder(folder), {"社区", m_folder / "places.geojson", m_folder / "households.csv", {}}, clock));
    world.hubs.push_back(std::make_unique<SimHub>(world, 0, hubFolder(folder)));
    world.hub().start();
    SimPhone& admin = letIn(world, founded.adminInvite);
    letIn(world, makeInvite(admin, [](void* to) { setRole(to, Role::Captain, {"JY-1"}, "JY-1-1-101"); }));
    letIn(world, makeInvite(admin, [](void* to) { setRole(to, Role::Worker, {}, {}); }));
    letIn(world, makeInvite(admin, [](void* to) { setRole(to, Role::Treasurer, {}, "JY-1-1-102"); }));
    const auto home = [](const char* household) {
        return [household](void* to) { static_cast<pb::members::Invite*>(to)->set_household(household); };
    };
    SimPhone& resident = letIn(world, makeInvite(admin, home("JY-1-1-101")));
    const MemberId member = must(resident.home().member());
    letIn(world,
          makeInvite(resident, [&](void* to) { static_cast<pb::members::Invite*>(to)->set_own_device(member.str()); }));
    letIn(world, makeInvite(admin, home("XH-1-1-101")));
    world.loop.runUntil(world.loop.now() + 3min);
    for (const auto& phone : world.phones) {
        if (!phone->isSettled(world.hub().size()) || !world.journal.failures().empty())
            throw std::runtime_error("the setting is not in step");
        m_keys.push_back(std::move(*must(phone->vault().load())));
    }
    m_end = world.loop.now() + 1h;
}

/// The hub as one process with files of its own, or as several, of which each brings the key and makes its replica anew.
void Setting::copyHub(World& world, std::size_t processes)
{
    const fs::path made = hubFolder(m_folder / "setting");
    if (processes == 1) {
        fs::copy(made, hubFolder(world.folder), fs::copy_options::recursive);
        world.hubs.push_back(std::make_unique<SimHub>(world, 0, hubFolder(world.folder)));
        return;
    }
    const fs::path database = world.folder / "database";
    fs::copy(made, database, fs::copy_options::recursive);
    world.database = std::make_unique<SimDatabase>(world, database);
    for (std::size_t process = 0; process < processes; ++process) {
        const fs::path folder = hubFolder(world.folder, process);
        fs::create_directories(folder);
        fs::copy(made / "keys", folder / "keys", fs::copy_options::recursive);
        world.hubs.push_back(std::make_unique<SimHub>(world, process, folder, world.database.get()));
    }
}

std::unique_ptr<World> Setting::newWorld(std::uint64_t seed, const std::vector<std::size_t>& phones,
                                         std::size_t processes, bool print)
{
    reseedSodium(seed);
    const fs::path folder = m_folder / ("run" + std::to_string(m_runs++));
    fs::create_directories(folder);
    auto world = std::make_unique<World>(seed, m_end, m_disk, folder, print);
    world->temporary = true;
    copyHub(*world, processes);
    for (const std::size_t index : phones) {
        fs::copy(phoneFolder(m_folder / "setting", index), phoneFolder(folder, index), fs::copy_options::recursive);
        world->phones.push_back(std::make_unique<SimPhone>(*world, index, phoneFolder(folder, index),
                                                           std::make_unique<SimVault>(m_keys[index])));
    }
    return world;
}

} // namespace linli::sim
