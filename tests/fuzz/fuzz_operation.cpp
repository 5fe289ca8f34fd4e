// SPDX-License-Identifier: Apache-2.0
#include "core/log/Entry.h"
#include "core/log/Merkle.h"
#include "core/log/log.pb.h"
#include "tests/fuzz/Fuzz.h"

using namespace linli;
using namespace linli::test;

namespace {

void readOperation(ByteView bytes)
{
    const auto operation = log::decodeOperation(bytes);
    if (!operation)
        return;
    const auto again = log::decodeOperation(log::encode(*operation));
    demand(again && again->header == operation->header && again->signature == operation->signature &&
               again->payload == operation->payload && again->hash() == operation->hash(),
           "an operation changes on its way");
    if (const auto header = log::decodeHeader(operation->header))
        (void)log::payloadHolds(*operation, *header);
    demand(!log::signatureHolds(*operation, crypto::SigningPublicKey{}), "the null key signs");
}

void readHeader(ByteView bytes)
{
    const auto header = log::decodeHeader(bytes);
    if (!header)
        return;
    static const auto key = crypto::SigningKey::fromSeed(crypto::Secret32(std::array<std::uint8_t, 32>{7}));
    const auto again = log::decodeHeader(log::signOperation(*header, {}, key).header);
    demand(again && again->op == header->op && again->facts == header->facts && again->seen == header->seen &&
               again->audience == header->audience && again->kind == header->kind &&
               again->place.seq == header->place.seq && again->place.prevHash == header->place.prevHash,
           "a header changes on its way");
}

void readEntry(ByteView bytes)
{
    pb::log::Entry in;
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return;
    const auto entry = log::fromProto(in);
    if (!entry)
        return;
    using Write = void (*)(const log::Entry&, pb::log::Entry&);
    for (const Write write : {Write{log::toProto}, Write{log::toWire}}) {
        pb::log::Entry out;
        write(*entry, out);
        const auto again = log::fromProto(out);
        demand(again && again->leafHash() == entry->leafHash(), "an entry changes on its way");
    }
}

void readAudience(ByteView bytes)
{
    if (const auto audience = log::decodeAudience(bytes))
        demand(log::decodeAudience(log::encodeAudience(*audience)) == audience, "an audience changes on its way");
}

void readFrontier(ByteView bytes)
{
    auto frontier = log::MerkleFrontier::fromBytes(bytes);
    if (!frontier)
        return;
    demand(std::ranges::equal(frontier->bytes(), bytes), "a frontier changes on its way");
    (void)frontier->root();
    const std::uint64_t before = frontier->size();
    frontier->append(Hash{1});
    demand(frontier->size() == before + 1, "a frontier does not count");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView bytes(data + 1, size - 1);
    constexpr void (*readers[])(ByteView) = {readOperation, readHeader, readEntry, readAudience, readFrontier};
    readers[data[0] % std::size(readers)](bytes);
    return 0;
}
