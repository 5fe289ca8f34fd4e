// SPDX-License-Identifier: Apache-2.0
#include "core/base/Text.h"
#include "core/members/Import.h"
#include "core/members/Register.h"
#include "core/members/members.pb.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace linli::members {
namespace {

using Json = nlohmann::json;
namespace wire = linli::pb::members;

/// FeatureCollection, features, feature, geometry, coordinates, ring, position: seven, and room for foreign members.
constexpr int maxDepth = 16;

std::unexpected<Error> bad(std::string where, std::string_view what)
{
    return fail(ErrorKind::Invalid, "import.geojson", std::move(where) + ": " + std::string(what));
}

std::string lineOf(std::string_view text, std::size_t byte)
{
    return "line " + std::to_string(1 + std::ranges::count(text.substr(0, byte), '\n'));
}

Result<Json> parse(std::string_view text)
{
    if (text.size() > maxImportBytes)
        return bad("file", "larger than 16 MiB");
    bool tooDeep = false;
    const auto watchDepth = [&](int depth, Json::parse_event_t, Json&) {
        tooDeep |= depth > maxDepth;
        return depth <= maxDepth; // what lies deeper is dropped at once, not built
    };
    try {
        Json json = Json::parse(text.begin(), text.end(), watchDepth);
        if (tooDeep)
            return bad("file", "nested too deeply");
        return json;
    } catch (const Json::parse_error& error) {
        return bad(lineOf(text, error.byte), "not JSON");
    } catch (const Json::exception&) {
        return bad("file", "a number is out of range");
    }
}

/// An object's member, or null.
const Json& at(const Json& object, const char* name)
{
    static const Json nothing;
    if (!object.is_object())
        return nothing;
    const auto found = object.find(name);
    return found == object.end() ? nothing : *found;
}

bool isText(const Json& value, std::string_view text)
{
    return value.is_string() && value.get_ref<const std::string&>() == text;
}

/// Reads one feature; keeps the first thing that is wrong with it.
class Feature {
public:
    explicit Feature(const Json& json) : m_json(json) {}

    [[nodiscard]] const std::string& fault() const { return m_fault; }
    [[nodiscard]] bool isKind(std::string_view kind) const { return isText(property("kind"), kind); }

    std::string id(const char* name)
    {
        const Json& value = property(name);
        if (value.is_string() && isTextId(value.get_ref<const std::string&>()))
            return value.get<std::string>();
        return blame(std::string(name) + " must be 1 to 64 ASCII letters, digits or -_./");
    }
    std::string name()
    {
        const Json& value = property("name");
        if (value.is_string() && checkText(value.get_ref<const std::string&>(), maxPlaceName) == TextFault::None)
            return value.get<std::string>();
        return blame("name must be 1 to " + std::to_string(maxPlaceName) + " characters");
    }
    /// 0 where it is not given.
    std::uint32_t count(const char* name, std::uint32_t most)
    {
        const Json& value = property(name);
        if (value.is_null())
            return 0;
        if (value.is_number_unsigned() && value.get<std::uint64_t>() <= most)
            return static_cast<std::uint32_t>(value.get<std::uint64_t>());
        blame(std::string(name) + " must be a whole number from 0 to " + std::to_string(most));
        return 0;
    }
    void outline(google::protobuf::RepeatedField<std::int32_t>& out, bool mayBePoint)
    {
        const Json& geometry = at(m_json, "geometry");
        const Json& coordinates = at(geometry, "coordinates");
        if (mayBePoint && isText(at(geometry, "type"), "Point"))
            addPosition(coordinates, out);
        else if (isText(at(geometry, "type"), "Polygon") && coordinates.is_array() && !coordinates.empty())
            addRing(coordinates.front(), out);
        else
            blame(mayBePoint ? "geometry must be a Polygon or a Point" : "geometry must be a Polygon");
    }

private:
    [[nodiscard]] const Json& property(const char* name) const { return at(at(m_json, "properties"), name); }

    std::string blame(std::string what)
    {
        if (m_fault.empty())
            m_fault = std::move(what);
        return {};
    }
    /// RFC 7946 §3.1.6: closed, four or more positions.
    void addRing(const Json& ring, google::protobuf::RepeatedField<std::int32_t>& out)
    {
        if (!ring.is_array() || ring.size() < 4 || ring.front() != ring.back()) {
            blame("a ring must be closed and have at least four positions");
            return;
        }
        if (ring.size() > static_cast<std::size_t>(maxOutlinePoints) + 1) {
            blame("a ring may have at most " + std::to_string(maxOutlinePoints) + " points");
            return;
        }
        for (std::size_t i = 0; i + 1 < ring.size() && m_fault.empty(); ++i)
            addPosition(ring[i], out);
    }
    /// Longitude first (RFC 7946 §3.1.1); an altitude is left out.
    void addPosition(const Json& position, google::protobuf::RepeatedField<std::int32_t>& out)
    {
        const bool shape = position.is_array() && position.size() >= 2 && position.size() <= 3 &&
                           position[0].is_number() && position[1].is_number();
        const Point point = shape ? Point{position[1].get<double>(), position[0].get<double>()} : Point{};
        if (!shape || !isValid(point)) {
            blame(shape ? "coordinates out of range" : "a position must be [longitude, latitude]");
            return;
        }
        out.Add(static_cast<std::int32_t>(std::lround(point.latitude / degreesPerUnit)));
        out.Add(static_cast<std::int32_t>(std::lround(point.longitude / degreesPerUnit)));
    }

    const Json& m_json;
    std::string m_fault;
};

void readCompound(Feature& feature, wire::Found& found)
{
    wire::Compound& compound = *found.add_compounds();
    compound.set_id(feature.id("id"));
    compound.set_name(feature.name());
    feature.outline(*compound.mutable_outline(), false);
}

void readBuilding(Feature& feature, wire::Found& found)
{
    wire::Building& building = *found.add_buildings();
    building.set_id(feature.id("id"));
    building.set_compound(feature.id("compound"));
    building.set_name(feature.name());
    building.set_units(feature.count("units", maxUnits));
    building.set_floors(feature.count("floors", maxFloors));
    feature.outline(*building.mutable_outline(), true);
}

std::string featureAt(std::size_t number)
{
    return "feature " + std::to_string(number);
}

/// Names, for each record of `records`, the feature it came from.
template <class Records>
Result<std::set<std::string>> distinctIds(const Records& records, const std::vector<std::size_t>& numbers)
{
    std::set<std::string> ids;
    for (int i = 0; i < records.size(); ++i)
        if (!ids.insert(records[i].id()).second)
            return bad(featureAt(numbers[static_cast<std::size_t>(i)]), "its id is there twice");
    return ids;
}

} // namespace

Result<void> importPlaces(std::string_view geojson, wire::Found& found)
{
    LINLI_TRY(const Json json, parse(geojson));
    const Json& features = at(json, "features");
    if (!isText(at(json, "type"), "FeatureCollection") || !features.is_array())
        return bad("file", "not a FeatureCollection");
    wire::Found read;
    std::vector<std::size_t> compoundNumbers;
    std::vector<std::size_t> buildingNumbers;
    for (std::size_t i = 0; i < features.size(); ++i) {
        Feature feature(features[i]);
        if (feature.isKind("compound")) {
            compoundNumbers.push_back(i + 1);
            readCompound(feature, read);
        } else if (feature.isKind("building")) {
            buildingNumbers.push_back(i + 1);
            readBuilding(feature, read);
        } else {
            return bad(featureAt(i + 1), "kind must be compound or building");
        }
        if (!feature.fault().empty())
            return bad(featureAt(i + 1), feature.fault());
    }
    LINLI_TRY(const auto compounds, distinctIds(read.compounds(), compoundNumbers));
    LINLI_CHECK(distinctIds(read.buildings(), buildingNumbers));
    for (int i = 0; i < read.buildings_size(); ++i)
        if (!compounds.contains(read.buildings(i).compound()))
            return bad(featureAt(buildingNumbers[static_cast<std::size_t>(i)]), "its compound is not in the file");
    if (read.buildings_size() == 0)
        return bad("file", "no building");
    found.mutable_compounds()->Swap(read.mutable_compounds());
    found.mutable_buildings()->Swap(read.mutable_buildings());
    return {};
}

} // namespace linli::members
