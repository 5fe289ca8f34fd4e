// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/hazards/HazardRows.h"
#include "core/community/CommunityRules.h"

/// One hazard with everything its page says, read in one transaction. Reader thread; values only.
namespace linli::resident {

/// "Hidden by … because …".
struct HiddenBy {
    std::string who;
    std::string reason;
    Timestamp at;
    friend bool operator==(const HiddenBy&, const HiddenBy&) = default;
};

/// A line of the timeline with the names of the people in it.
struct StoryLine {
    hazards::Event event;
    std::string who{};      ///< empty when the member's name is hidden or unknown
    std::string assignee{}; ///< name, where the line names one
    std::optional<HiddenBy> hidden{};
    bool mayHide = false;
    int delivery = 0; ///< DeliveryChip.State
};

struct HazardStory {
    hazards::Detail detail;
    std::string place{};
    std::string reporter{};
    std::string assignee{};
    std::optional<HiddenBy> hidden{};
    std::vector<StoryLine> lines{};
    bool own = false;
    bool mayHide = false;     ///< what the reporter wrote
    OwnOperation operation{}; ///< of the report, where it is the viewer's
};

/// Nothing when this phone does not have the hazard.
[[nodiscard]] Result<std::optional<HazardStory>> readHazardStory(store::Database& db, const OpId& hazard,
                                                                 const MemberId& viewer);

} // namespace linli::resident
