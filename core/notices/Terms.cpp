// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Rules.h"

#include <algorithm>

namespace linli::notices {

Terms toTerms(const pb::notices::PublishFacts& facts)
{
    Terms terms;
    terms.msgType = capFromNumber<MsgType>(facts.msg_type()).value_or(terms.msgType);
    terms.category = capFromNumber<Category>(facts.category()).value_or(terms.category);
    terms.urgency = capFromNumber<Urgency>(facts.urgency()).value_or(terms.urgency);
    terms.severity = capFromNumber<Severity>(facts.severity()).value_or(terms.severity);
    terms.certainty = capFromNumber<Certainty>(facts.certainty()).value_or(terms.certainty);
    terms.expires = fromMs(facts.expires_ms());
    if (facts.has_onset_ms())
        terms.onset = fromMs(facts.onset_ms());
    if (facts.has_effective_ms())
        terms.effective = fromMs(facts.effective_ms());
    return terms;
}

Area toArea(const pb::notices::Area& area)
{
    Area typed;
    for (const std::string& id : area.compounds())
        typed.compounds.push_back({id});
    for (const std::string& id : area.buildings())
        typed.buildings.push_back({id});
    return typed;
}

bool Area::covers(const std::optional<CompoundId>& compound, const std::optional<BuildingId>& building) const
{
    return isCommunity() || (compound && std::ranges::contains(compounds, *compound)) ||
           (building && std::ranges::contains(buildings, *building));
}

std::string_view stateName(State state)
{
    switch (state) {
    case State::Live:
        return "live";
    case State::Superseded:
        return "superseded";
    case State::Cancelled:
        return "cancelled";
    case State::Expired:
        return "expired";
    }
    return {};
}

} // namespace linli::notices
