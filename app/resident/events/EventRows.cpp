// SPDX-License-Identifier: Apache-2.0
#include "app/resident/events/EventRows.h"

#include "core/events/Roles.h"
#include "core/events/events.pb.h"
#include "core/log/Photos.h"

#include <algorithm>

namespace linli::resident {
namespace {

/// Events are kept by their start. One that still runs is found among this many that began last.
constexpr int lookBack = 100;

Result<EventRow> toRow(store::Database& db, const events::Event& event, Timestamp now, const MemberId& self)
{
    EventRow row{.id = event.id,
                 .title = event.title.value_or(""),
                 .starts = event.starts,
                 .ends = event.ends,
                 .capacity = event.capacity,
                 .freePlaces = event.left(),
                 .phase = eventPhaseAt(event, now)};
    LINLI_TRY(row.place, placeName(db, event.building, event.place));
    LINLI_TRY(const auto photos, log::photosOf(db, event.id));
    if (!photos.empty())
        row.photo = photos.front();
    LINLI_TRY(const auto signUp, events::signUpOf(db, event.id, self));
    row.part = eventPartOf(signUp);
    row.position = signUp ? signUp->position : 0;
    LINLI_TRY(row.own, ownOperation(db, event.id));
    if (signUp && row.own.delivery == 0) {
        LINLI_TRY(row.own, ownOperation(db, signUp->op));
    }
    return row;
}

Result<std::vector<events::Event>> readComing(store::Database& db, int limit, Timestamp now)
{
    LINLI_TRY(auto found, events::eventsBefore(db, lookBack, {now, {}}));
    std::erase_if(found, [now](const events::Event& event) { return event.ends <= now; });
    std::ranges::reverse(found);
    LINLI_TRY(const auto next, events::events(db, limit, events::EventKey{now, {}}));
    found.insert(found.end(), next.begin(), next.end());
    return found;
}

template <class Facts> bool names(const log::Header& header, const OpId& event)
{
    Facts facts;
    return facts.ParseFromArray(header.facts.data(), static_cast<int>(header.facts.size())) &&
           facts.event() == event.str();
}

/// The person's own sign-up or withdrawal, not one made for somebody else.
bool isOwnAction(const community::OutboxItem& item, const OpId& event)
{
    const auto header = log::decodeHeader(item.operation.header);
    if (!header || item.state == community::OutboxState::Discarding)
        return false;
    if (item.kind == "events.sign_up")
        return names<pb::events::SignUpFacts>(*header, event);
    pb::events::WithdrawFacts facts;
    return item.kind == "events.withdraw" && names<pb::events::WithdrawFacts>(*header, event) &&
           facts.ParseFromArray(header->facts.data(), static_cast<int>(header->facts.size())) && !facts.has_member();
}

Result<void> readPeople(store::Database& db, EventPage& page)
{
    LINLI_TRY(auto signUps, events::going(db, page.event.id));
    LINLI_TRY(const auto waiting, events::waitlist(db, page.event.id));
    signUps.insert(signUps.end(), waiting.begin(), waiting.end());
    for (const events::SignUp& signUp : signUps) {
        EventPersonRow row{
            .member = signUp.member, .party = signUp.party, .position = signUp.position, .checkedIn = signUp.checkedIn};
        LINLI_TRY(row.name, memberName(db, signUp.member));
        page.people.push_back(std::move(row));
    }
    return {};
}

Result<void> readRights(store::Database& db, EventPage& page, const MemberId& self)
{
    const log::Context context{.db = db, .member = self};
    const events::Owner owner{page.event.publisher, page.event.building};
    LINLI_TRY(const auto checkIn, events::mayAct(context, "events.check_in", owner));
    LINLI_TRY(const auto cancel, events::mayAct(context, "events.cancel", owner));
    page.mayCheckIn = checkIn.accepted() && page.event.state != events::EventState::Cancelled;
    page.mayCancel = cancel.accepted() && page.event.state == events::EventState::Published;
    if (!checkIn.accepted())
        return {};
    return readPeople(db, page);
}

} // namespace

eventphase::Value eventPhaseAt(const events::Event& event, Timestamp now)
{
    if (event.state == events::EventState::Cancelled)
        return eventphase::Cancelled;
    if (now >= event.ends)
        return eventphase::Over;
    if (event.state == events::EventState::Started || now >= event.starts)
        return eventphase::Running;
    if (now >= event.signUpCloses)
        return eventphase::SignUpClosed;
    return event.left() > 0 && event.waiting == 0 ? eventphase::Open : eventphase::Full;
}

eventpart::Value eventPartOf(const std::optional<events::SignUp>& signUp)
{
    if (!signUp)
        return eventpart::None;
    if (signUp->checkedIn)
        return eventpart::CheckedIn;
    switch (signUp->state) {
    case events::SignUpState::Going:
        return eventpart::Going;
    case events::SignUpState::Waiting:
        return eventpart::Waiting;
    default:
        return eventpart::Withdrawn;
    }
}

Result<EventRowPage> readEventRows(store::Database& db, bool past, int limit, Timestamp now, const MemberId& self)
{
    LINLI_TRY(const auto found, past ? events::eventsBefore(db, limit, {now, {}}) : readComing(db, limit, now));
    EventRowPage page{.more = static_cast<int>(found.size()) >= limit};
    for (const events::Event& event : found) {
        if (past && event.ends > now)
            continue;
        LINLI_TRY(EventRow row, toRow(db, event, now, self));
        page.rows.push_back(std::move(row));
    }
    return page;
}

Result<std::optional<EventPage>> readEventPage(store::Database& db, const OpId& id, Timestamp now, const MemberId& self)
{
    LINLI_TRY(auto found, events::event(db, id));
    if (!found)
        return std::optional<EventPage>();
    EventPage page{.event = std::move(*found)};
    page.phase = eventPhaseAt(page.event, now);
    LINLI_TRY(page.publisher, memberName(db, page.event.publisher));
    LINLI_TRY(page.place, placeName(db, page.event.building, page.event.place));
    LINLI_TRY(page.photos, log::photosOf(db, id));
    LINLI_TRY(page.cancellation, events::cancellation(db, id));
    LINLI_TRY(page.checkedIn, events::checkedIn(db, id));
    LINLI_TRY(page.signUp, events::signUpOf(db, id, self));
    LINLI_TRY(page.own, ownOperation(db, id));
    LINLI_TRY(const auto outbox, community::Outbox(db).items());
    for (const community::OutboxItem& item : outbox) {
        if (isOwnAction(item, id))
            page.ownAction = item;
    }
    LINLI_CHECK(readRights(db, page, self));
    return std::optional(std::move(page));
}

} // namespace linli::resident
