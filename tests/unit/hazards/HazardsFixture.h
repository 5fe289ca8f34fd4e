// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Hazards.h"
#include "core/hazards/Queries.h"
#include "core/hazards/hazards.pb.h"
#include "core/log/Photos.h"
#include "tests/support/Neighbourhood.h"

#include <stdexcept>

namespace linli::test {

/// A neighbourhood with hazards, and messages that every rule accepts, for tests to spoil in one place.
struct HazardsFixture {
    Neighbourhood place{{&hazards::capability()}};
    MemberId worker = place.staff(members::Role::Worker);
    MemberId resident = place.resident("JY-1-1-101");

    using Outcome = Neighbourhood::Outcome;
    using State = hazards::State;
    static log::Audience staffOnly() { return {log::Audience::Kind::Staff, {}}; }
    /// The hash of a picture with this number.
    static std::string photo(int number) { return std::string(31, 'p') + static_cast<char>(number); }

    static pb::hazards::ReportFacts reportFacts(const std::string& building = "JY-1")
    {
        pb::hazards::ReportFacts facts;
        facts.set_item("facilities.lighting");
        facts.set_building(building);
        return facts;
    }
    static pb::hazards::ReportContent reportContent(const std::string& text = "楼道灯不亮")
    {
        pb::hazards::ReportContent content;
        content.set_text(text);
        content.set_place("2单元3楼");
        return content;
    }
    Outcome report(const MemberId& by, const pb::hazards::ReportFacts& facts, log::Audience audience = {})
    {
        return place.submit(by, "hazards.report", facts, reportContent(), std::move(audience));
    }
    OpId report() { return need(report(resident, reportFacts())); }

    static pb::hazards::AdvanceFacts advanceFacts(const OpId& hazard, State to)
    {
        pb::hazards::AdvanceFacts facts;
        facts.set_hazard(hazard.str());
        facts.set_state(static_cast<pb::hazards::State>(to));
        if (to == State::Fixed)
            facts.add_photos(photo(100));
        if (to == State::Closed)
            facts.set_reason(pb::hazards::UNABLE);
        return facts;
    }
    Outcome advance(const MemberId& by, const pb::hazards::AdvanceFacts& facts, log::Audience audience = {},
                    const std::string& note = "已派人")
    {
        pb::hazards::NoteContent content;
        content.set_note(note);
        return place.submit(by, "hazards.advance", facts, content, std::move(audience));
    }
    Outcome advance(const OpId& hazard, State to) { return advance(worker, advanceFacts(hazard, to)); }
    Outcome close(const OpId& hazard, pb::hazards::ClosingReason reason, const OpId& duplicateOf = {})
    {
        auto facts = advanceFacts(hazard, State::Closed);
        facts.set_reason(reason);
        if (!duplicateOf.isNull())
            facts.set_duplicate_of(duplicateOf.str());
        return advance(reason == pb::hazards::WITHDRAWN ? resident : worker, facts);
    }
    Outcome support(const MemberId& by, const OpId& hazard, log::Audience audience = {})
    {
        pb::hazards::SupportFacts facts;
        facts.set_hazard(hazard.str());
        return place.submit(by, "hazards.support", facts, pb::hazards::NoContent{}, std::move(audience));
    }
    Outcome comment(const MemberId& by, const OpId& hazard, const std::string& text = "我家也是",
                    log::Audience audience = {})
    {
        pb::hazards::CommentFacts facts;
        facts.set_hazard(hazard.str());
        pb::hazards::CommentContent content;
        content.set_text(text);
        return place.submit(by, "hazards.comment", facts, content, std::move(audience));
    }
    Outcome rate(const MemberId& by, const OpId& hazard, int answer, log::Audience audience = {})
    {
        pb::hazards::RateFacts facts;
        facts.set_hazard(hazard.str());
        facts.set_answer(static_cast<pb::hazards::Answer>(answer));
        return place.submit(by, "hazards.rate", facts, pb::hazards::NoContent{}, std::move(audience));
    }
    Outcome reopen(const MemberId& by, const OpId& hazard, const std::vector<std::string>& photos,
                   log::Audience audience = {})
    {
        pb::hazards::ReopenFacts facts;
        facts.set_hazard(hazard.str());
        for (const std::string& hash : photos)
            facts.add_photos(hash);
        pb::hazards::NoteContent content;
        content.set_note("又坏了");
        return place.submit(by, "hazards.reopen", facts, content, std::move(audience));
    }
    /// A fixed hazard at JY-1.
    OpId fixed()
    {
        const OpId hazard = report();
        need(advance(hazard, State::Fixed));
        return hazard;
    }

    /// For steps that a test builds on.
    static OpId need(const Outcome& outcome)
    {
        if (!outcome.accepted())
            throw std::runtime_error("refused: " + outcome.verdict.code);
        return outcome.op;
    }
    hazards::Report find(const OpId& hazard) { return hazards::find(place.db(), hazard).value().value(); }
    hazards::Detail detail(const OpId& hazard, const MemberId& viewer)
    {
        return hazards::detail(place.db(), hazard, viewer).value().value();
    }

    static const log::Kind& kind(std::string_view name)
    {
        for (const log::Kind& kind : hazards::capability().kinds()) {
            if (kind.name == name)
                return kind;
        }
        throw std::runtime_error("no such kind");
    }
    log::Context context(const MemberId& by, const OpId& op)
    {
        return {place.db(), op, by, {}, false, place.now(), Seq{}, {}};
    }
    /// What the rule says, with nothing applied.
    template <class Facts> std::string verdict(const MemberId& by, std::string_view name, const Facts& facts)
    {
        const std::string bytes = facts.SerializeAsString();
        return kind(name).decide(context(by, OpId{}), {name, asBytes(bytes), std::nullopt}).value().code;
    }
};

} // namespace linli::test
