// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardDrafts.h"

#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/hazards/hazards.pb.h"

#include <cmath>

namespace linli::resident {
namespace {

using community::Replica;
using google::protobuf::MessageLite;

log::Audience audienceOf(bool staffOnly)
{
    return {staffOnly ? log::Audience::Kind::Staff : log::Audience::Kind::Community, {}};
}

Replica::Draft draft(std::string_view kind, const MessageLite& facts, const MessageLite& content, bool staffOnly)
{
    return {std::string(kind), toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()),
            audienceOf(staffOnly)};
}

template <class Facts> void addPhotos(Facts& facts, std::span<const Hash> photos)
{
    for (const Hash& photo : photos)
        facts.add_photos(asString(photo));
}

std::int32_t toE7(double degrees)
{
    return static_cast<std::int32_t>(std::llround(degrees * 1e7));
}

} // namespace

Replica::Draft reportDraft(const ReportDraft& report, std::span<const Hash> photos)
{
    pb::hazards::ReportFacts facts;
    facts.set_item(report.item);
    if (report.building)
        facts.set_building(report.building->value);
    if (report.position) {
        facts.mutable_position()->set_latitude_e7(toE7(report.position->latitude));
        facts.mutable_position()->set_longitude_e7(toE7(report.position->longitude));
    }
    facts.set_on_behalf(report.onBehalf);
    addPhotos(facts, photos);
    pb::hazards::ReportContent content;
    content.set_text(report.text);
    content.set_place(report.place);
    if (report.onBehalf) {
        content.set_behalf_name(report.behalfName);
        content.set_behalf_contact(report.behalfContact);
    }
    return draft("hazards.report", facts, content, report.nameHidden);
}

Replica::Draft advanceDraft(const HazardSubject& hazard, const AdvanceDraft& step, std::span<const Hash> photos)
{
    pb::hazards::AdvanceFacts facts;
    facts.set_hazard(hazard.id.str());
    facts.set_state(static_cast<pb::hazards::State>(step.state));
    facts.set_reason(static_cast<pb::hazards::ClosingReason>(step.reason));
    if (step.duplicateOf)
        facts.set_duplicate_of(step.duplicateOf->str());
    if (step.assignee)
        facts.set_assignee(step.assignee->str());
    if (step.expected)
        facts.set_expected_ms(toMs(*step.expected));
    addPhotos(facts, photos);
    pb::hazards::NoteContent content;
    content.set_note(step.note);
    return draft("hazards.advance", facts, content, hazard.isPrivate);
}

Replica::Draft supportDraft(const HazardSubject& hazard)
{
    pb::hazards::SupportFacts facts;
    facts.set_hazard(hazard.id.str());
    return draft("hazards.support", facts, pb::hazards::NoContent(), hazard.isPrivate);
}

Replica::Draft commentDraft(const HazardSubject& hazard, const std::string& text)
{
    pb::hazards::CommentFacts facts;
    facts.set_hazard(hazard.id.str());
    pb::hazards::CommentContent content;
    content.set_text(text);
    return draft("hazards.comment", facts, content, hazard.isPrivate);
}

Replica::Draft rateDraft(const HazardSubject& hazard, hazards::Answer answer)
{
    pb::hazards::RateFacts facts;
    facts.set_hazard(hazard.id.str());
    facts.set_answer(static_cast<pb::hazards::Answer>(answer));
    return draft("hazards.rate", facts, pb::hazards::NoContent(), hazard.isPrivate);
}

Replica::Draft reopenDraft(const HazardSubject& hazard, const std::string& note, std::span<const Hash> photos)
{
    pb::hazards::ReopenFacts facts;
    facts.set_hazard(hazard.id.str());
    addPhotos(facts, photos);
    pb::hazards::NoteContent content;
    content.set_note(note);
    return draft("hazards.reopen", facts, content, hazard.isPrivate);
}

Replica::Draft hideDraft(const OpId& target, const std::string& reason, bool isPrivate)
{
    pb::community::EraseFacts facts;
    facts.set_target(target.str());
    pb::community::EraseContent content;
    content.set_reason(reason);
    return draft(community::eraseKind, facts, content, isPrivate);
}

} // namespace linli::resident
