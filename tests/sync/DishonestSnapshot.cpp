// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/funds/funds.pb.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/snapshot/Installer.h"
#include "core/sync/Messages.h"
#include "tests/sync/Dishonest.h"
#include "tests/sync/SimHub.h"

namespace linli::sim {
namespace {

using namespace std::chrono_literals;

struct Snapshot {
    snapshot::Manifest manifest;
    std::map<std::string, Bytes> pages; ///< by their name in hexadecimal
};

bool falsifyRow(pb::snapshot::Page& page)
{
    for (auto& table : *page.mutable_tables())
        for (auto& column : *table.mutable_columns())
            if (table.name() == "household" && column.name() == "area_cm2" && column.integers_size() > 0) {
                column.set_integers(0, column.integers(0) + 1);
                return true;
            }
    return false;
}

bool falsifyFund(pb::snapshot::Page& page)
{
    if (page.entries_size() == 0)
        return false;
    page.mutable_entries(0)->set_accepted_ms(page.entries(0).accepted_ms() - 1);
    return true;
}

/// Gives its victim the hub's snapshots with something false in them, under the hub's own key.
class SnapshotLiar final : public Interposer {
public:
    SnapshotLiar(World& world, SimPhone& victim, Lie lie)
        : m_world(world), m_victim(victim), m_lie(lie), m_identity(stolenIdentity(world))
    {
    }
    bool told = false;

    std::optional<sync::HttpResponse> onRequest(SimPhone& phone, sync::HttpRequest& request) override
    {
        constexpr std::string_view ask = "/snapshot/page/";
        const std::size_t at = request.path.find(ask);
        if (&phone != &m_victim || at == std::string::npos)
            return std::nullopt;
        const auto page = m_pages.find(request.path.substr(at + ask.size()));
        if (page == m_pages.end())
            return std::nullopt;
        told = true;
        return sync::HttpResponse{200, std::string(sync::snapshotType), page->second, std::nullopt};
    }
    void onReply(SimPhone& phone, const sync::HttpRequest& request, sync::HttpResponse& reply) override
    {
        if (&phone != &m_victim || !request.path.ends_with("/snapshot") || reply.status != 200)
            return;
        Snapshot snapshot = read(reply.body);
        falsify(snapshot);
        if (m_lie == Lie::SnapshotRow)
            snapshot.manifest.communityDigest = digestOf(snapshot);
        m_pages = snapshot.pages;
        reply.body = sign(snapshot.manifest);
    }

private:
    [[nodiscard]] const community::Genesis& genesis() const { return m_world.hub().community().genesis(); }
    [[nodiscard]] Bytes sign(const snapshot::Manifest& manifest) const
    {
        return snapshot::signManifest(manifest, genesis().community, m_identity.signing);
    }
    [[nodiscard]] Snapshot read(ByteView signedManifest) const
    {
        Snapshot out{must(snapshot::verifyManifest(signedManifest, genesis().community, genesis().hubKey)), {}};
        for (const auto& page : out.manifest.pages)
            out.pages[toHex(page.sha256)] =
                must(m_world.hub().community().snapshots().page(page.sha256)).value_or(Bytes{});
        return out;
    }
    void falsify(Snapshot& snapshot) const
    {
        for (auto& info : snapshot.manifest.pages) {
            auto page = must(snapshot::readPage(snapshot.pages[toHex(info.sha256)]));
            if (!(m_lie == Lie::SnapshotRow ? falsifyRow(page) : falsifyFund(page)))
                continue;
            Bytes packed = snapshot::packPage(page);
            info.sha256 = crypto::sha256(packed);
            snapshot.pages[toHex(info.sha256)] = std::move(packed);
            return;
        }
        throw std::runtime_error("nothing to falsify");
    }
    /// What a phone computes that has taken all of it, so that the lie is consistent.
    [[nodiscard]] Hash digestOf(const Snapshot& snapshot) const
    {
        const auto file = m_world.folder / ("liar" + toHex(crypto::randomBytes(8)) + ".db");
        auto replica = must(community::Replica::create(
            must(store::Database::open(file, store::DatabaseKey(crypto::Secret32()), store::Database::Access::Create)),
            genesis()));
        auto installer = must(snapshot::Installer::open(replica, m_identity));
        const Timestamp now = m_world.loop.now();
        must(installer.begin(sign(snapshot.manifest), std::nullopt, now));
        while (const auto name = installer.nextPage())
            must(installer.addPage(snapshot.pages.at(toHex(*name)), now));
        Hash digest{};
        must(replica.install(
            [&](community::Replica::Install& step) -> Result<void> {
                LINLI_CHECK(step.finish(snapshot.manifest.frontier, snapshot.manifest.lastAccepted));
                LINLI_TRY(digest, step.communityDigest());
                return {};
            },
            now));
        return digest;
    }

    World& m_world;
    SimPhone& m_victim;
    Lie m_lie;
    crypto::Identity m_identity;
    std::map<std::string, Bytes> m_pages;
};

void openAccount(SimPhone& treasurer)
{
    pb::funds::OpenAccountFacts facts;
    facts.set_track(pb::funds::MICRO_FUND);
    pb::funds::OpenAccountContent content;
    content.set_name("微基金");
    const std::string refused = treasurer.submit(
        {"funds.open_account", toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()), {}});
    if (!refused.empty())
        throw std::runtime_error("no account: " + refused);
}

/// A community that has a snapshot, with an account in it.
void growUp(World& world)
{
    world.hub().start();
    for (const auto& phone : world.phones)
        phone->start();
    world.loop.runUntil(world.loop.now() + 20s);
    openAccount(*world.phones[3]);
    while (!must(world.hub().community().snapshots().manifest()))
        grow(world, *world.phones[0]);
}

SimPhone& addNewcomer(World& world)
{
    const std::size_t index = Setting::people;
    world.phones.push_back(std::make_unique<SimPhone>(
        world, index, world.folder / ("phone" + std::to_string(index) + ".0"), std::make_unique<SimVault>()));
    SimPhone& newcomer = *world.phones.back();
    newcomer.invite = makeInvite(*world.phones[0],
                                 [](void* to) { static_cast<pb::members::Invite*>(to)->set_household("XH-1-1-101"); });
    return newcomer;
}

} // namespace

Outcome playSnapshotLie(Setting& setting, std::uint64_t seed, Lie lie, bool print)
{
    const auto owned = setting.newWorld(seed, {0, 1, 2, 3}, 1, print);
    World& world = *owned;
    world.weather.slowest = Milliseconds(world.random.between(5, 500));
    growUp(world);
    SimPhone& victim = addNewcomer(world);
    auto liar = std::make_unique<SnapshotLiar>(world, victim, lie);
    const bool& told = liar->told;
    world.interposer = std::move(liar);
    world.loop.runUntil(world.loop.now() + 10s);
    victim.start();
    world.loop.runUntil(world.loop.now() + 2min);
    if (!told)
        world.journal.fail("the lie was not told");
    if (lie == Lie::SnapshotRow && !victim.alarms.empty())
        world.journal.fail("the lie was not a good one: " + victim.alarms.front());
    if (lie == Lie::SnapshotRow)
        victim.audit(true);
    world.loop.runUntil(world.loop.now() + 2min);
    if (victim.alarms.empty())
        world.journal.fail(std::string(lieName(lie)) + " went unnoticed");
    for (const auto& phone : world.phones)
        if (phone.get() != &victim && !phone->alarms.empty())
            world.journal.fail(phone->name() + " raised a false alarm: " + phone->alarms.front());
    for (const std::string& code : victim.alarms)
        world.journal.count(std::string(lieName(lie)) + " → " + code);
    return {world.journal.failures(), world.journal.counts(), world.journal.hash()};
}

} // namespace linli::sim
