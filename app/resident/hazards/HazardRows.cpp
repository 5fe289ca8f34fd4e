// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardRows.h"

#include "core/log/Photos.h"

namespace linli::resident {
namespace {

Result<HazardRow> toRow(store::Database& db, const hazards::Report& report, const BuildingNames& names,
                        const MemberId& self)
{
    HazardRow row{.id = report.id,
                  .item = report.item,
                  .category = report.category,
                  .place = placeText(report, names),
                  .text = report.text,
                  .unreadable = report.unreadable,
                  .state = report.state,
                  .reason = report.reason,
                  .supports = report.supports,
                  .accepted = report.accepted,
                  .isPrivate = report.isPrivate};
    if (report.photos > 0) {
        LINLI_TRY(const auto photos, log::photosOf(db, report.id));
        if (!photos.empty())
            row.photo = photos.front();
    }
    if (report.author == self) {
        LINLI_TRY(const OwnOperation own, ownOperation(db, report.id));
        row.delivery = own.delivery;
    }
    return row;
}

} // namespace

Result<BuildingNames> buildingNames(store::Database& db)
{
    LINLI_TRY(const auto buildings, members::buildings(db));
    BuildingNames names;
    for (const members::Building& building : buildings)
        names.emplace(building.id, building.name);
    return names;
}

std::string placeText(const hazards::Report& report, const BuildingNames& names)
{
    std::string text;
    if (report.building) {
        const auto found = names.find(*report.building);
        text = found == names.end() ? report.building->value : found->second;
    }
    const std::string detail = report.place.value_or("");
    return text.empty() || detail.empty() ? text + detail : text + " · " + detail;
}

Result<HazardRowPage> readHazardRows(store::Database& db, const hazards::Filter& filter,
                                     const std::optional<hazards::ListKey>& after, int limit, const MemberId& self)
{
    LINLI_TRY(const BuildingNames names, buildingNames(db));
    // One more than asked for tells whether there is a next page.
    LINLI_TRY(auto reports, hazards::list(db, filter, after, limit + 1));
    const bool more = reports.size() > static_cast<std::size_t>(limit);
    if (more)
        reports.pop_back();
    HazardRowPage page{.first = !after, .rows = {}, .next = {}};
    for (const hazards::Report& report : reports) {
        LINLI_TRY(HazardRow row, toRow(db, report, names, self));
        page.rows.push_back(std::move(row));
    }
    if (more)
        page.next = reports.back().key;
    return page;
}

} // namespace linli::resident
