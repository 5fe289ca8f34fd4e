// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/FactsInput.h"

using namespace linli;
using namespace linli::test;

namespace {

log::Audience audienceOf(const FactsInput& input, World& world)
{
    log::Audience audience;
    if (input.flags % 4 == 1)
        audience.kind = log::Audience::Kind::Staff;
    if (input.flags % 4 == 2) {
        audience.kind = log::Audience::Kind::Parties;
        audience.parties = {world.phone('a').home().member().value(), world.phone('r').home().member().value()};
        std::ranges::sort(audience.parties);
    }
    return audience;
}

/// What the hub has decided, a phone must come to by itself. Given up before it is stored.
void mustTakeIn(World& world, const log::Entry& entry)
{
    const auto stop = [](const log::LogState&) -> Result<void> { return fail(ErrorKind::Internal, "stop"); };
    const auto taken = world.phone('a').replica().applyPage({&entry, 1}, stop, world.hub().now());
    demand(!taken && taken.error().code == "stop",
           "a phone refuses what the hub decided: " + taken.error().code + " " + taken.error().detail);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static World world;
    const auto input = FactsInput::read({data, size});
    if (!input)
        return 0;
    log::SignedOperation operation = world.sign(input->who, input->kind, world.named(input->facts),
                                                world.named(input->content), audienceOf(*input, world));
    if ((input->flags & 4) != 0)
        operation.payload.reset();
    const Timestamp at = world.hub().now() + ((input->flags & 8) != 0 ? std::chrono::days(30) : std::chrono::days(0));

    auto batch = world.hub().replica().beginBatch(); // never committed: the next input finds the same world
    demand(batch.has_value(), "the hub cannot begin");
    const auto answer = batch->sequence(operation, at);
    demand(answer.has_value(), "trouble in the hub's store: " +
                                   (answer ? std::string() : answer.error().code + " " + answer.error().detail));
    if (answer->entry)
        mustTakeIn(world, *answer->entry);
    return 0;
}
