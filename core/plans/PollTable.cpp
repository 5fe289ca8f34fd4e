// SPDX-License-Identifier: Apache-2.0
#include "core/plans/PollRules.h"
#include "core/plans/Table.h"
#include "core/plans/Tally.h"

namespace linli::plans {

using log::Context;
using store::Value;

namespace {

struct ClosingPoll {
    OpId id;
    OpId plan; ///< null for a poll that stands alone
    std::size_t options = 0;
    std::int64_t roll = 0;
    int quorumPercent = 0;
};

Result<std::vector<std::int64_t>> countBallots(store::Database& db, const ClosingPoll& poll)
{
    std::vector<std::int64_t> votes(poll.options, 0);
    LINLI_CHECK(db.query("SELECT choice, count(*) FROM ballot WHERE poll = ?1 GROUP BY choice", {poll.id},
                         [&](const store::Row& row) {
                             votes.at(static_cast<std::size_t>(row.integer(0)) - 1) = row.integer(1);
                             return true;
                         }));
    return votes;
}

Result<void> closePoll(store::Database& db, const ClosingPoll& poll)
{
    LINLI_TRY(const auto votes, countBallots(db, poll));
    for (std::size_t i = 0; i < votes.size(); ++i) {
        LINLI_CHECK(db.run("INSERT INTO poll_tally(poll, option, votes) VALUES (?1, ?2, ?3)",
                           {poll.id, static_cast<std::int64_t>(i) + 1, votes[i]}));
    }
    const Decision decision = householdMajority(votes, poll.roll, poll.quorumPercent);
    LINLI_CHECK(db.run("UPDATE poll SET closed = 1, outcome = ?2, winner = ?3 WHERE id = ?1",
                       {poll.id, static_cast<int>(decision.outcome), decision.winner}));
    if (poll.plan.isNull())
        return {};
    const bool approved = decision.winner == 1; // option 1 of a plan's poll is "yes"
    return db.run("UPDATE plan SET phase = ?2 WHERE id = ?1",
                  {poll.plan, static_cast<int>(approved ? Phase::Approved : Phase::Rejected)});
}

Result<void> freezeRoll(const Context& context, const std::vector<members::Household>& roll)
{
    for (const auto& household : roll) {
        LINLI_CHECK(context.db.run("INSERT INTO poll_roll(poll, household, area_cm2) VALUES (?1, ?2, ?3)",
                                   {context.op, household.id, household.area}));
    }
    return {};
}

Result<void> insertOptions(const Context& context, const pb::plans::OpenPollFacts& facts,
                           const pb::plans::OpenPollContent* content)
{
    for (std::uint32_t i = 0; i < facts.options(); ++i) {
        const int index = static_cast<int>(i);
        const bool written = content && index < content->options_size();
        LINLI_CHECK(context.db.run("INSERT INTO poll_option(poll, option, text) VALUES (?1, ?2, ?3)",
                                   {context.op, index + 1, written ? Value(content->options(index)) : Value(nullptr)}));
    }
    return {};
}

} // namespace

Result<std::optional<PollState>> findPollState(store::Database& db, std::string_view id)
{
    return db.one("SELECT id, options, opens_ms, closes_ms, closed FROM poll WHERE id = ?1", {asBytes(id)},
                  [](const store::Row& row) {
                      return PollState{row.id<OpId>(0), static_cast<std::uint32_t>(row.integer(1)), row.time(2),
                                       row.time(3), row.boolean(4)};
                  });
}

Result<bool> isOnRoll(store::Database& db, const OpId& poll, const HouseholdId& household)
{
    LINLI_TRY(const auto rows,
              db.count("SELECT count(*) FROM poll_roll WHERE poll = ?1 AND household = ?2", {poll, household}));
    return rows > 0;
}

Result<void> insertPoll(const Context& context, const pb::plans::OpenPollFacts& facts,
                        const pb::plans::OpenPollContent* content)
{
    LINLI_TRY(const auto roll, selectRoll(context.db, facts));
    const Value none(nullptr);
    LINLI_CHECK(context.db.run(
        "INSERT INTO poll(id, plan, member, rule, options, opens_ms, closes_ms, quorum_percent, roll, ballots, closed,"
        " outcome, winner, accepted_at, question) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, 0, ?10, ?11)",
        {context.op, facts.has_plan() ? Value(asBytes(facts.plan())) : none, context.member, facts.rule(),
         facts.options(), facts.opens_ms(), facts.closes_ms(), facts.quorum_percent(),
         static_cast<std::int64_t>(roll.size()), context.at, content ? Value(content->question()) : none}));
    LINLI_CHECK(insertOptions(context, facts, content));
    LINLI_CHECK(freezeRoll(context, roll));
    if (!facts.has_plan())
        return {};
    return context.db.run("UPDATE plan SET phase = ?2 WHERE id = ?1",
                          {asBytes(facts.plan()), static_cast<int>(Phase::Voting)});
}

Result<void> castBallot(const Context& context, const pb::plans::VoteFacts& facts,
                        const pb::plans::VoteContent* /*content*/)
{
    auto& db = context.db;
    LINLI_TRY(const auto member, members::member(db, context.member));
    if (!member || !member->household)
        return fail(ErrorKind::Internal, "plans.no_household", "a ballot was applied without having been decided");
    const ByteView poll = asBytes(facts.poll());
    LINLI_CHECK(db.run("UPDATE ballot SET choice = ?3, member = ?4, op_id = ?5, accepted_at = ?6"
                       " WHERE poll = ?1 AND household = ?2",
                       {poll, *member->household, facts.choice(), context.member, context.op, context.at}));
    if (db.changes() > 0)
        return {};
    LINLI_CHECK(db.run("INSERT INTO ballot(poll, household, choice, member, op_id, accepted_at)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                       {poll, *member->household, facts.choice(), context.member, context.op, context.at}));
    return db.run("UPDATE poll SET ballots = ballots + 1 WHERE id = ?1", {poll});
}

Result<void> closePolls(store::Database& db, Timestamp now)
{
    LINLI_TRY(const auto closing,
              db.all("SELECT id, plan, options, roll, quorum_percent FROM poll WHERE closed = 0 AND closes_ms <= ?1"
                     " ORDER BY closes_ms, id",
                     {now}, [](const store::Row& row) {
                         return ClosingPoll{row.id<OpId>(0), row.id<OpId>(1), static_cast<std::size_t>(row.integer(2)),
                                            row.integer(3), static_cast<int>(row.integer(4))};
                     }));
    for (const auto& poll : closing)
        LINLI_CHECK(closePoll(db, poll));
    return {};
}

Result<std::optional<Timestamp>> nextClose(store::Database& db)
{
    return db.one("SELECT closes_ms FROM poll WHERE closed = 0 ORDER BY closes_ms LIMIT 1", {},
                  [](const store::Row& row) { return row.time(0); });
}

} // namespace linli::plans
