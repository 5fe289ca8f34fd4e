// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Installer.h"
#include "core/snapshot/OwnPart.h"
#include "core/snapshot/Proven.h"
#include "tests/fuzz/Fuzz.h"
#include "tests/fuzz/World.h"

/// First byte: 0 a page as it travels, 1 a page before it is packed, 2 a signed manifest, 3 an own part.
using namespace linli;
using namespace linli::test;

namespace {

const log::LogState someLog{1000, Hash{7}};

template <class T> void demandIntegrity(const Result<T>& result)
{
    if (!result)
        demand(result.error().kind == ErrorKind::Integrity || result.error().kind == ErrorKind::Invalid,
               "an error of another kind: " + result.error().code);
}

void readAll(const pb::snapshot::Page& page)
{
    static World world;
    static const auto shapes = snapshot::tableShapes(world.hub().replica().db()).value();
    const auto ids = snapshot::IdList::fromPlanes(asBytes(page.ids()));
    demandIntegrity(ids);
    demandIntegrity(snapshot::readProven(page.entries(), page.proof(), someLog));
    if (!ids)
        return;
    for (const auto& table : page.tables())
        demandIntegrity(snapshot::eachRow(table, shapes, *ids,
                                          [](const snapshot::TableShape& shape, std::span<const store::Value> row) {
                                              demand(row.size() == shape.columns.size(), "a row of another width");
                                              return Result<void>{};
                                          }));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView rest(data + 1, size - 1);
    const int length = static_cast<int>(rest.size());
    pb::snapshot::Page page;
    pb::snapshot::OwnPart part;
    switch (data[0]) {
    case 0:
        if (const auto read = snapshot::readPage(rest))
            readAll(*read);
        else
            demandIntegrity(read);
        break;
    case 1:
        if (page.ParseFromArray(rest.data(), length))
            readAll(page);
        break;
    case 2: {
        static const auto key = crypto::SigningKey::fromSeed(crypto::Secret32(std::array<std::uint8_t, 32>{4, 5, 6}));
        demandIntegrity(snapshot::verifyManifest(rest, CommunityId{{1, 2, 3}}, key.publicKey()));
        break;
    }
    default:
        if (part.ParseFromArray(rest.data(), length))
            demandIntegrity(snapshot::readOwnPart(part, 0, someLog));
    }
    return 0;
}
