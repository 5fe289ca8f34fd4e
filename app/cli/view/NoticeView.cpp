// SPDX-License-Identifier: Apache-2.0
// Notices in the words of CAP 1.2.
#include "app/cli/Pages.h"
#include "app/cli/view/Views.h"
#include "core/notices/Reach.h"

namespace linli::cli {
namespace {

Json noticeJson(const View& view, const notices::Notice& notice)
{
    const notices::Terms& terms = notice.terms;
    Json out{{"type", "notice"},
             {"id", toJson(notice.id)},
             {"sent", toJson(notice.accepted)},
             {"msgType", notices::capName(terms.msgType)},
             {"state", notices::stateName(notice.state)},
             {"category", notices::capName(terms.category)},
             {"urgency", notices::capName(terms.urgency)},
             {"severity", notices::capName(terms.severity)},
             {"certainty", notices::capName(terms.certainty)},
             {"effective", toJson(terms.effective)},
             {"onset", toJson(terms.onset)},
             {"expires", toJson(terms.expires)},
             {"headline", notice.headline},
             {"acknowledged", notice.acknowledged},
             {"acknowledged_by_me", notice.acknowledgedByReader}};
    view.addAuthor(out, notice.id, notice.author);
    return out;
}

Json areaJson(const notices::Area& area)
{
    if (area.isCommunity())
        return {{"community", true}};
    return area.compounds.empty() ? Json{{"buildings", toJson(area.buildings)}}
                                  : Json{{"compounds", toJson(area.compounds)}};
}

Json cancelJson(const View& view, const notices::NoticeDetail& detail)
{
    if (!detail.cancelledBy)
        return nullptr;
    return {{"id", toJson(*detail.cancelledBy)},
            {"by", toJson(detail.cancelAuthor)},
            {"by_name", detail.cancelAuthor ? view.name(*detail.cancelAuthor) : Json(nullptr)},
            {"datetime", toJson(detail.cancelAt)},
            {"reason", detail.cancelReason}};
}

Result<Json> reachJson(const View& view, const OpId& id)
{
    LINLI_TRY(const auto reach, notices::reach(view.db(), id));
    if (!reach)
        return Json(nullptr);
    Json out{{"households", reach->households},
             {"members", reach->members},
             {"acknowledged", reach->acknowledged},
             {"households_acknowledged", reach->householdsAcknowledged}};
    out["buildings"] = Json::array();
    for (const notices::BuildingReach& building : reach->buildings)
        out["buildings"].push_back({{"building", toJson(building.building)},
                                    {"households", building.households},
                                    {"members", building.members},
                                    {"acknowledged", building.acknowledged},
                                    {"households_acknowledged", building.householdsAcknowledged}});
    return out;
}

} // namespace

Result<Json> listNotices(const View& view, bool everyone)
{
    LINLI_TRY(const auto notices, allNotices(view.db(), view.self(), everyone));
    Json rows = Json::array();
    for (const notices::Notice& notice : notices)
        rows.push_back(noticeJson(view, notice));
    return rows;
}

Shown showNotice(const View& view, const OpId& id)
{
    LINLI_TRY(const auto detail, notices::notice(view.db(), id, view.self()));
    if (!detail)
        return std::nullopt;
    Json out = noticeJson(view, detail->notice);
    out["description"] = detail->description;
    out["instruction"] = detail->instruction;
    out["area"] = areaJson(detail->area);
    out["references"] = toJson(detail->references);
    out["photos"] = toJson(detail->photos);
    out["superseded_by"] = toJson(detail->supersededBy);
    out["cancellation"] = cancelJson(view, *detail);
    LINLI_TRY(out["reach"], reachJson(view, id));
    LINLI_TRY(out["erasure"], view.erasure(id));
    return out;
}

} // namespace linli::cli
