// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/hazards.pb.h"
#include "tests/bench/Served.h"
#include "tests/support/SlowLink.h"

namespace linli::bench {
namespace {

constexpr std::chrono::minutes patience{3};

/// As incompressible as a picture; nobody decodes it on its way.
Bytes picture(std::size_t size)
{
    Bytes bytes(size);
    Random(6).fill(bytes);
    constexpr std::uint8_t start[] = {0xFF, 0xD8, 0xFF, 0xE0};
    std::ranges::copy(start, bytes.begin());
    return bytes;
}

void reportWith(Phone& phone, const Ground& ground, const Hash& photo)
{
    Act act = Generator(ground, 6).reportsOf(0, 1).front();
    pb::hazards::ReportFacts facts;
    facts.ParseFromString(act.facts);
    facts.add_photos(asString(photo));
    phone.submit(act.kind, facts.SerializeAsString(), act.content);
}

std::vector<Measured> measure(Bench& bench)
{
    const Scale& scale = bench.scale();
    Served hub(bench, bench.town(0));
    Phone phone(bench.fresh("phone"), hub.url());
    phone.join(hub.invite());
    phone.syncAll();
    community::PhotoStore& photos = phone.home().photos();
    const auto stored = photos.addOwn(picture(scale.photoBytes));
    if (!stored)
        return notMeasured(1, "this build stores no photo of this size: " + stored.error().code);
    reportWith(phone, hub.town().ground(), *stored);
    const test::SlowLink link(hub.url(), {scale.bitsPerSecond, scale.roundTrip / 2, scale.cutPhoto});
    phone.moveTo(link.url());
    phone.goLive({}, true);
    try {
        phone.waitUntil([&] { return need(photos.notUploaded()).empty(); }, patience);
    } catch (const std::exception&) {
        return notMeasured(1, "it never arrives: " + std::to_string(link.traffic().up) + " bytes were sent for " +
                                  std::to_string(scale.photoBytes));
    }
    phone.stopLive();
    const auto size = static_cast<double>(scale.photoBytes);
    bench.say("cut " + std::to_string(link.traffic().cuts) + " times");
    return {{(static_cast<double>(link.traffic().up) - size) / size * 100}};
}

} // namespace

Group photoGroup()
{
    return {"photo",
            "a photo of 3 MB over the slow line, cut every 8 s: bytes sent up beyond its own",
            {{.name = "3 MB photo, slow line cut every 8 s: sent twice", .unit = "%", .bar = "≤ 1 %", .limit = 1}},
            measure};
}

} // namespace linli::bench
