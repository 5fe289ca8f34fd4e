// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <string_view>

namespace linli::pb::members {
class Found;
}

/// Fills the facts of a founding from the files an operator has: a map and a register. Pure functions; what they take
/// in, decideFound accepts. Every error names the place in the file and none repeats what stands there, as a register
/// holds people's homes.
namespace linli::members {

inline constexpr std::size_t maxImportBytes = 16 * 1024 * 1024; ///< as the header of a founding

/// Compounds and buildings from GeoJSON (RFC 7946): a FeatureCollection whose features have the properties kind
/// ("compound" or "building"), id, name, for a building also compound, units, floors; geometry Polygon (its exterior
/// ring), for a building also Point. A compound may stand after its buildings.
/// "import.geojson" (ErrorKind::Invalid), detail "line N: …" for JSON that does not parse, else "feature N: …" from 1.
[[nodiscard]] Result<void> importPlaces(std::string_view geojson, pb::members::Found& found);

/// Households from CSV (RFC 4180; a byte order mark and either line end are accepted). Header: building, unit, room,
/// area_m2, owners in any order; area with at most two decimals; owners `number[:a/b];…`, equal shares where none is
/// given, else adding up to exactly 1. Needs the places imported before.
/// "import.csv" (ErrorKind::Invalid), detail "line N: …", the line on which the record starts.
[[nodiscard]] Result<void> importHouseholds(std::string_view csv, pb::members::Found& found);

} // namespace linli::members
