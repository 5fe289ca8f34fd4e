// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/OwnOperation.h"
#include "core/crypto/Crypto.h"
#include "core/plans/Queries.h"

/// What plan lists and pages read from the store. Reader thread; values only.
namespace linli::resident {

struct PlanRow {
    OpId id;
    std::string title;
    std::string place;
    std::optional<Hash> photo; ///< the first one of the plan
    Money cost;
    plans::Phase phase = plans::Phase::Published;
    int percent = 0;
    Timestamp accepted;
    OwnOperation own;

    friend bool operator==(const PlanRow&, const PlanRow&) = default;
};
/// Newest first.
[[nodiscard]] Result<std::vector<PlanRow>> readPlanRows(store::Database& db, int limit);

struct PlanStepRow {
    OpId id;
    Timestamp at;
    int percent = 0;
    std::string author;
    std::string text;
    std::vector<Hash> photos;
    OwnOperation own;

    friend bool operator==(const PlanStepRow&, const PlanStepRow&) = default;
};
struct PlanPage {
    plans::Plan plan;
    std::string author;
    std::string place;
    std::vector<Hash> photos;
    std::vector<PlanStepRow> progress; ///< oldest first
    std::optional<PlanStepRow> result;
    OwnOperation own;
    bool mayPost = false;
    bool mayFinish = false;
    bool mayOpenPoll = false;
};
/// Nothing when there is no such plan.
[[nodiscard]] Result<std::optional<PlanPage>> readPlanPage(store::Database& db, const OpId& id, const MemberId& self);

} // namespace linli::resident
