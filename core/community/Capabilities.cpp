// SPDX-License-Identifier: Apache-2.0
#include "core/community/CommunityRules.h"
#include "core/community/Replica.h"
#include "core/events/Events.h"
#include "core/funds/Funds.h"
#include "core/hazards/Hazards.h"
#include "core/hazards/TextIndex.h"
#include "core/members/Members.h"
#include "core/notices/Notices.h"
#include "core/plans/Plans.h"

#include <array>

namespace linli::community {

std::span<const log::Capability* const> capabilities()
{
    static const std::array<const log::Capability*, 7> all = {
        &members::capability(), &hazards::capability(), &plans::capability(),    &events::capability(),
        &funds::capability(),   &notices::capability(), &community::capability()};
    return all;
}

std::span<const FillIndex> laterIndexes()
{
    static constexpr std::array<FillIndex, 1> all = {hazards::fillTextIndex};
    return all;
}

} // namespace linli::community
