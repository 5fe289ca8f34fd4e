// SPDX-License-Identifier: Apache-2.0
#include "core/members/Import.h"
#include "tests/fuzz/Founding.h"

using namespace linli;
using namespace linli::test;

namespace {

pb::members::Found placesWithTwoBuildings()
{
    pb::members::Found found;
    auto& compound = *found.add_compounds();
    compound.set_id("JY");
    compound.set_name("锦苑小区");
    for (const int corner : {308'000'000, 1'044'000'000, 308'000'000, 1'044'900'000, 308'900'000, 1'044'900'000})
        compound.add_outline(corner);
    for (const char* id : {"1", "JY-2"}) {
        auto& building = *found.add_buildings();
        building.set_id(id);
        building.set_compound("JY");
        building.set_name(id);
        building.add_outline(308'100'000);
        building.add_outline(1'044'100'000);
    }
    return found;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Founding founding;
    static const pb::members::Found places = placesWithTwoBuildings();
    pb::members::Found found = places;
    const auto read = members::importHouseholds({reinterpret_cast<const char*>(data), size}, found);
    if (read)
        founding.mustAccept(found);
    else
        demand(read.error().code == "import.csv", "an error of another kind: " + read.error().code);
    return 0;
}
