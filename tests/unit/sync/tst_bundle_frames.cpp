// SPDX-License-Identifier: Apache-2.0
// A bundle as a series of codes: whatever the camera sees first, and however often, the file comes out or nothing does.
#include "core/base/Base45.h"
#include "core/sync/BundleFrames.h"
#include "tests/support/ResultChecks.h"

#include <rapidcheck.h>

#include <set>

using namespace linli;
using namespace linli::sync;
using Seen = FrameCollector::Seen;

namespace {

Bytes fileOf(std::size_t size, std::uint8_t first = 0)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(first + i * 7 + i / 256);
    return bytes;
}

} // namespace

class TestBundleFrames : public QObject {
    Q_OBJECT

private slots:
    void codesHoldCharactersOfTheAlphanumericModeOnly()
    {
        const auto frames = framesOf(fileOf(5000));
        QVERIFY_OK(frames);
        QCOMPARE(frames->size(), 13UZ);
        for (const std::string& frame : *frames) {
            QVERIFY(frame.starts_with("LINLI1:"));
            QVERIFY(frame.size() < 1000);
            QCOMPARE(frame.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), std::string::npos);
        }
    }

    void anyOrderAndRepeatsGiveTheFile()
    {
        QVERIFY(rc::check("frames in any order", [] {
            const auto file = *rc::gen::arbitrary<Bytes>();
            const auto part = *rc::gen::inRange<std::size_t>(1, 40);
            const auto frames = framesOf(file, part);
            RC_PRE(frames.has_value());
            // A camera sees codes as they come, some of them twice, until none is missing.
            const auto order =
                *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, frames->size()));
            FrameCollector collector;
            std::set<std::size_t> seen;
            for (const std::size_t index : order) {
                const bool isNew = seen.insert(index).second;
                RC_ASSERT((collector.add((*frames)[index]) != Seen::Again) == isNew);
                RC_ASSERT(collector.received() == seen.size());
            }
            if (order.empty())
                (void)collector.add(frames->back());
            for (const std::size_t index : collector.missing())
                RC_ASSERT(collector.add((*frames)[index]) != Seen::Again);
            RC_ASSERT(collector.take().value_or(Bytes{1, 2, 3}) == file);
        }));
    }

    void whatIsMissingIsKnown()
    {
        const auto frames = framesOf(fileOf(100), 10).value();
        FrameCollector collector;
        QCOMPARE(collector.total(), 0UZ);
        QCOMPARE(collector.add(frames[3]), Seen::New);
        QCOMPARE(collector.add(frames[7]), Seen::New);
        QCOMPARE(collector.add(frames[3]), Seen::Again);
        QCOMPARE(collector.received(), 2UZ);
        QCOMPARE(collector.total(), 10UZ);
        QCOMPARE(collector.missing(), (std::vector<std::size_t>{0, 1, 2, 4, 5, 6, 8, 9}));
        QCOMPARE_CODE(collector.take(), "bundle.incomplete");
        for (const std::size_t index : collector.missing())
            QCOMPARE(collector.add(frames[index]), index == 9 ? Seen::Complete : Seen::New);
        QCOMPARE(collector.take().value(), fileOf(100));
        QCOMPARE(collector.total(), 0UZ); // ready for the next
    }

    void anotherSeriesBeginsAnew()
    {
        const auto first = framesOf(fileOf(30), 10).value();
        const auto second = framesOf(fileOf(30, 100), 10).value();
        FrameCollector collector;
        (void)collector.add(first[0]);
        (void)collector.add(first[1]);
        for (const std::string& frame : second)
            (void)collector.add(frame);
        QCOMPARE(collector.take().value(), fileOf(30, 100));
    }

    void aForgedPartIsFoundAtTheEnd()
    {
        auto frames = framesOf(fileOf(30), 10).value();
        Bytes bytes = fromBase45(frames[1].substr(framePrefix.size())).value();
        bytes.back() ^= 1;
        frames[1] = std::string(framePrefix) + toBase45(bytes);
        FrameCollector collector;
        for (const std::string& frame : frames)
            (void)collector.add(frame);
        QCOMPARE_CODE(collector.take(), "bundle.damaged");
        QCOMPARE(collector.received(), 0UZ);
    }

    void otherCodesAreLeftAlone()
    {
        FrameCollector collector;
        const std::string head = std::string(framePrefix);
        const Bytes beyond{0, 9, 0, 3, 1, 1, 1, 1, 1, 1, 1, 1};        // index 9 of 3
        const Bytes none{0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};          // of none
        const Bytes tooMany{0, 0, 0xFF, 0xFF, 1, 1, 1, 1, 1, 1, 1, 1}; // of 65,535
        for (const std::string& text : std::vector<std::string>{
                 "", "https://example.org", "LL1-ABC", head, head + "abc", head + toBase45(Bytes{0, 0, 0, 1}),
                 head + toBase45(beyond), head + toBase45(none), head + toBase45(tooMany),
                 head + std::string(100'000, '0')})
            QCOMPARE(collector.add(text), Seen::NoFrame);
        QCOMPARE(collector.total(), 0UZ);
    }

    void aSeriesThatIsTooLongIsToldSo()
    {
        QVERIFY_OK(framesOf(fileOf(maxFrames * framePartBytes)));
        QCOMPARE_CODE(framesOf(fileOf(maxFrames * framePartBytes + 1)), "bundle.too_long_for_codes");
    }
};

QTEST_GUILESS_MAIN(TestBundleFrames)
#include "tst_bundle_frames.moc"
