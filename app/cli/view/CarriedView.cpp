// SPDX-License-Identifier: Apache-2.0
// Operations of other phones that this one carries: verified, not yet in the log.
#include "app/cli/view/Views.h"
#include "core/members/Directory.h"
#include "core/sync/Carried.h"

namespace linli::cli {
namespace {

std::string_view stateOf(const sync::CarriedItem& item)
{
    if (item.logged)
        return "in_log";
    return item.code.empty() ? "verified" : "would_be_refused";
}

Result<Json> carriedJson(const View& view, const sync::CarriedItem& item)
{
    LINLI_TRY(const auto author, members::device(view.db(), item.place.device));
    LINLI_TRY(const auto content, view.replica().contentOf(item.operation));
    const std::optional<MemberId> member = author ? std::optional(author->member) : std::nullopt;
    return Json{{"type", "operation"},
                {"id", toJson(item.op)},
                {"kind", item.kind},
                {"state", stateOf(item)},
                {"code", item.code.empty() ? Json(nullptr) : Json(item.code)},
                {"seq", item.logged ? Json(item.logged->value) : Json(nullptr)},
                {"author", toJson(member)},
                {"author_name", member ? view.name(*member) : Json(nullptr)},
                {"device", toJson(item.place.device)},
                {"created", toJson(item.created)},
                {"received", toJson(item.received)},
                {"content", cli::wordsOf(item.kind, content)}};
}

} // namespace

Result<Json> listCarried(const View& view)
{
    LINLI_TRY(const auto items, sync::Carried(view.db()).items());
    Json rows = Json::array();
    for (const sync::CarriedItem& item : items) {
        LINLI_TRY(Json row, carriedJson(view, item));
        rows.push_back(std::move(row));
    }
    return rows;
}

Shown showCarried(const View& view, const OpId& id)
{
    LINLI_TRY(const auto item, sync::Carried(view.db()).find(id));
    if (!item)
        return std::nullopt;
    LINLI_TRY(Json shown, carriedJson(view, *item));
    return shown;
}

} // namespace linli::cli
