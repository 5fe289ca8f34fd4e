// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Play.h"

#include "core/sync/SyncTuning.h"
#include "tests/sync/Acts.h"
#include "tests/sync/Checks.h"
#include "tests/sync/SimDatabase.h"
#include "tests/sync/SimHub.h"
#include "tests/sync/SimPhone.h"

namespace linli::sim {
namespace {

using namespace std::chrono_literals;

std::vector<std::size_t> choosePhones(std::uint64_t seed)
{
    Random random(seed ^ 0x70686F6E65U);
    std::vector<std::size_t> phones{0};
    const auto count = static_cast<std::size_t>(random.between(3, 6));
    while (phones.size() < count) {
        const std::size_t next = 1 + random.below(Setting::people - 1);
        if (!std::ranges::contains(phones, next))
            phones.push_back(next);
    }
    return phones;
}

/// One seed of three plays a hub of two processes that share a database.
std::size_t chooseProcesses(std::uint64_t seed)
{
    return Random(seed ^ 0x687562U).chance(1.0 / 3) ? 2 : 1;
}

Weather badWeather(Random& random)
{
    const double badness = random.unit() * random.unit();
    return {.lose = badness * 0.2,
            .cut = badness * 0.2,
            .twice = random.unit() * 0.2,
            .stray = random.chance(0.2) ? 0.05 : 0.0,
            .slowest = Milliseconds(random.between(20, 3000))};
}

} // namespace

Play::Play(Setting& setting, std::uint64_t seed, bool print)
    : m_world(setting.newWorld(seed, choosePhones(seed), chooseProcesses(seed), print))
{
    World& world = *m_world;
    world.weather = badWeather(world.random);
    m_actsLeft = static_cast<int>(world.random.between(60, 200));
    if (world.random.chance(0.5)) {
        auto newcomer =
            std::make_unique<SimPhone>(world, Setting::people, world.folder / "phone7.0", std::make_unique<SimVault>());
        newcomer->waitsForInvite = true;
        world.phones.push_back(std::move(newcomer));
    }
}

Outcome Play::run()
{
    World& world = *m_world;
    for (const auto& hub : world.hubs)
        hub->start();
    m_foundWith = world.hub().size();
    m_began = world.loop.now();
    for (const auto& phone : world.phones)
        if (!phone->waitsForInvite)
            phone->start();
    acts();
    accidents();
    while (m_actsLeft > 0)
        world.loop.runUntil(world.loop.now() + 10s);
    heal();
    if (world.journal.failures().empty() || isSettled())
        checkEverything(world, m_foundWith);
    world.note("end, log " + std::to_string(world.hub().size()));
    return {world.journal.failures(), world.journal.counts(), world.journal.hash()};
}

SimPhone& Play::anyPhone()
{
    return *m_world->random.pick(m_world->phones);
}

void Play::acts()
{
    // People act in bursts: a few at once, then nothing for a while.
    const bool burst = m_world->random.chance(0.6);
    m_world->loop.after(Milliseconds(m_world->random.between(1, burst ? 400 : 15'000)), [this] {
        if (--m_actsLeft < 0)
            return;
        SimPhone& phone = anyPhone();
        if (phone.isUp())
            Hand(*m_world, phone).act();
        for (const auto& other : m_world->phones)
            if (std::exchange(other->waitsForInvite, other->waitsForInvite && other->invite.empty()) &&
                !other->invite.empty())
                other->start();
        acts();
    });
}

void Play::accidents()
{
    m_world->loop.after(Milliseconds(m_world->random.between(500, 30'000)), [this] {
        if (m_healing)
            return;
        accident();
        accidents();
    });
}

void Play::accident()
{
    World& world = *m_world;
    const Milliseconds lasts(world.random.between(10, 40'000));
    const auto later = [&](const std::function<void()>& what) { world.loop.after(lasts, what); };
    SimPhone& phone = anyPhone();
    SimHub& hub = *world.random.pick(world.hubs);
    const bool powerLoss = world.random.chance(0.5);
    switch (world.random.below(world.database ? 11 : 10)) {
    case 0: // the hub is killed, or its machine loses power: between two events or in the middle of one
        if (!hub.isUp())
            break;
        if (world.random.chance(0.3))
            hub.die(powerLoss, lasts);
        else
            hub.doom(world.random.below(60) + 1, powerLoss, lasts);
        break;
    case 1: // the same to an app
        if (!phone.hasStarted() || phone.isDead())
            break;
        if (world.random.chance(0.3))
            phone.die(powerLoss, lasts);
        else
            phone.doom(world.random.below(60) + 1, powerLoss, lasts);
        break;
    case 2: // a tunnel
    case 3:
        world.note(phone.name() + " offline");
        phone.online = false;
        later([&phone] { phone.online = true; });
        break;
    case 4: // other weather
        world.weather = badWeather(world.random);
        break;
    case 5: // a phone's clock is wrong
        phone.clock.offset = Milliseconds(world.random.between(-86'400'000, 86'400'000));
        break;
    case 6: // the hub's clock is set wrong, and put right after a while
        if (!hub.isUp())
            break;
        hub.clock.offset = Milliseconds(world.random.chance(0.5) ? 3'600'000 : -world.random.between(1, 7'200'000));
        world.note("hub clock off by " + std::to_string(hub.clock.offset.count()));
        later([&hub] { hub.clock.offset = 0ms; });
        break;
    case 7: // a file of a phone is lost, its sidecar is not
        if (phone.isUp() && world.random.chance(0.5))
            phone.loseFile(static_cast<SimPhone::Damage>(world.random.below(4)), lasts);
        break;
    case 8: { // a disk is full or broken
        const auto illness = world.random.chance(0.5) ? SimDisk::Illness::Full : SimDisk::Illness::Broken;
        if (world.random.chance(0.3) && hub.isUp())
            hub.fallIll(illness, lasts);
        else if (phone.isUp())
            phone.fallIll(illness, lasts);
        break;
    }
    case 10:
        world.database->goAway(lasts / 4);
        break;
    default: // all phones at once, after an outage
        for (const auto& each : world.phones) {
            each->online = false;
            world.loop.after(lasts, [&each] { each->online = true; });
        }
    }
}

bool Play::isSettled()
{
    World& world = *m_world;
    const std::uint64_t size = world.hub().isUp() ? world.hub().size() : 0;
    return std::ranges::all_of(world.hubs, [&](const auto& hub) { return hub->isUp() && hub->size() == size; }) &&
           std::ranges::all_of(world.phones, [&](const auto& phone) { return phone->isSettled(size); });
}

bool Play::lacksPhotos()
{
    return std::ranges::any_of(m_world->phones, [this](const auto& phone) {
        return phone->isUp() && !phone->isShutOut() && lacksPhoto(*m_world, *phone);
    });
}

/// Good weather, right clocks, every process up; nothing else helps: the engines find back by themselves.
void Play::heal()
{
    World& world = *m_world;
    m_healing = true;
    for (const auto& hub : world.hubs)
        hub->spare();
    for (const auto& phone : world.phones)
        phone->spare();
    world.loop.runUntil(world.loop.now() + 45s); // who was to come back has
    world.note("healing");
    world.weather = {};
    for (const auto& hub : world.hubs)
        hub->clock.offset = 0ms;
    if (world.database)
        world.database->heal();
    for (const auto& phone : world.phones) {
        phone->online = true;
        phone->clock.offset = 0ms;
    }
    // Everybody in step, and after the longest backoff and poll interval still so: the hub's clock may have brought a tick
    // meanwhile. A photo that came late is here after photoAbsentGrowth times that.
    const auto look = sync::tuning::backoffCap + sync::tuning::pollInterval + 5s;
    const Timestamp patience =
        world.loop.now() + 20min + sync::tuning::photoAbsentGrowth * (world.loop.now() - m_began);
    while (world.loop.now() < patience) {
        world.loop.runUntil(world.loop.now() + 5s);
        if (!isSettled())
            continue;
        world.loop.runUntil(world.loop.now() + look);
        if (isSettled() && !lacksPhotos())
            return auditAll();
    }
    for (const auto& phone : world.phones)
        if (!phone->isSettled(world.hub().size()))
            world.journal.fail(phone->name() + " does not get in step: " + phone->explain());
}

/// Who began with a snapshot, and one more, ask whether all of it was true.
void Play::auditAll()
{
    World& world = *m_world;
    const SimPhone& oneMore = anyPhone();
    for (const auto& phone : world.phones) {
        const bool began = phone->isUp() && must(phone->replica().snapshotEnd()).value > 0;
        world.journal.count(began ? "phones that began with a snapshot" : "phones with the whole log");
        if (began || phone.get() == &oneMore)
            phone->audit(world.random.chance(0.5));
    }
    world.loop.runUntil(world.loop.now() + 2min);
    // The hub's clock may have brought a tick in this very moment.
    const Timestamp patience = world.loop.now() + 1min;
    while (!isSettled() && world.loop.now() < patience)
        world.loop.runUntil(world.loop.now() + 5s);
    if (!isSettled())
        world.journal.fail("an audit does not end");
}

} // namespace linli::sim
