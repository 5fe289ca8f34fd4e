// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardStory.h"

namespace linli::resident {
namespace {

using members::Role;

Result<std::optional<HiddenBy>> hiddenBy(store::Database& db, const OpId& op)
{
    LINLI_TRY(const auto erasure, community::erasureOf(db, op));
    if (!erasure)
        return std::nullopt;
    LINLI_TRY(auto who, memberName(db, erasure->by));
    return HiddenBy{std::move(who), erasure->reason, erasure->at};
}

/// Hiding is for its author and for moderators, and only for what is in the log with words left.
struct Hiding {
    MemberId viewer;
    bool moderates = false;

    [[nodiscard]] bool may(const MemberId& author, bool pending, bool written) const
    {
        return (moderates || author == viewer) && !pending && written;
    }
};

Result<StoryLine> readLine(store::Database& db, const hazards::Event& event, const Hiding& hiding)
{
    StoryLine line{.event = event};
    LINLI_TRY(line.who, memberName(db, event.member));
    if (event.assignee) {
        LINLI_TRY(line.assignee, memberName(db, *event.assignee));
    }
    if (!event.note) {
        LINLI_TRY(line.hidden, hiddenBy(db, event.op));
    }
    if (event.member == hiding.viewer) {
        LINLI_TRY(const OwnOperation own, ownOperation(db, event.op));
        line.delivery = own.delivery;
    }
    const bool written = (event.note && !event.note->empty()) || !event.photos.empty();
    // The report's own words are hidden from the head of the page.
    line.mayHide = event.action != hazards::Action::Report && hiding.may(event.member, event.pending, written);
    return line;
}

} // namespace

Result<std::optional<HazardStory>> readHazardStory(store::Database& db, const OpId& hazard, const MemberId& viewer)
{
    LINLI_TRY(auto detail, hazards::detail(db, hazard, viewer));
    if (!detail)
        return std::nullopt;
    HazardStory story{.detail = *std::move(detail)};
    const hazards::Report& report = story.detail.report;
    LINLI_TRY(const BuildingNames names, buildingNames(db));
    LINLI_TRY(const members::Actor actor, members::actor(db, viewer));
    const Hiding hiding{viewer, actor.hasAny({Role::Admin, Role::Worker})};
    story.place = placeText(report, names);
    LINLI_TRY(story.reporter, memberName(db, report.author));
    if (report.assignee) {
        LINLI_TRY(story.assignee, memberName(db, *report.assignee));
    }
    if (report.erased()) {
        LINLI_TRY(story.hidden, hiddenBy(db, report.id));
    }
    for (const hazards::Event& event : story.detail.timeline) {
        LINLI_TRY(StoryLine line, readLine(db, event, hiding));
        story.lines.push_back(std::move(line));
    }
    story.own = report.author == viewer;
    story.mayHide = hiding.may(report.author, report.pending, !report.erased());
    if (story.own) {
        LINLI_TRY(story.operation, ownOperation(db, report.id));
    }
    return story;
}

} // namespace linli::resident
