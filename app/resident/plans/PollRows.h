// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/OwnOperation.h"
#include "core/plans/Queries.h"

/// What poll lists and pages read from the store. Reader thread; values only.
namespace linli::resident {

enum class PollShow { Open, Closed, OfPlan };

struct PollRow {
    OpId id;
    std::string question;  ///< of a plan's poll without one: the plan's title
    std::string planTitle; ///< empty when it stands alone
    Timestamp opens;
    Timestamp closes;
    std::int64_t roll = 0;
    std::int64_t ballots = 0;
    bool closed = false;
    bool ofPlan = false;
    plans::Outcome outcome = plans::Outcome::None;
    int winner = 0;
    std::string winnerText;
    bool mayVote = false;
    bool voted = false; ///< this person's household
    OwnOperation own;   ///< of a ballot cast on this phone

    friend bool operator==(const PollRow&, const PollRow&) = default;
};
/// `plan` counts for OfPlan only. Open: the one that closes next first; Closed: the last one first; OfPlan: oldest first.
[[nodiscard]] Result<std::vector<PollRow>> readPollRows(store::Database& db, PollShow show, const OpId& plan, int limit,
                                                        const MemberId& self);

struct PollPage {
    plans::Poll poll;
    std::string planTitle;
    std::vector<plans::PollOption> options;
    std::optional<plans::Tally> tally;
    std::optional<members::Household> household;
    std::optional<members::Building> building; ///< of the household
    bool onRoll = false;
    std::optional<plans::Ballot> ballot;           ///< the household's
    std::string voter;                             ///< who cast it, when somebody else of the household did
    OwnOperation own;                              ///< of the ballot
    std::optional<community::OutboxItem> rejected; ///< the newest ballot of this phone that was refused
};
/// Nothing when there is no such poll.
[[nodiscard]] Result<std::optional<PollPage>> readPollPage(store::Database& db, const OpId& id, const MemberId& self);

} // namespace linli::resident
