// SPDX-License-Identifier: Apache-2.0
#include "app/resident/plans/PollRows.h"

#include "core/plans/plans.pb.h"

#include <algorithm>

namespace linli::resident {
namespace {

constexpr Timestamp farFuture = Timestamp::max();

Result<std::vector<plans::Poll>> readPolls(store::Database& db, PollShow show, const OpId& plan, int limit)
{
    if (show == PollShow::OfPlan)
        return plans::pollsOf(db, plan);
    if (show == PollShow::Closed)
        return plans::polls(db, limit, plans::PollKey{.closed = true, .closes = farFuture, .id = {}});
    LINLI_TRY(auto found, plans::polls(db, limit));
    std::erase_if(found, [](const plans::Poll& poll) { return poll.closed; });
    return found;
}

Result<std::string> planTitle(store::Database& db, const plans::Poll& poll)
{
    if (!poll.plan)
        return std::string();
    LINLI_TRY(const auto plan, plans::plan(db, *poll.plan));
    return plan ? plan->title.value_or("") : std::string();
}

Result<PollRow> toRow(store::Database& db, const plans::Poll& poll, const std::optional<HouseholdId>& household)
{
    PollRow row{.id = poll.id,
                .question = poll.question.value_or(""),
                .opens = poll.opens,
                .closes = poll.closes,
                .roll = poll.roll,
                .ballots = poll.ballots,
                .closed = poll.closed,
                .ofPlan = poll.plan.has_value(),
                .outcome = poll.outcome,
                .winner = poll.winner};
    LINLI_TRY(row.planTitle, planTitle(db, poll));
    if (row.question.empty())
        row.question = row.planTitle;
    if (poll.winner > 0) {
        LINLI_TRY(const auto options, plans::options(db, poll.id));
        const auto won = std::ranges::find(options, poll.winner, &plans::PollOption::id);
        row.winnerText = won == options.end() ? std::string() : won->text.value_or("");
    }
    if (household) {
        LINLI_TRY(row.mayVote, plans::mayVote(db, poll.id, *household));
        LINLI_TRY(const auto ballot, plans::ballotOf(db, poll.id, *household));
        row.voted = ballot.has_value();
        if (ballot) {
            LINLI_TRY(row.own, ownOperation(db, ballot->op));
        }
    }
    return row;
}

bool isAbout(const community::OutboxItem& item, const OpId& poll)
{
    if (item.kind != "plans.vote")
        return false;
    const auto header = log::decodeHeader(item.operation.header);
    pb::plans::VoteFacts facts;
    return header && facts.ParseFromArray(header->facts.data(), static_cast<int>(header->facts.size())) &&
           facts.poll() == poll.str();
}

Result<void> readHousehold(store::Database& db, PollPage& page, const HouseholdId& id, const MemberId& self)
{
    LINLI_TRY(page.household, members::household(db, id));
    if (page.household) {
        LINLI_TRY(page.building, members::building(db, page.household->building));
    }
    LINLI_TRY(page.onRoll, plans::mayVote(db, page.poll.id, id));
    LINLI_TRY(page.ballot, plans::ballotOf(db, page.poll.id, id));
    if (!page.ballot)
        return {};
    LINLI_TRY(page.own, ownOperation(db, page.ballot->op));
    if (page.ballot->member != self) {
        LINLI_TRY(page.voter, memberName(db, page.ballot->member));
    }
    return {};
}

} // namespace

Result<std::vector<PollRow>> readPollRows(store::Database& db, PollShow show, const OpId& plan, int limit,
                                          const MemberId& self)
{
    LINLI_TRY(const auto found, readPolls(db, show, plan, limit));
    LINLI_TRY(const auto actor, members::actor(db, self));
    std::vector<PollRow> rows;
    for (const plans::Poll& poll : found) {
        LINLI_TRY(PollRow row, toRow(db, poll, actor.member.household));
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::optional<PollPage>> readPollPage(store::Database& db, const OpId& id, const MemberId& self)
{
    LINLI_TRY(auto found, plans::poll(db, id));
    if (!found)
        return std::optional<PollPage>();
    PollPage page{.poll = std::move(*found)};
    LINLI_TRY(page.planTitle, planTitle(db, page.poll));
    LINLI_TRY(page.options, plans::options(db, id));
    LINLI_TRY(page.tally, plans::tally(db, id));
    LINLI_TRY(const auto actor, members::actor(db, self));
    if (actor.member.household) {
        LINLI_CHECK(readHousehold(db, page, *actor.member.household, self));
    }
    LINLI_TRY(const auto outbox, community::Outbox(db).items());
    for (const community::OutboxItem& item : outbox) {
        if (item.state == community::OutboxState::Rejected && isAbout(item, id))
            page.rejected = item;
    }
    return std::optional(std::move(page));
}

} // namespace linli::resident
