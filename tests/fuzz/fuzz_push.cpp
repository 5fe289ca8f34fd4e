// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/hazards.pb.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "tests/fuzz/Edits.h"
#include "tests/fuzz/World.h"

using namespace linli;
using namespace linli::test;

namespace {

/// A resident's phone with a few operations that wait, and the push it would send.
struct Sender {
    World world;
    std::vector<log::SignedOperation> originals;
    Bytes push;

    Sender()
    {
        TestPhone& phone = world.phone('r');
        pb::hazards::ReportFacts facts;
        facts.set_item("fire.blocked_exit");
        facts.set_building("JY-1");
        pb::sync::Push message;
        for (const char* text : {"一", "二", "三"}) {
            pb::hazards::ReportContent content;
            content.set_text(text);
            phone.submit("hazards.report", facts, content);
        }
        const auto items = phone.replica().outbox().items().value();
        for (const auto& item : items) {
            originals.push_back(item.operation);
            log::operationToProto(item.operation, *message.add_operations());
        }
        push = toBytes(message.SerializeAsString());
    }
    [[nodiscard]] bool wasSent(const log::SignedOperation& operation) const
    {
        return std::ranges::any_of(originals, [&](const log::SignedOperation& original) {
            return original.hash() == operation.hash() && (!operation.payload || operation.payload == original.payload);
        });
    }
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Sender sender;
    pb::sync::Push message;
    if (!sync::decodeBody(sync::plainType, edited(sender.push, {data, size}), message))
        return 0;
    auto batch = sender.world.hub().replica().beginBatch(); // never committed
    demand(batch.has_value(), "the hub cannot begin");
    for (const auto& in : message.operations()) {
        const auto operation = log::operationFromProto(in);
        if (!operation)
            continue;
        const auto answer = batch->sequence(*operation, sender.world.hub().now());
        demand(answer.has_value(), "trouble in the hub's store");
        if (answer->entry)
            demand(sender.wasSent(*answer->entry->operation), "an entry that nobody sent");
    }
    return 0;
}
