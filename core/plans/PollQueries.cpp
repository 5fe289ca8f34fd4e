// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Queries.h"
#include "core/plans/Table.h"

namespace linli::plans {

using store::Row;

namespace {

// The order that readPoll expects; a macro because the statements are compile-time literals.
#define LINLI_POLL_COLUMNS                                                                                             \
    "SELECT id, plan, member, rule, options, opens_ms, closes_ms, quorum_percent, roll, ballots, closed, outcome,"     \
    " winner, accepted_at, question FROM poll "

Poll readPoll(const Row& row)
{
    Poll poll;
    poll.id = row.id<OpId>(0);
    if (!row.isNull(1))
        poll.plan = row.id<OpId>(1);
    poll.author = row.id<MemberId>(2);
    poll.rule = row.text(3);
    poll.optionCount = static_cast<int>(row.integer(4));
    poll.opens = row.time(5);
    poll.closes = row.time(6);
    poll.quorumPercent = static_cast<int>(row.integer(7));
    poll.roll = row.integer(8);
    poll.ballots = row.integer(9);
    poll.closed = row.boolean(10);
    poll.outcome = static_cast<Outcome>(row.integer(11));
    poll.winner = static_cast<int>(row.integer(12));
    poll.accepted = row.time(13);
    poll.question = row.optionalText(14);
    return poll;
}

Result<std::vector<Poll>> openPolls(store::Database& db, int limit, const std::optional<PollKey>& after)
{
    if (!after)
        return db.all(LINLI_POLL_COLUMNS "WHERE closed = 0 ORDER BY closes_ms, id LIMIT ?1", {limit}, readPoll);
    return db.all(LINLI_POLL_COLUMNS "WHERE closed = 0 AND (closes_ms, id) > (?1, ?2) ORDER BY closes_ms, id LIMIT ?3",
                  {after->closes, after->id, limit}, readPoll);
}

Result<std::vector<Poll>> closedPolls(store::Database& db, int limit, const std::optional<PollKey>& after)
{
    if (!after)
        return db.all(LINLI_POLL_COLUMNS "WHERE closed = 1 ORDER BY closes_ms DESC, id DESC LIMIT ?1", {limit},
                      readPoll);
    return db.all(LINLI_POLL_COLUMNS
                  "WHERE closed = 1 AND (closes_ms, id) < (?1, ?2) ORDER BY closes_ms DESC, id DESC LIMIT ?3",
                  {after->closes, after->id, limit}, readPoll);
}

} // namespace

Result<std::vector<Poll>> polls(store::Database& db, int limit, const std::optional<PollKey>& after)
{
    if (after && after->closed)
        return closedPolls(db, limit, after);
    LINLI_TRY(auto page, openPolls(db, limit, after));
    LINLI_TRY(const auto rest, closedPolls(db, limit - static_cast<int>(page.size()), std::nullopt));
    page.insert(page.end(), rest.begin(), rest.end());
    return page;
}

Result<std::optional<Poll>> poll(store::Database& db, const OpId& id)
{
    return db.one(LINLI_POLL_COLUMNS "WHERE id = ?1", {id}, readPoll);
}

Result<std::vector<Poll>> pollsOf(store::Database& db, const OpId& plan)
{
    return db.all(LINLI_POLL_COLUMNS "WHERE plan = ?1 ORDER BY accepted_at, closes_ms", {plan}, readPoll);
}

Result<std::vector<PollOption>> options(store::Database& db, const OpId& poll)
{
    return db.all("SELECT option, text FROM poll_option WHERE poll = ?1 ORDER BY option", {poll},
                  [](const Row& row) { return PollOption{static_cast<int>(row.integer(0)), row.optionalText(1)}; });
}

Result<bool> mayVote(store::Database& db, const OpId& poll, const HouseholdId& household)
{
    return isOnRoll(db, poll, household);
}

Result<std::optional<Ballot>> ballotOf(store::Database& db, const OpId& poll, const HouseholdId& household)
{
    return db.one("SELECT choice, member, op_id, accepted_at FROM ballot WHERE poll = ?1 AND household = ?2",
                  {poll, household}, [](const Row& row) {
                      return Ballot{static_cast<int>(row.integer(0)), row.id<MemberId>(1), row.id<OpId>(2),
                                    row.time(3)};
                  });
}

Result<std::vector<HouseholdId>> voters(store::Database& db, const OpId& poll)
{
    return db.all("SELECT household FROM ballot WHERE poll = ?1 ORDER BY household", {poll},
                  [](const Row& row) { return row.textId<HouseholdId>(0); });
}

Result<std::optional<Tally>> tally(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto held, poll(db, id));
    if (!held || !held->closed)
        return std::optional<Tally>{};
    LINLI_TRY(auto votes, db.all("SELECT votes FROM poll_tally WHERE poll = ?1 ORDER BY option", {id},
                                 [](const Row& row) { return row.integer(0); }));
    return std::optional<Tally>{Tally{std::move(votes), held->roll, held->ballots, held->outcome, held->winner}};
}

} // namespace linli::plans
