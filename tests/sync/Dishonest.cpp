// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Dishonest.h"

#include "app/hub/FolderStorage.h"
#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/plans/plans.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/sync/Acts.h"
#include "tests/sync/SimHub.h"

namespace linli::sim {
namespace {

using namespace std::chrono_literals;
using pb::sync::LogPage;

/// Stands between the honest hub and its victim, with the hub's own key.
class Liar final : public Interposer {
public:
    Liar(World& world, SimPhone& victim, Lie lie) : m_world(world), m_victim(victim), m_lie(lie)
    {
        m_identity.emplace(stolenIdentity(world));
        m_since = world.hub().size();
    }
    bool lying = true;

    std::optional<sync::HttpResponse> onRequest(SimPhone& phone, sync::HttpRequest& request) override
    {
        return lying && m_lie == Lie::DroppedBallot && &phone == &m_victim && request.path.ends_with("/operations")
                   ? dropBallot(request)
                   : std::nullopt;
    }
    void onReply(SimPhone& phone, const sync::HttpRequest& request, sync::HttpResponse& reply) override
    {
        LogPage page;
        if (&phone != &m_victim || request.path.find("/log?after=") == std::string::npos || reply.status != 200 ||
            !sync::decodeBody(reply.contentType, reply.body, page) || !forge(page))
            return;
        sync::Body body = sync::encodeBody(page);
        reply.contentType = std::move(body.contentType);
        reply.body = std::move(body.bytes);
    }
    void onFrame(SimPhone& phone, Bytes& frame) override
    {
        LogPage page;
        if (&phone == &m_victim && sync::decodeFrame(frame, page) && forge(page))
            frame = sync::encodeFrame(page);
    }

private:
    /// True when the page is another now.
    bool forge(LogPage& page)
    {
        if (!lying || page.entries().empty() || page.entries().rbegin()->seq() <= m_since)
            return false;
        switch (m_lie) {
        case Lie::HiddenEntry:
            return hideLast(page);
        case Lie::MissingEntry:
            return leaveOut(page);
        case Lie::DroppedBallot:
        case Lie::SnapshotRow:
        case Lie::SnapshotFund:
            return false;
        default:
            return signForgery(page);
        }
    }
    static bool hideLast(LogPage& page)
    {
        auto& entry = *page.mutable_entries()->rbegin();
        if (!entry.has_operation())
            return false;
        entry.set_op_hash(asString(must(log::operationFromProto(entry.operation())).hash()));
        entry.clear_operation();
        entry.clear_audience();
        return true;
    }
    bool leaveOut(LogPage& page) const
    {
        auto& entries = *page.mutable_entries();
        for (auto entry = entries.begin(); entry != entries.end();) {
            if (entry->seq() == m_since + 1) {
                entry = entries.erase(entry);
                continue;
            }
            if (entry->seq() > m_since)
                entry->set_seq(entry->seq() - 1);
            ++entry;
        }
        return true;
    }
    /// How the victim's log differs from everybody's. Pure in the entry, so that every page shows one forged log.
    void falsify(log::Entry& entry) const
    {
        if (entry.stub.seq.value <= m_since)
            return;
        if (m_lie == Lie::TwoBranches)
            entry.stub.accepted += 1ms;
        if (m_lie == Lie::BackDated)
            entry.stub.accepted -= 48h;
        if (m_lie == Lie::FalseVerdict && entry.stub.verdict.accepted())
            entry.stub.verdict.code = "hazards.not_allowed";
    }
    bool signForgery(LogPage& page)
    {
        log::MerkleTree tree;
        for (log::Entry entry : m_world.hub().log()) {
            falsify(entry);
            tree.append(entry.leafHash());
        }
        for (auto& in : *page.mutable_entries()) {
            log::Entry entry = in.has_own() ? m_world.hub().log().at(in.seq() - 1) : must(log::fromProto(in));
            falsify(entry);
            in.Clear();
            log::toProto(entry, in);
        }
        const std::uint64_t end = page.entries().rbegin()->seq();
        const log::LogState state{tree.size(), tree.root()};
        page.set_checkpoint(
            log::signCheckpoint(m_world.hub().community().genesis().community, state, m_identity->signing));
        page.clear_consistency();
        for (const Hash& hash : tree.consistencyProof(end, tree.size()))
            page.add_consistency(asString(hash));
        return true;
    }
    std::optional<sync::HttpResponse> dropBallot(const sync::HttpRequest& request)
    {
        pb::sync::Push push;
        if (!sync::decodeBody(request.contentType, request.body, push) || push.operations_size() != 1)
            return std::nullopt;
        const log::Header header = must(log::headerOf(push.operations(0)));
        if (header.kind != "plans.vote")
            return std::nullopt;
        m_world.note("the hub drops a ballot");
        pb::sync::PushAnswer answers;
        auto* answer = answers.add_answers();
        answer->set_status(pb::sync::Answer::ACCEPTED);
        answer->set_seq(m_world.hub().size() + 1);
        sync::Body body = sync::encodeBody(answers);
        return sync::HttpResponse{200, std::move(body.contentType), std::move(body.bytes), std::nullopt};
    }

    World& m_world;
    SimPhone& m_victim;
    Lie m_lie;
    std::optional<crypto::Identity> m_identity;
    std::uint64_t m_since = 0;
};

OpId openPoll(World& world, SimPhone& staff)
{
    pb::plans::OpenPollFacts facts;
    facts.set_rule("household_majority");
    facts.set_options(2);
    facts.set_closes_ms(toMs(world.loop.now() + 1h));
    pb::plans::OpenPollContent content;
    content.set_question("装路灯吗");
    content.add_options("装");
    content.add_options("不装");
    staff.submit({"plans.open_poll", toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()), {}});
    const auto items = must(staff.replica().outbox().items());
    return items.back().op;
}

void vote(SimPhone& phone, const OpId& poll)
{
    pb::plans::VoteFacts facts;
    facts.set_poll(poll.str());
    facts.set_choice(1);
    const std::string refused = phone.submit({"plans.vote", toBytes(facts.SerializeAsString()), {}, {}});
    if (!refused.empty())
        throw std::runtime_error("no ballot: " + refused);
}

} // namespace

void grow(World& world, SimPhone& phone)
{
    pb::members::Name name;
    name.set_name("张" + std::to_string(world.random.below(1000)));
    phone.submit({"members.rename", {}, toBytes(name.SerializeAsString()), {}});
    world.loop.runUntil(world.loop.now() + 10s);
}

crypto::Identity stolenIdentity(World& world)
{
    const auto folder = must(hub::HubFolder::open(world.hub().files()));
    return must(hub::loadHubIdentity(folder.files(must(folder.communities()).front())));
}

std::string_view lieName(Lie lie)
{
    switch (lie) {
    case Lie::HiddenEntry:
        return "hidden-entry";
    case Lie::MissingEntry:
        return "missing-entry";
    case Lie::TwoBranches:
        return "two-branches";
    case Lie::BackDated:
        return "back-dated";
    case Lie::FalseVerdict:
        return "false-verdict";
    case Lie::DroppedBallot:
        return "dropped-ballot";
    case Lie::SnapshotRow:
        return "snapshot-row";
    case Lie::SnapshotFund:
        return "snapshot-fund";
    }
    return {};
}

Outcome playLie(Setting& setting, std::uint64_t seed, Lie lie, bool print)
{
    if (lie == Lie::SnapshotRow || lie == Lie::SnapshotFund)
        return playSnapshotLie(setting, seed, lie, print);
    const auto owned = setting.newWorld(seed, {0, 1, 2, 3, 4, 6}, 1, print);
    World& world = *owned;
    world.weather.slowest = Milliseconds(world.random.between(5, 500));
    world.hub().start();
    for (const auto& phone : world.phones)
        phone->start();
    world.loop.runUntil(world.loop.now() + 20s);

    // Who votes lives somewhere: phones 1, 3, 4 and 6 do.
    const std::vector<std::size_t> residents{1, 3, 4, 5};
    SimPhone& victim = *world.phones[world.random.pick(residents)];
    auto liar = std::make_unique<Liar>(world, victim, lie);
    bool& lying = liar->lying;
    world.interposer = std::move(liar);
    const OpId poll = openPoll(world, *world.phones[0]);
    world.loop.runUntil(world.loop.now() + 10s);
    if (lie == Lie::DroppedBallot)
        vote(victim, poll);
    world.loop.runUntil(world.loop.now() + 5s);
    for (int i = 0; i < 20; ++i) {
        if (SimPhone& someone = *world.random.pick(world.phones); &someone != &victim)
            Hand(world, someone).act();
        world.loop.runUntil(world.loop.now() + 2s);
    }
    grow(world, *world.phones[0]);
    world.loop.runUntil(world.loop.now() + 2min);
    lying = false;
    grow(world, *world.phones[0]); // nothing to compare with while the log stands still
    world.loop.runUntil(world.loop.now() + 5min);
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
