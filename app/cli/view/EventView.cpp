// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Pages.h"
#include "app/cli/view/Views.h"

namespace linli::cli {
namespace {

Json eventJson(const View& view, const events::Event& event)
{
    Json out{{"type", "event"},
             {"id", toJson(event.id)},
             {"title", toJson(event.title)},
             {"state", events::stateName(event.state)},
             {"starts", toJson(event.starts)},
             {"ends", toJson(event.ends)},
             {"signup_closes", toJson(event.signUpCloses)},
             {"place", toJson(event.place)},
             {"building", toJson(event.building)},
             {"lat", event.point ? Json(event.point->latitude) : Json(nullptr)},
             {"lon", event.point ? Json(event.point->longitude) : Json(nullptr)},
             {"capacity", event.capacity},
             {"companions_max", event.companionsMax},
             {"taken", event.taken},
             {"left", event.left()},
             {"waiting", event.waiting},
             {"published", toJson(event.accepted)}};
    view.addAuthor(out, event.id, event.publisher);
    return out;
}

Json signUpJson(const View& view, const events::SignUp& signUp)
{
    return {{"member", toJson(signUp.member)},
            {"member_name", view.name(signUp.member)},
            {"state", events::stateName(signUp.state)},
            {"companions", signUp.party - 1},
            {"position", signUp.position},
            {"checked_in", signUp.checkedIn},
            {"datetime", toJson(signUp.accepted)},
            {"sync_state", view.syncState(signUp.op)}};
}

Json signUpsJson(const View& view, const std::vector<events::SignUp>& signUps)
{
    Json list = Json::array();
    for (const events::SignUp& signUp : signUps)
        list.push_back(signUpJson(view, signUp));
    return list;
}

Result<Json> cancellationJson(const View& view, const OpId& event)
{
    LINLI_TRY(const auto cancellation, events::cancellation(view.db(), event));
    if (!cancellation)
        return Json(nullptr);
    return Json{{"id", toJson(cancellation->op)},
                {"by", toJson(cancellation->member)},
                {"by_name", view.name(cancellation->member)},
                {"datetime", toJson(cancellation->accepted)},
                {"reason", toJson(cancellation->reason)}};
}

} // namespace

Result<Json> listEvents(const View& view)
{
    LINLI_TRY(const auto events, allEvents(view.db()));
    Json rows = Json::array();
    for (const events::Event& event : events) {
        Json row = eventJson(view, event);
        LINLI_TRY(const auto own, events::signUpOf(view.db(), event.id, view.self()));
        row["own"] = own ? signUpJson(view, *own) : Json(nullptr);
        rows.push_back(std::move(row));
    }
    return rows;
}

Shown showEvent(const View& view, const OpId& id)
{
    LINLI_TRY(const auto event, events::event(view.db(), id));
    if (!event)
        return std::nullopt;
    Json out = eventJson(view, *event);
    out["text"] = toJson(event->text);
    LINLI_TRY(out["photos"], view.photos(id));
    LINLI_TRY(const auto going, events::going(view.db(), id));
    LINLI_TRY(const auto waitlist, events::waitlist(view.db(), id));
    LINLI_TRY(const auto own, events::signUpOf(view.db(), id, view.self()));
    LINLI_TRY(const int checkedIn, events::checkedIn(view.db(), id));
    out["going"] = signUpsJson(view, going);
    out["waitlist"] = signUpsJson(view, waitlist);
    out["own"] = own ? signUpJson(view, *own) : Json(nullptr);
    out["checked_in"] = checkedIn;
    LINLI_TRY(out["cancellation"], cancellationJson(view, id));
    LINLI_TRY(out["erasure"], view.erasure(id));
    return out;
}

} // namespace linli::cli
