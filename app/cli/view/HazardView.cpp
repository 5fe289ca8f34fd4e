// SPDX-License-Identifier: Apache-2.0
// Hazards in the words of Open311 GeoReport v2, with our finer state beside its status.
#include "app/cli/Pages.h"
#include "app/cli/view/Views.h"
#include "core/hazards/Catalogue.h"

namespace linli::cli {
namespace {

Json orNull(std::string_view word)
{
    return word.empty() ? Json(nullptr) : Json(word);
}

Json serviceName(const std::string& item)
{
    const hazards::Item* known = hazards::catalogue().item(item);
    return known != nullptr ? Json(known->name.simplified) : Json(nullptr);
}

Json reportJson(const View& view, const hazards::Report& report)
{
    Json out{{"type", "hazard"},
             {"id", toJson(report.id)},
             {"service_code", report.item},
             {"service_name", serviceName(report.item)},
             {"group", report.category},
             {"status", hazards::isOpen(report.state) ? "open" : "closed"},
             {"state", hazards::stateName(report.state)},
             {"closing_reason", orNull(hazards::reasonName(report.reason))},
             {"duplicate_of", toJson(report.duplicateOf)},
             {"description", toJson(report.text)},
             {"address", toJson(report.place)},
             {"building", toJson(report.building)},
             {"lat", report.position ? Json(report.position->latitude) : Json(nullptr)},
             {"long", report.position ? Json(report.position->longitude) : Json(nullptr)},
             {"requested_datetime", toJson(report.accepted)},
             {"updated_datetime", toJson(report.changed)},
             {"expected_datetime", toJson(report.expected)},
             {"assignee", toJson(report.assignee)},
             {"assignee_name", report.assignee ? view.name(*report.assignee) : Json(nullptr)},
             {"supports", report.supports},
             {"reopened", report.reopened},
             {"photo_count", report.photos},
             {"on_behalf", report.onBehalf},
             {"private", report.isPrivate},
             {"unreadable", report.unreadable},
             {"pending", report.pending}};
    view.addAuthor(out, report.id, report.author);
    return out;
}

Result<Json> eventJson(const View& view, const hazards::Event& event)
{
    Json out{{"id", toJson(event.op)},
             {"action", hazards::actionName(event.action)},
             {"datetime", toJson(event.accepted)},
             {"state", event.state ? Json(hazards::stateName(*event.state)) : Json(nullptr)},
             {"answer", event.answer ? Json(hazards::answerName(*event.answer)) : Json(nullptr)},
             {"closing_reason", orNull(hazards::reasonName(event.reason))},
             {"duplicate_of", toJson(event.duplicateOf)},
             {"assignee", toJson(event.assignee)},
             {"expected_datetime", toJson(event.expected)},
             {"note", toJson(event.note)},
             {"photos", toJson(event.photos)},
             {"pending", event.pending}};
    view.addAuthor(out, event.op, event.member);
    LINLI_TRY(out["erasure"], view.erasure(event.op));
    return out;
}

} // namespace

Result<Json> listHazards(const View& view)
{
    LINLI_TRY(const auto reports, allHazards(view.db()));
    Json rows = Json::array();
    for (const hazards::Report& report : reports)
        rows.push_back(reportJson(view, report));
    return rows;
}

Shown showHazard(const View& view, const OpId& id)
{
    LINLI_TRY(const auto detail, hazards::detail(view.db(), id, view.self()));
    if (!detail)
        return std::nullopt;
    Json out = reportJson(view, detail->report);
    out["household"] = toJson(detail->report.household);
    out["behalf_name"] = toJson(detail->report.behalfName);
    out["behalf_contact"] = toJson(detail->report.behalfContact);
    out["photos"] = toJson(detail->photos);
    out["answers"] = {{"fixed", detail->answers.fixed},
                      {"partly", detail->answers.partly},
                      {"not", detail->answers.notFixed},
                      {"unknown", detail->answers.unknown}};
    out["supported_by_me"] = detail->supported;
    out["my_answer"] = detail->answer ? Json(hazards::answerName(*detail->answer)) : Json(nullptr);
    LINLI_TRY(out["erasure"], view.erasure(id));
    out["timeline"] = Json::array();
    for (const hazards::Event& event : detail->timeline) {
        LINLI_TRY(Json line, eventJson(view, event));
        out["timeline"].push_back(std::move(line));
    }
    return out;
}

} // namespace linli::cli
