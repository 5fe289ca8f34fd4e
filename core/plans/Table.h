// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/members/Directory.h"
#include "core/plans/Phase.h"
#include "core/plans/plans.pb.h"

/// The state tables of plans and polls: schema, what rules look up, and writes. Queries for people are in Queries.h.
/// Nothing here depends on Context::seq or, but for accepted_at columns, on Context::at; so a pending row is already
/// the row that its entry will make.
namespace linli::plans {

[[nodiscard]] std::string_view schema();
[[nodiscard]] std::span<const log::TableSpec> tables();

struct PlanState {
    OpId id;
    Phase phase = Phase::Published;
    int percent = 0;
    std::optional<BuildingId> building;
};
struct PollState {
    OpId id;
    std::uint32_t options = 0;
    Timestamp opens;
    Timestamp closes;
    bool closed = false;
};

/// Nothing when unknown, or when `id` is not 16 bytes.
[[nodiscard]] Result<std::optional<PlanState>> findPlanState(store::Database& db, std::string_view id);
[[nodiscard]] Result<std::optional<PollState>> findPollState(store::Database& db, std::string_view id);
[[nodiscard]] std::vector<BuildingId> placesOf(const PlanState& plan);
[[nodiscard]] Result<bool> isOnRoll(store::Database& db, const OpId& poll, const HouseholdId& household);

[[nodiscard]] Result<void> insertPlan(const log::Context& context, const pb::plans::PublishFacts& facts,
                                      const pb::plans::PublishContent* content);
[[nodiscard]] Result<void> insertProgress(const log::Context& context, const pb::plans::ProgressFacts& facts,
                                          const pb::plans::ProgressContent* content);
[[nodiscard]] Result<void> insertResult(const log::Context& context, const pb::plans::ResultFacts& facts,
                                        const pb::plans::ResultContent* content);
/// Freezes the roll.
[[nodiscard]] Result<void> insertPoll(const log::Context& context, const pb::plans::OpenPollFacts& facts,
                                      const pb::plans::OpenPollContent* content);
/// The household's one ballot; replaces an earlier one.
[[nodiscard]] Result<void> castBallot(const log::Context& context, const pb::plans::VoteFacts& facts,
                                      const pb::plans::VoteContent* content);

/// Closes every open poll with closes ≤ now: tally, outcome, and the plan's phase.
[[nodiscard]] Result<void> closePolls(store::Database& db, Timestamp now);
[[nodiscard]] Result<std::optional<Timestamp>> nextClose(store::Database& db);

} // namespace linli::plans
