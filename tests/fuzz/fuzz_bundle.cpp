// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/sync/BundleFrames.h"
#include "core/sync/Courier.h"
#include "tests/fuzz/Edits.h"
#include "tests/fuzz/World.h"

using namespace linli;
using namespace linli::test;

namespace {

/// A bundle that a captain's phone would make, and a resident's phone that takes bundles in.
struct Exchange {
    World world;
    sync::Bundle bundle;
    Bytes plainFile;
    std::vector<Hash> genuine;

    Exchange()
    {
        for (const Example& example : examples(world.hub().now())) {
            if (example.who != 'c' || example.kind.starts_with("members."))
                continue;
            world.phone('c').submitBytes(
                {example.kind, world.named(toBytes(example.facts)), world.named(toBytes(example.content)), {}});
        }
        TestPhone& captain = world.phone('c');
        plainFile = sync::Courier(captain.replica())
                        .handOver(captain.home().identity().device, true, world.hub().now())
                        .value()
                        .file;
        bundle = sync::decodeBundle(plainFile).value();
        for (const auto& operation : bundle.operations)
            genuine.push_back(operation.hash());
        for (const auto& notice : bundle.notices)
            genuine.push_back(notice.entry.opHash);
    }
};

/// Bytes of one operation or notice are changed inside a file that is whole: what is taken in is what was signed.
void takeEdited(Exchange& exchange, ByteView input)
{
    sync::Bundle bundle = exchange.bundle;
    for (auto& operation : bundle.operations) {
        const auto edit = log::decodeOperation(edited(log::encode(operation), input));
        if (edit)
            operation = *edit;
    }
    const auto file = sync::encodeBundle(bundle);
    demand(file.has_value(), "a bundle cannot be written");
    TestPhone& phone = exchange.world.phone('s');
    const auto taken =
        sync::Courier(phone.replica()).takeIn(*file, phone.home().identity().device, exchange.world.hub().now());
    demand(taken.has_value(), "trouble with a whole bundle");
    sync::Carried carried(phone.replica().db());
    const auto items = carried.items();
    demand(items.has_value(), "the carried cannot be read");
    for (const sync::CarriedItem& item : *items) {
        demand(std::ranges::contains(exchange.genuine, item.hash), "words that nobody signed are taken in");
        demand(item.operation.payload.has_value(), "an operation without content is taken in");
        demand(carried.remove(item.op).has_value(), "cannot remove");
    }
}

/// Any bytes as a file, and as frames.
void readAny(ByteView input)
{
    if (const auto bundle = sync::decodeBundle(input)) {
        const auto again = sync::encodeBundle(*bundle);
        demand(again.has_value(), "what was read cannot be written");
        demand(sync::decodeBundle(*again).has_value(), "what was written cannot be read");
    }
    sync::FrameCollector collector;
    (void)collector.add(asString(input));
    const auto frames = sync::framesOf(input, 50);
    if (!frames)
        return;
    for (const std::string& frame : *frames)
        (void)collector.add(frame);
    demand(collector.take() == Bytes(input.begin(), input.end()), "a file does not come out of its codes");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Exchange exchange;
    if (size == 0)
        return 0;
    const ByteView input{data + 1, size - 1};
    switch (data[0] % 3) {
    case 0:
        readAny(input);
        break;
    case 1:
        readAny(edited(exchange.plainFile, input));
        break;
    default:
        takeEdited(exchange, input);
    }
    return 0;
}
