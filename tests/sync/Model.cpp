// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Model.h"

#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/hazards/hazards.pb.h"
#include "core/members/members.pb.h"
#include "core/notices/notices.pb.h"
#include "core/plans/plans.pb.h"

#include <algorithm>

namespace linli::sim {
namespace {

template <class Facts> Facts parse(const std::string& bytes)
{
    Facts facts;
    facts.ParseFromString(bytes);
    return facts;
}

OpId idOf(const std::string& bytes)
{
    return OpId::fromBytes(asBytes(bytes)).value_or(OpId{});
}

std::string householdOf(const pb::members::Household& entry)
{
    return entry.building() + "-" + entry.unit() + "-" + entry.room();
}

} // namespace

void Model::complain(const Act& act, const std::string& what)
{
    complaints.push_back("model: " + what + " (" + toText(act.op) + ")");
}

void Model::play(const std::vector<log::Entry>& log)
{
    for (const log::Entry& entry : log) {
        passTime(entry.stub.accepted);
        const auto header = entry.operation ? log::decodeHeader(entry.operation->header)
                                            : Result<log::Header>(fail(ErrorKind::Internal, "hidden"));
        if (!entry.stub.verdict.accepted() || !header)
            continue;
        Act act{header->op, {}, entry.stub.accepted, asString(header->facts), header->audience.isCommunity()};
        people(header->kind, act, header->place.device);
        act.member = m_holders[header->place.device];
        const std::string capability = header->kind.substr(0, header->kind.find('.'));
        if (capability == "plans")
            plan(header->kind, act);
        else if (capability == "events")
            event(header->kind, act);
        else if (capability == "funds")
            fund(header->kind, act);
        else if (capability == "hazards")
            hazard(header->kind, act);
        else if (capability == "notices")
            notice(header->kind, act);
    }
}

void Model::passTime(Timestamp at)
{
    for (auto& [id, poll] : polls)
        poll.closed = poll.closed || poll.closes <= at;
    for (auto& [id, known] : notices)
        if (known.end == Notice::End::Live && known.expires <= at)
            known.end = Notice::End::Expired;
}

void Model::people(const std::string& kind, const Act& act, const DeviceId& device)
{
    if (kind == "members.found") {
        const auto facts = parse<pb::members::Found>(act.facts);
        for (const auto& entry : facts.households())
            m_buildings[householdOf(entry)] = entry.building();
    } else if (kind == "members.register_household") {
        const auto facts = parse<pb::members::RegisterHousehold>(act.facts);
        m_buildings[householdOf(facts.household())] = facts.household().building();
    } else if (kind == "members.invite") {
        const auto facts = parse<pb::members::Invite>(act.facts);
        const std::string household = facts.has_role() ? facts.role().household() : facts.household();
        m_invites[facts.key()] = {household, facts.own_device() + facts.readmit_member()};
    } else if (kind == "members.join") {
        const Target target = m_invites[parse<pb::members::Join>(act.facts).invite_key()];
        m_holders[device] = target.member.empty() ? act.op.str() : target.member;
        if (!target.household.empty())
            m_homes[m_holders[device]] = target.household;
    } else if (kind == "members.move_out") {
        m_homes.erase(parse<pb::members::MoveOut>(act.facts).member());
    } else if (kind == "members.transfer_household") {
        const auto facts = parse<pb::members::TransferHousehold>(act.facts);
        if (!facts.keep_members())
            std::erase_if(m_homes, [&](const auto& home) { return home.second == facts.household(); });
    }
}

void Model::plan(const std::string& kind, const Act& act)
{
    if (kind == "plans.open_poll") {
        const auto facts = parse<pb::plans::OpenPollFacts>(act.facts);
        Poll poll;
        for (const auto& [household, building] : m_buildings)
            if (facts.buildings().empty() || std::ranges::contains(facts.buildings(), building))
                poll.roll.insert(household);
        poll.options = static_cast<int>(facts.options());
        poll.quorumPercent = static_cast<int>(facts.quorum_percent());
        poll.closes = fromMs(facts.closes_ms());
        polls[act.op] = poll;
    } else if (kind == "plans.vote") {
        const auto facts = parse<pb::plans::VoteFacts>(act.facts);
        Poll& poll = polls[idOf(facts.poll())];
        const std::string home = m_homes[act.member];
        if (poll.closed)
            complain(act, "a ballot after the close");
        if (!poll.roll.contains(home))
            complain(act, "a ballot of a household that is not on the roll");
        poll.ballots[home] = static_cast<int>(facts.choice());
    }
}

void Model::moveUp(Event& event)
{
    int taken = 0;
    for (const Party& party : event.line)
        taken += party.going ? party.persons : 0;
    for (Party& party : event.line) {
        if (party.going || party.persons > event.capacity)
            continue;
        if (taken + party.persons > event.capacity)
            return;
        party.going = true;
        taken += party.persons;
    }
}

void Model::event(const std::string& kind, const Act& act)
{
    if (kind == "events.publish") {
        const auto facts = parse<pb::events::PublishFacts>(act.facts);
        events[act.op] = {static_cast<int>(facts.capacity()), fromMs(facts.starts_ms()), false, {}};
        return;
    }
    // Field 1 of all of them is the event's id.
    Event& target = events[idOf(parse<pb::events::CancelFacts>(act.facts).event())];
    if (kind != "events.check_in" && (act.at >= target.starts || target.cancelled))
        complain(act, "a change of an event that has begun or is cancelled");
    if (kind == "events.sign_up") {
        const auto persons = static_cast<int>(parse<pb::events::SignUpFacts>(act.facts).companions()) + 1;
        if (std::ranges::contains(target.line, act.member, &Party::member))
            complain(act, "signed up twice");
        target.line.push_back({act.member, persons, false});
    } else if (kind == "events.withdraw") {
        const auto facts = parse<pb::events::WithdrawFacts>(act.facts);
        const std::string who = facts.has_member() ? facts.member() : act.member;
        if (std::erase_if(target.line, [&](const Party& party) { return party.member == who; }) != 1)
            complain(act, "withdrew without being there");
    } else if (kind == "events.update") {
        target.capacity = static_cast<int>(parse<pb::events::UpdateFacts>(act.facts).capacity());
    } else if (kind == "events.cancel") {
        target.cancelled = true;
    }
    moveUp(target);
    int seats = 0;
    for (const Party& party : target.line)
        seats += party.going ? party.persons : 0;
    if (seats > target.capacity)
        complain(act, "more persons than seats");
}

void Model::change(const std::map<OpId, std::int64_t>& lines, std::int64_t sign)
{
    for (const auto& [account, amount] : lines)
        balances[account] += sign * amount;
}

void Model::fund(const std::string& kind, const Act& act)
{
    if (kind == "funds.open_account") {
        balances[act.op] = 0;
    } else if (kind == "funds.post") {
        std::map<OpId, std::int64_t>& lines = m_posted[act.op];
        const auto facts = parse<pb::funds::PostFacts>(act.facts);
        for (const auto& line : facts.lines())
            if (line.has_account())
                lines[idOf(line.account())] += line.amount_fen();
        change(lines, 1);
    } else if (kind == "funds.reverse") {
        const OpId entry = idOf(parse<pb::funds::ReverseFacts>(act.facts).entry());
        if (!m_posted.contains(entry))
            complain(act, "reversed twice, or what was never posted");
        change(m_posted[entry], -1);
        m_posted.erase(entry);
    }
    for (const auto& [account, balance] : balances)
        if (balance < 0)
            complain(act, "an account below zero");
}

void Model::hazard(const std::string& kind, const Act& act)
{
    if (!act.forAll)
        return;
    if (kind == "hazards.report") {
        hazards[act.op] = {};
    } else if (kind == "hazards.advance") {
        const auto facts = parse<pb::hazards::AdvanceFacts>(act.facts);
        Hazard& target = hazards[idOf(facts.hazard())];
        target.state = facts.state();
        target.reason = facts.reason();
    } else if (kind == "hazards.reopen") {
        Hazard& target = hazards[idOf(parse<pb::hazards::ReopenFacts>(act.facts).hazard())];
        target.state = pb::hazards::REOPENED;
        target.reason = 0;
        ++target.reopened;
    }
}

void Model::notice(const std::string& kind, const Act& act)
{
    const auto end = [&](const std::string& id, Notice::End how) {
        Notice& target = notices[idOf(id)];
        if (target.end != Notice::End::Live)
            complain(act, "ended a notice that had ended");
        target.end = how;
    };
    if (kind == "notices.publish") {
        const auto facts = parse<pb::notices::PublishFacts>(act.facts);
        for (const std::string& reference : facts.references())
            end(reference, Notice::End::Superseded);
        notices[act.op].expires = fromMs(facts.expires_ms());
    } else if (kind == "notices.cancel") {
        end(parse<pb::notices::CancelFacts>(act.facts).reference(), Notice::End::Cancelled);
    } else if (kind == "notices.acknowledge") {
        const auto facts = parse<pb::notices::AcknowledgeFacts>(act.facts);
        if (!notices[idOf(facts.notice())].acknowledged.insert(act.member).second)
            complain(act, "acknowledged twice");
    }
}

} // namespace linli::sim
