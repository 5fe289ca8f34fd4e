// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Checks.h"

#include "app/hub/HubClock.h"
#include "core/community/CommunityRules.h"
#include "core/community/Schema.h"
#include "core/community/community.pb.h"
#include "core/log/Checkpoint.h"
#include "core/members/members.pb.h"
#include "core/sync/Carried.h"
#include "core/sync/PhotoQueue.h"
#include "tests/sync/Setting.h"
#include "tests/sync/SimHub.h"
#include "tests/sync/SimPhone.h"

#include <set>

namespace linli::sim {
namespace {

struct Known {
    const log::Entry* entry = nullptr;
    log::Header header;
};

std::map<OpId, Known> indexLog(World& world, const std::vector<log::Entry>& log)
{
    std::map<OpId, Known> index;
    for (const log::Entry& entry : log) {
        const log::Header header = must(log::decodeHeader(entry.operation->header));
        if (!index.try_emplace(header.op, Known{&entry, header}).second)
            world.journal.fail(toText(header.op) + " is in the log twice");
    }
    return index;
}

std::set<OpId> erasedIn(const std::map<OpId, Known>& index)
{
    std::set<OpId> erased;
    for (const auto& [op, known] : index) {
        pb::community::EraseFacts facts;
        if (known.header.kind != community::eraseKind || !known.entry->stub.verdict.accepted())
            continue;
        facts.ParseFromString(asString(known.header.facts));
        erased.insert(OpId::fromBytes(asBytes(facts.target())).value_or(OpId{}));
    }
    return erased;
}

void checkPromises(World& world, const std::map<OpId, Known>& index)
{
    for (const auto& [op, promise] : world.witness.promises()) {
        const auto found = index.find(op);
        if (found == index.end())
            world.journal.fail("the hub said it had " + toText(op) + " and lost it");
        else if (found->second.entry->stub.seq != promise.seq || found->second.entry->stub.verdict.code != promise.code)
            world.journal.fail("the hub put " + toText(op) + " elsewhere than it said");
    }
}

void checkCheckpoints(World& world, const std::vector<log::Entry>& log)
{
    const community::Genesis& genesis = world.hub().community().genesis();
    log::MerkleTree tree;
    for (const log::Entry& entry : log)
        tree.append(entry.leafHash());
    for (const auto& [size, note] : world.witness.checkpoints()) {
        const auto state = log::verifyCheckpoint(note, genesis.community, genesis.hubKey);
        if (!state || size > tree.size() || state->root != tree.rootAt(size))
            world.journal.fail("the checkpoint of size " + std::to_string(size) + " is not of this log");
    }
}

/// Times never go back, and none is later than the true time at which the log grew, but for what ClockGuard lets pass.
void checkTimes(World& world, const std::vector<log::Entry>& log)
{
    Timestamp last{};
    std::size_t at = 0;
    const auto& growth = world.growth;
    for (const log::Entry& entry : log) {
        if (entry.stub.accepted < std::exchange(last, entry.stub.accepted))
            world.journal.fail("time goes back at entry " + std::to_string(entry.stub.seq.value));
        while (at < growth.size() && growth[at].first < entry.stub.seq.value)
            ++at;
        if (at < growth.size() && entry.stub.accepted > growth[at].second + hub::ClockGuard::maxJump)
            world.journal.fail("entry " + std::to_string(entry.stub.seq.value) + " is from the future");
    }
}

Hash rootOf(const std::vector<log::Entry>& log)
{
    log::MerkleFrontier frontier;
    for (const log::Entry& entry : log)
        frontier.append(entry.leafHash());
    return frontier.root();
}

/// Which entries a phone can read beyond those for everybody, as text to compare.
std::string readable(SimPhone& phone)
{
    std::string seen;
    must(phone.replica().db().query("SELECT seq FROM entry WHERE header IS NOT NULL AND audience != x'' ORDER BY seq",
                                    {}, [&](const store::Row& row) {
                                        seen += row.text(0) + " ";
                                        return true;
                                    }));
    return seen;
}

/// Roles come with an invite or a grant. Phones 0 to 3 serve from the start (Setting.h), the newcomer perhaps.
bool wasEverStaff(SimPhone& phone, const MemberId& member, const std::vector<log::Entry>& log)
{
    if (phone.index() < 4 || phone.index() == Setting::people ||
        must(members::actor(phone.replica().db(), member)).isStaff())
        return true;
    return std::ranges::any_of(log, [&](const log::Entry& entry) {
        const log::Header header = must(log::decodeHeader(entry.operation->header));
        pb::members::Grant grant;
        return header.kind == "members.grant" && entry.stub.verdict.accepted() &&
               grant.ParseFromString(asString(header.facts)) && grant.member() == member.str();
    });
}

void checkAudience(World& world, SimPhone& phone, const std::vector<log::Entry>& log)
{
    store::Database& db = phone.replica().db();
    const MemberId member = must(phone.home().member());
    const bool everStaff = wasEverStaff(phone, member, log);
    const auto devices = must(db.all("SELECT id FROM device WHERE member_id = ?1", {member},
                                     [](const store::Row& row) { return row.id<DeviceId>(0); }));
    struct Held {
        Hash opHash{};
        bool readable = false;
    };
    std::map<Seq, Held> held;
    must(db.query("SELECT seq, op_hash, header IS NOT NULL FROM entry", {}, [&](const store::Row& row) {
        held[row.seq(0)] = {row.hash(1), row.boolean(2)};
        return true;
    }));
    const Seq snapshot = must(phone.replica().snapshotEnd());
    for (const log::Entry& entry : log) {
        const std::string which = " entry " + std::to_string(entry.stub.seq.value);
        const bool forAll = entry.stub.audience.isCommunity();
        const auto device = must(log::decodeHeader(entry.operation->header)).place.device;
        const bool own = std::ranges::contains(devices, device);
        const auto found = held.find(entry.stub.seq);
        if (found == held.end()) {
            // What a snapshot stands for, but for the phone's own words. How its owner's other phones joined is no words.
            const bool join = must(log::decodeHeader(entry.operation->header)).kind == "members.join";
            if (entry.stub.seq > snapshot || (own && !join))
                world.journal.fail(phone.name() + " lacks" + which);
        } else if (found->second.opHash != entry.opHash)
            world.journal.fail(phone.name() + " holds another" + which);
        else if (!found->second.readable && (forAll || own))
            world.journal.fail(phone.name() + " cannot read its" + which);
        else if (found->second.readable && !everStaff && !own && !forAll)
            world.journal.fail(phone.name() + " reads what is for staff:" + which);
    }
}

void checkPhotos(World& world, SimPhone& phone)
{
    if (lacksPhoto(world, phone))
        world.journal.fail(phone.name() + " lacks a photo that the hub has");
    if (!must(phone.home().photos().notUploaded()).empty())
        world.journal.fail(phone.name() + " has not sent its photos");
}

} // namespace

bool lacksPhoto(World& world, SimPhone& phone)
{
    sync::PhotoQueue queue(phone.replica(), phone.home().photos(), phone.clock, sync::PhotoQueue::Patience::None);
    must(queue.refresh());
    // A role that was taken away leaves on the phone what its holder could read; the hub shows no more of it.
    hub::CommunityHub& hub = world.hub().community();
    const auto reader = hub.gatekeeper().reader(phone.home().identity().device);
    return reader && std::ranges::any_of(queue.missing(), [&](const Hash& photo) {
               return must(hub.gatekeeper().maySeePhoto(*reader, photo)) && must(hub.photos().find(photo)).has_value();
           });
}

void checkLog(World& world, const std::vector<log::Entry>& log, std::uint64_t foundWith)
{
    const auto index = indexLog(world, log);
    const auto erased = erasedIn(index);
    auto& saved = world.witness.all();
    for (const auto& [op, known] : index) {
        const log::Entry& entry = *known.entry;
        // Phones make the staff's keys by themselves: no person has saved those.
        const log::Kind* const kind = community::findKind(known.header.kind);
        const bool nobodys = known.header.kind == community::tickKind || (kind != nullptr && kind->housekeeping);
        if (entry.stub.seq.value <= foundWith || nobodys)
            continue;
        const auto made = saved.find(op);
        if (made == saved.end()) {
            world.journal.fail("nobody made entry " + std::to_string(entry.stub.seq.value) + " " + known.header.kind);
            continue;
        }
        if (made->second.opHash != entry.opHash)
            world.journal.fail("entry " + std::to_string(entry.stub.seq.value) + " is not what was signed");
        const bool keepsWords = entry.stub.verdict.accepted() && !erased.contains(op);
        if (keepsWords != entry.operation->payload.has_value() ||
            (keepsWords && *entry.operation->payload != made->second.payload))
            world.journal.fail("the words of entry " + std::to_string(entry.stub.seq.value) +
                               " are not what was written");
    }
    checkPromises(world, index);
    checkCheckpoints(world, log);
    checkTimes(world, log);
}

/// What a phone took along for others is let go once the log shows it.
void checkCarried(World& world, SimPhone& phone, const std::vector<log::Entry>& log)
{
    const auto index = indexLog(world, log);
    for (const sync::CarriedItem& item : must(sync::Carried(phone.replica().db()).items()))
        if (index.contains(item.op))
            world.journal.fail(phone.name() + " still carries " + item.kind + ", which the log has");
}

void checkPhones(World& world, const std::vector<log::Entry>& log)
{
    const log::Digests hub = world.hub().digests();
    for (const auto& process : world.hubs)
        if (process->digests().community != hub.community)
            world.journal.fail("two processes of the hub compute different communities");
    std::map<std::string, Hash> own;
    for (const auto& phone : world.phones) {
        for (const std::string& code : phone->alarms)
            world.journal.fail(phone->name() + " raised a false alarm: " + code);
        if (!phone->isUp() || phone->isShutOut())
            continue;
        if (phone->replica().confirmed() != log::LogState{log.size(), rootOf(log)})
            world.journal.fail(phone->name() + " has another log than the hub");
        const log::Digests digests = must(phone->replica().digests());
        if (digests.community != hub.community)
            world.journal.fail(phone->name() + " computes another community than the hub");
        const auto [known, fresh] = own.try_emplace(readable(*phone), digests.own);
        if (!fresh && known->second != digests.own)
            world.journal.fail(phone->name() + " computes another state than a phone that reads the same");
        checkAudience(world, *phone, log);
        checkCarried(world, *phone, log);
        checkPhotos(world, *phone);
    }
}

void checkSaved(World& world, const std::vector<log::Entry>& log)
{
    const auto index = indexLog(world, log);
    for (const auto& [op, saved] : world.witness.all()) {
        const auto found = index.find(op);
        const bool accepted = found != index.end() && found->second.entry->stub.verdict.accepted();
        if (accepted || saved.forgotten || !saved.certain || saved.kind == "members.join")
            continue;
        if (saved.givenUp && found != index.end())
            continue; // the log shows that it was withdrawn
        const auto phone = std::ranges::find(world.phones, saved.phone, [](const auto& p) { return p->index(); });
        if (!(*phone)->isUp()) {
            world.journal.fail((*phone)->name() + " is gone");
            continue;
        }
        const auto item = must((*phone)->replica().outbox().find(op));
        // A phone that is shut out does not learn what became of words that another one carried.
        const bool pending = (*phone)->isShutOut();
        const bool keepsWords = item && (saved.givenUp || item->operation.payload == saved.payload);
        const bool rejected = item && item->state == community::OutboxState::Rejected && !item->code.empty();
        if (!keepsWords || !(pending || rejected))
            world.journal.fail("what " + (*phone)->name() + " saved is gone: " + saved.kind + " " + toText(op));
    }
}

void checkEverything(World& world, std::uint64_t foundWith)
{
    const auto log = world.hub().log();
    checkLog(world, log, foundWith);
    checkPhones(world, log);
    checkSaved(world, log);
    checkModel(world, log);
}

} // namespace linli::sim
