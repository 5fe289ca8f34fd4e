// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Queries.h"
#include "core/hazards/ReportRow.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace linli::hazards {
namespace {

constexpr double earthRadius = 6371008.8;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

/// A box that holds every point within nearMetres; an empty one without a position.
Box boxAround(const std::optional<members::Point>& position)
{
    if (!position)
        return {1, 1, 0, 0};
    const double up = nearMetres / earthRadius * 180 / std::numbers::pi;
    // Toward the poles meridians meet; a hundredth keeps the box finite there.
    const double across = up / std::max(std::cos(radians(position->latitude)), 0.01);
    return {position->latitude - up, position->longitude - across, position->latitude + up,
            position->longitude + across};
}

std::optional<double> distanceTo(const Report& report, const std::optional<members::Point>& position)
{
    if (!position || !report.position)
        return std::nullopt;
    return distanceMetres(*position, *report.position);
}

} // namespace

double distanceMetres(const members::Point& a, const members::Point& b)
{
    const double sinLatitude = std::sin(radians(b.latitude - a.latitude) / 2);
    const double sinLongitude = std::sin(radians(b.longitude - a.longitude) / 2);
    const double h = sinLatitude * sinLatitude +
                     std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * sinLongitude * sinLongitude;
    return 2 * earthRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

Result<std::vector<Near>> near(store::Database& db, const std::string& item, const std::optional<BuildingId>& building,
                               const std::optional<members::Point>& position, Timestamp now)
{
    const Box box = boxAround(position);
    static const std::string sql = std::string(reportColumns) + " FROM hazard" +
                                   " WHERE (building = ?1 OR (map_lat_e7 BETWEEN ?2 AND ?3 AND map_lon_e7 BETWEEN ?4 "
                                   "AND ?5 AND lat_e7 IS NOT NULL))"
                                   " AND item = ?6 AND accepted_at >= ?7 AND state NOT IN (?8, ?9) AND private = 0";
    const auto low = [](double degrees) { return static_cast<std::int64_t>(std::floor(degrees * 1e7)); };
    const auto high = [](double degrees) { return static_cast<std::int64_t>(std::ceil(degrees * 1e7)); };
    LINLI_TRY(const auto candidates,
              db.all(sql,
                     {building, low(box.south), high(box.north), low(box.west), high(box.east), item, now - nearAge,
                      static_cast<int>(State::Fixed), static_cast<int>(State::Closed)},
                     reportFrom));
    std::vector<Near> found;
    for (const Report& report : candidates) {
        const auto metres = distanceTo(report, position);
        if ((building && report.building == building) || (metres && *metres <= nearMetres))
            found.push_back({report, metres});
    }
    std::ranges::sort(found, {}, [](const Near& hit) {
        return std::pair(hit.metres.value_or(std::numeric_limits<double>::max()), hit.report.id);
    });
    return found;
}

} // namespace linli::hazards
