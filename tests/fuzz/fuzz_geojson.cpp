// SPDX-License-Identifier: Apache-2.0
#include "core/members/Import.h"
#include "tests/fuzz/Founding.h"

using namespace linli;
using namespace linli::test;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Founding founding;
    pb::members::Found places;
    const auto read = members::importPlaces({reinterpret_cast<const char*>(data), size}, places);
    if (read)
        founding.mustAccept(places);
    else
        demand(read.error().code == "import.geojson", "an error of another kind: " + read.error().code);
    return 0;
}
