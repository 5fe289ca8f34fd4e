// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/members/Directory.h"
#include "core/plans/Phase.h"
#include "core/plans/Tally.h"

/// What screens and the command line read of plans and polls; over any connection, on the thread that owns it. Texts are
/// nothing once erased. Photos: log::photosOf(id). Whether something is still pending is the outbox's to say, by id.
namespace linli::plans {

struct Plan {
    OpId id;
    MemberId author;
    Money cost;
    std::optional<OpId> fund; ///< account that is to pay
    std::optional<BuildingId> building;
    std::optional<members::Point> point;
    std::optional<Timestamp> starts;
    std::optional<Timestamp> ends;
    Phase phase = Phase::Published;
    int percent = 0;
    std::optional<Money> finalCost;
    Timestamp accepted;
    std::optional<std::string> title;
    std::optional<std::string> text;
    std::optional<std::string> place;
};
/// Where a page ended: pass the last row's to get the next page.
struct PlanKey {
    Timestamp accepted;
    OpId id;
};
[[nodiscard]] Result<std::vector<Plan>> plans(store::Database& db, int limit,
                                              const std::optional<PlanKey>& after = {}); ///< newest first
[[nodiscard]] Result<std::optional<Plan>> plan(store::Database& db, const OpId& id);

/// One line of a plan's history.
struct PlanStep {
    enum class Kind : std::uint8_t { Published, PollOpened, PollClosed, Progress, Result };
    Kind kind = Kind::Published;
    OpId op;         ///< the plan, the poll, or the post
    MemberId author; ///< null for PollClosed: time did it
    Timestamp at;
    int percent = 0;                 ///< Progress, Result
    std::optional<Money> finalCost;  ///< Result
    Outcome outcome = Outcome::None; ///< PollClosed
    std::optional<std::string> text;
};
[[nodiscard]] std::string_view stepName(PlanStep::Kind kind); ///< "published", "poll_opened", …
[[nodiscard]] Result<std::vector<PlanStep>> timeline(store::Database& db, const OpId& plan); ///< oldest first

struct PollOption {
    int id = 0;
    std::optional<std::string> text; ///< nothing: yes, no, abstain of a plan's poll, or erased
};
struct Poll {
    OpId id;
    std::optional<OpId> plan;
    MemberId author;
    std::string rule;
    int optionCount = 0;
    Timestamp opens; ///< 1970 when at once
    Timestamp closes;
    int quorumPercent = 0;
    std::int64_t roll = 0;    ///< households that may vote
    std::int64_t ballots = 0; ///< households that have: the turnout, and all that is told before the close
    bool closed = false;
    Outcome outcome = Outcome::None;
    int winner = 0; ///< option id when decided
    Timestamp accepted;
    std::optional<std::string> question;
};
struct PollKey {
    bool closed = false;
    Timestamp closes;
    OpId id;
};
/// Polls that are not closed, the one that closes next first; then the closed, the last one first.
[[nodiscard]] Result<std::vector<Poll>> polls(store::Database& db, int limit, const std::optional<PollKey>& after = {});
[[nodiscard]] Result<std::optional<Poll>> poll(store::Database& db, const OpId& id);
[[nodiscard]] Result<std::vector<Poll>> pollsOf(store::Database& db, const OpId& plan); ///< oldest first
[[nodiscard]] Result<std::vector<PollOption>> options(store::Database& db, const OpId& poll);
[[nodiscard]] Result<bool> mayVote(store::Database& db, const OpId& poll, const HouseholdId& household);

/// One household's ballot, for that household's members only.
struct Ballot {
    int choice = 0;
    MemberId member; ///< who cast it last
    OpId op;
    Timestamp accepted;
};
[[nodiscard]] Result<std::optional<Ballot>> ballotOf(store::Database& db, const OpId& poll,
                                                     const HouseholdId& household);
/// Households that took part, without their choices; ordered by id.
[[nodiscard]] Result<std::vector<HouseholdId>> voters(store::Database& db, const OpId& poll);

struct Tally {
    std::vector<std::int64_t> votes; ///< votes[i] for option i + 1
    std::int64_t roll = 0;
    std::int64_t ballots = 0;
    Outcome outcome = Outcome::None;
    int winner = 0;
};
/// Nothing until the poll has closed: no interim result may sway who has yet to vote.
[[nodiscard]] Result<std::optional<Tally>> tally(store::Database& db, const OpId& poll);

} // namespace linli::plans
