// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Queries.h"

#include "core/hazards/Catalogue.h"
#include "core/hazards/ReportRow.h"
#include "core/hazards/Table.h"

#include <cmath>

namespace linli::hazards {

using store::Row;

members::Point pointFromE7(std::int64_t latitude, std::int64_t longitude)
{
    return {static_cast<double>(latitude) / 1e7, static_cast<double>(longitude) / 1e7};
}

namespace {

/// Of an item that was decided on, so the catalogue has it.
std::string_view categoryOf(std::string_view item)
{
    const Item* const known = catalogue().item(item);
    return known != nullptr ? std::string_view(known->category) : std::string_view();
}

} // namespace

std::string stateCondition(const std::vector<State>& states)
{
    if (states.empty())
        return "1";
    std::string numbers;
    for (const State state : states)
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(static_cast<int>(state));
    return "state IN (" + numbers + ")";
}

Report reportFrom(const Row& row)
{
    Report report;
    report.id = row.id<OpId>(0);
    report.author = row.id<MemberId>(1);
    report.item = row.text(2);
    report.category = row.text(3);
    if (!row.isNull(4))
        report.building = row.textId<BuildingId>(4);
    if (!row.isNull(5))
        report.position = pointFromE7(row.integer(5), row.integer(6));
    report.onMap = pointFromE7(row.integer(7), row.integer(8));
    report.onBehalf = row.boolean(9);
    if (!row.isNull(10))
        report.household = row.textId<HouseholdId>(10);
    report.photos = static_cast<int>(row.integer(11));
    report.supports = static_cast<int>(row.integer(12));
    report.state = stateFrom(row.integer(13)).value_or(State::Reported);
    report.reason = reasonFrom(row.integer(14)).value_or(ClosingReason::None);
    if (!row.isNull(15))
        report.duplicateOf = row.id<OpId>(15);
    if (!row.isNull(16))
        report.assignee = row.id<MemberId>(16);
    report.expected = row.optionalTime(17);
    report.reopened = static_cast<int>(row.integer(18));
    report.accepted = row.time(19);
    report.changed = row.time(20);
    report.key = {row.integer(21), report.id};
    report.pending = report.key.place == pendingPlace;
    report.isPrivate = row.boolean(22);
    report.text = row.optionalText(23);
    report.place = row.optionalText(24);
    report.behalfName = row.optionalText(25);
    report.behalfContact = row.optionalText(26);
    report.unreadable = row.boolean(27);
    return report;
}

Result<std::optional<Report>> find(store::Database& db, const OpId& hazard)
{
    static const std::string sql = std::string(reportColumns) + " FROM hazard WHERE id = ?1";
    return db.one(sql, {hazard}, reportFrom);
}

Result<std::vector<Pin>> viewport(store::Database& db, const Box& box, const std::vector<State>& states, int limit)
{
    const auto e7 = [](double degrees) { return static_cast<std::int64_t>(std::llround(degrees * 1e7)); };
    return db.all("SELECT id, item, state, map_lat_e7, map_lon_e7 FROM hazard WHERE map_lat_e7 BETWEEN ?1 AND"
                  " ?2 AND map_lon_e7 BETWEEN ?3 AND ?4 AND " +
                      stateCondition(states) + " LIMIT ?5",
                  {e7(box.south), e7(box.north), e7(box.west), e7(box.east), limit}, [](const Row& row) {
                      std::string item = row.text(1);
                      std::string category(categoryOf(item));
                      return Pin{row.id<OpId>(0), std::move(item), std::move(category),
                                 stateFrom(row.integer(2)).value_or(State::Reported),
                                 pointFromE7(row.integer(3), row.integer(4))};
                  });
}

} // namespace linli::hazards
