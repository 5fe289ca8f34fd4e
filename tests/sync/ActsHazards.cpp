// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/hazards.pb.h"
#include "tests/sync/Acts.h"

namespace linli::sim {
namespace {

/// The audience of what is said about a report is mostly that of the report.
log::Audience audienceFor(Random& random, SimPhone& phone, const std::string& hazard)
{
    const auto isPrivate =
        must(phone.replica().db().count("SELECT private FROM hazard WHERE id = ?1", {asBytes(hazard)})) != 0;
    log::Audience audience;
    if (isPrivate != random.chance(0.03))
        audience.kind = log::Audience::Kind::Staff;
    return audience;
}

} // namespace

void Hand::hazards()
{
    const std::string hazard = anyId("SELECT id FROM hazard ORDER BY id");
    const auto audience = [&] { return audienceFor(m_random, m_phone, hazard); };
    switch (m_random.below(10)) {
    case 0:
    case 1:
    case 2: {
        pb::hazards::ReportFacts facts;
        facts.set_item(m_random.chance(0.03) ? "no.such" : "facilities.lighting");
        if (m_random.chance(0.7))
            facts.set_building(anyText("SELECT id FROM building ORDER BY id"));
        if (m_random.chance(0.5)) {
            facts.mutable_position()->set_latitude_e7(static_cast<std::int32_t>(308'500'000 + m_random.below(100'000)));
            facts.mutable_position()->set_longitude_e7(
                static_cast<std::int32_t>(1'044'000'000 + m_random.below(100'000)));
        }
        if (m_random.chance(0.25))
            facts.add_photos(photo());
        pb::hazards::ReportContent content;
        content.set_text(words());
        log::Audience to;
        if (m_random.chance(0.25))
            to.kind = log::Audience::Kind::Staff;
        return submit("hazards.report", facts, content, to);
    }
    case 3:
    case 4:
    case 5: {
        pb::hazards::AdvanceFacts facts;
        facts.set_hazard(hazard);
        facts.set_state(static_cast<pb::hazards::State>(m_random.between(1, 5)));
        if (facts.state() == pb::hazards::FIXED)
            facts.add_photos(photo());
        if (facts.state() == pb::hazards::CLOSED) {
            facts.set_reason(static_cast<pb::hazards::ClosingReason>(m_random.between(1, 4)));
            if (facts.reason() == pb::hazards::DUPLICATE)
                facts.set_duplicate_of(anyId("SELECT id FROM hazard ORDER BY id"));
        }
        if (m_random.chance(0.2))
            facts.set_assignee(anyId("SELECT id FROM member ORDER BY id"));
        if (m_random.chance(0.2))
            facts.set_expected_ms(soon());
        pb::hazards::NoteContent content;
        content.set_note(words());
        return submit("hazards.advance", facts, content, audience());
    }
    case 6: {
        pb::hazards::SupportFacts facts;
        facts.set_hazard(hazard);
        return submit("hazards.support", facts, pb::hazards::NoContent(), audience());
    }
    case 7: {
        pb::hazards::CommentFacts facts;
        facts.set_hazard(hazard);
        pb::hazards::CommentContent content;
        content.set_text(words());
        return submit("hazards.comment", facts, content, audience());
    }
    case 8: {
        pb::hazards::RateFacts facts;
        facts.set_hazard(hazard);
        facts.set_answer(static_cast<pb::hazards::Answer>(m_random.between(0, 4)));
        return submit("hazards.rate", facts, pb::hazards::NoContent(), audience());
    }
    default: {
        pb::hazards::ReopenFacts facts;
        facts.set_hazard(hazard);
        facts.add_photos(photo());
        pb::hazards::NoteContent content;
        content.set_note(words());
        return submit("hazards.reopen", facts, content, audience());
    }
    }
}

} // namespace linli::sim
