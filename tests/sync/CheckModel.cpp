// SPDX-License-Identifier: Apache-2.0
#include "core/events/Queries.h"
#include "core/funds/Queries.h"
#include "core/hazards/Statistics.h"
#include "core/hazards/Types.h"
#include "core/notices/Queries.h"
#include "core/plans/Queries.h"
#include "tests/sync/Checks.h"
#include "tests/sync/Model.h"
#include "tests/sync/SimPhone.h"

namespace linli::sim {
namespace {

/// The product's answers on one phone against the model's.
class Comparison {
public:
    Comparison(World& world, SimPhone& phone, const Model& model)
        : m_world(world), m_phone(phone), m_db(phone.replica().db()), m_model(model)
    {
    }
    void everything()
    {
        for (const auto& [id, poll] : m_model.polls)
            tally(id, poll);
        for (const auto& [id, event] : m_model.events)
            line(id, event);
        for (const auto& [id, balance] : m_model.balances) {
            const auto account = must(funds::account(m_db, id));
            same("balance", id, account && account->balance.fen == balance);
        }
        for (const auto& [id, notice] : m_model.notices)
            standing(id, notice);
        figures();
    }

private:
    void same(const std::string& what, const OpId& id, bool equal)
    {
        if (!equal)
            m_world.journal.fail(m_phone.name() + " and the model differ: " + what + " of " + toText(id));
    }
    void tally(const OpId& id, const Model::Poll& poll)
    {
        const auto told = must(plans::poll(m_db, id));
        same("roll", id, told && told->roll == static_cast<std::int64_t>(poll.roll.size()));
        same("turnout", id, told && told->ballots == static_cast<std::int64_t>(poll.ballots.size()));
        const auto counted = must(plans::tally(m_db, id));
        same("close", id, counted.has_value() == poll.closed);
        if (!counted || !poll.closed)
            return;
        std::vector<std::int64_t> votes(static_cast<std::size_t>(poll.options), 0);
        for (const auto& [household, choice] : poll.ballots)
            ++votes.at(static_cast<std::size_t>(choice) - 1);
        same("tally", id, counted->votes == votes);
        same("outcome", id, outcome(poll, votes) == std::pair(counted->outcome, counted->winner));
    }
    static std::pair<plans::Outcome, int> outcome(const Model::Poll& poll, const std::vector<std::int64_t>& votes)
    {
        const std::size_t all = poll.ballots.size();
        if (all * 100 < poll.roll.size() * static_cast<std::size_t>(poll.quorumPercent))
            return {plans::Outcome::NoQuorum, 0};
        for (std::size_t i = 0; i < votes.size(); ++i)
            if (static_cast<std::size_t>(votes[i]) * 2 > all)
                return {plans::Outcome::Decided, static_cast<int>(i) + 1};
        return {plans::Outcome::NoMajority, 0};
    }
    void line(const OpId& id, const Model::Event& event)
    {
        std::vector<std::string> going;
        std::vector<std::string> waiting;
        for (const Model::Party& party : event.line)
            (party.going ? going : waiting).push_back(party.member + std::to_string(party.persons));
        const auto told = [](const std::vector<events::SignUp>& list) {
            std::vector<std::string> out;
            for (const events::SignUp& entry : list)
                out.push_back(entry.member.str() + std::to_string(entry.party));
            return out;
        };
        same("those going", id, told(must(events::going(m_db, id))) == going);
        same("waitlist", id, told(must(events::waitlist(m_db, id))) == waiting);
    }
    void standing(const OpId& id, const Model::Notice& notice)
    {
        const auto told = must(notices::notice(m_db, id, MemberId{}));
        same("end", id, told && static_cast<int>(told->notice.state) == static_cast<int>(notice.end));
        same("acknowledgements", id,
             told && told->notice.acknowledged == static_cast<std::int64_t>(notice.acknowledged.size()));
    }
    void figures()
    {
        const hazards::Figures told = must(hazards::statistics(m_db)).total;
        hazards::Figures ours;
        for (const auto& [id, hazard] : m_model.hazards) {
            ++ours.reports;
            const auto reason = static_cast<hazards::ClosingReason>(hazard.reason);
            if (reason == hazards::ClosingReason::Duplicate || reason == hazards::ClosingReason::Withdrawn)
                continue;
            ++ours.counted;
            const auto state = static_cast<hazards::State>(hazard.state);
            ours.fixed += state == hazards::State::Fixed ? 1 : 0;
            ours.open += state != hazards::State::Fixed && state != hazards::State::Closed ? 1 : 0;
            ours.reopened += hazard.reopened > 0 ? 1 : 0;
            ours.reopenings += hazard.reopened;
        }
        ours.medianTwiceMs = told.medianTwiceMs; // not modelled
        same("resolution rate", OpId{}, told == ours);
    }

    World& m_world;
    SimPhone& m_phone;
    store::Database& m_db;
    const Model& m_model;
};

} // namespace

void checkModel(World& world, const std::vector<log::Entry>& log)
{
    Model model;
    model.play(log);
    for (const std::string& complaint : model.complaints)
        world.journal.fail(complaint);
    for (const auto& phone : world.phones)
        if (phone->isUp() && !phone->isShutOut())
            Comparison(world, *phone, model).everything();
}

} // namespace linli::sim
