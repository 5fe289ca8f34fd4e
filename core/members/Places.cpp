// SPDX-License-Identifier: Apache-2.0
// The part of Directory.h that is about places: community, compounds, buildings and households.
#include "core/members/Directory.h"
#include "core/members/Table.h"

#include <cmath>

namespace linli::members {
namespace {

using store::Database;
using store::Row;

Compound compoundOf(const Row& row)
{
    return {row.textId<CompoundId>(0), row.text(1), table::unpackOutline(row.blobView(2))};
}

Building buildingOf(const Row& row)
{
    Building building;
    building.id = row.textId<BuildingId>(0);
    building.compound = row.textId<CompoundId>(1);
    building.name = row.text(2);
    building.units = static_cast<int>(row.integer(3));
    building.floors = static_cast<int>(row.integer(4));
    building.outline = table::unpackOutline(row.blobView(5));
    return building;
}

constexpr std::string_view selectCompounds = "SELECT id, name, outline FROM compound ";
constexpr std::string_view selectBuildings = "SELECT id, compound_id, name, units, floors, outline FROM building ";
constexpr std::string_view selectHouseholds =
    "SELECT h.id, h.building_id, h.unit, h.room, h.area_cm2, o.owner, o.numerator, o.denominator FROM household h "
    "LEFT JOIN owner_share o ON o.household_id = h.id ";

/// One row per owner, households together.
void addHouseholdRow(std::vector<Household>& households, const Row& row)
{
    const auto id = row.textId<HouseholdId>(0);
    if (households.empty() || households.back().id != id)
        households.push_back({id, row.textId<BuildingId>(1), row.text(2), row.text(3), AreaCm2{row.integer(4)}, {}});
    if (!row.isNull(5))
        households.back().owners.push_back({row.text(5), row.integer(6), row.integer(7)});
}

Point meanOf(const std::vector<Point>& points)
{
    Point sum;
    for (const Point& point : points) {
        sum.latitude += point.latitude;
        sum.longitude += point.longitude;
    }
    const auto count = static_cast<double>(points.size());
    return points.empty() ? sum : Point{sum.latitude / count, sum.longitude / count};
}

} // namespace

bool isValid(const Point& point)
{
    return std::isfinite(point.latitude) && std::isfinite(point.longitude) && std::abs(point.latitude) <= 90 &&
           std::abs(point.longitude) <= 180;
}

/// Centroid of a polygon by the shoelace formula (P. Bourke, "Calculating the area and centroid of a polygon", 1988), on
/// degrees taken as a plane: at a building's size the error is below a millimetre.
Point Building::centre() const
{
    const std::size_t count = outline.size();
    if (count < 3)
        return meanOf(outline);
    const Point origin = outline.front(); // keeps the products small, so that nothing cancels
    double twiceArea = 0;
    Point sum;
    for (std::size_t i = 0; i < count; ++i) {
        const Point& a = outline[i];
        const Point& b = outline[(i + 1) % count];
        const double ax = a.longitude - origin.longitude, ay = a.latitude - origin.latitude;
        const double bx = b.longitude - origin.longitude, by = b.latitude - origin.latitude;
        const double cross = ax * by - bx * ay;
        twiceArea += cross;
        sum.longitude += (ax + bx) * cross;
        sum.latitude += (ay + by) * cross;
    }
    if (std::abs(twiceArea) < 1e-18) // all points on one line
        return meanOf(outline);
    return {origin.latitude + sum.latitude / (3 * twiceArea), origin.longitude + sum.longitude / (3 * twiceArea)};
}

Result<std::optional<Community>> community(Database& db)
{
    return db.one("SELECT id, name, hub_key FROM community", {},
                  [](const Row& row) { return Community{row.id<CommunityId>(0), row.text(1), row.hash(2)}; });
}

Result<std::vector<Compound>> compounds(Database& db)
{
    return db.all(std::string(selectCompounds) + "ORDER BY id", {}, compoundOf);
}

Result<std::optional<Compound>> compound(Database& db, const CompoundId& id)
{
    return db.one(std::string(selectCompounds) + "WHERE id = ?1", {id}, compoundOf);
}

Result<std::vector<Building>> buildings(Database& db)
{
    return db.all(std::string(selectBuildings) + "ORDER BY id", {}, buildingOf);
}

Result<std::optional<Building>> building(Database& db, const BuildingId& id)
{
    return db.one(std::string(selectBuildings) + "WHERE id = ?1", {id}, buildingOf);
}

Result<std::optional<Household>> household(Database& db, const HouseholdId& id)
{
    std::vector<Household> found;
    LINLI_CHECK(db.query(std::string(selectHouseholds) + "WHERE h.id = ?1 ORDER BY o.owner", {id}, [&](const Row& row) {
        addHouseholdRow(found, row);
        return true;
    }));
    return found.empty() ? std::optional<Household>{} : std::move(found.front());
}

Result<std::vector<Household>> households(Database& db)
{
    std::vector<Household> all;
    LINLI_CHECK(db.query(std::string(selectHouseholds) + "ORDER BY h.id, o.owner", {}, [&](const Row& row) {
        addHouseholdRow(all, row);
        return true;
    }));
    return all;
}

} // namespace linli::members
