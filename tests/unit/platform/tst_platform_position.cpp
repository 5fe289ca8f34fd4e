// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtConnectivity.h"
#include "platform/qt/QtPositionSource.h"

#include <QBuffer>
#include <QNmeaPositionInfoSource>
#include <QTest>

using namespace linli;
using namespace std::chrono_literals;
using platform::Position;
using platform::PositionPermission;
using platform::QtPositionSource;

namespace {

/// "$body*checksum" (NMEA 0183: XOR of the body).
QByteArray sentence(const QByteArray& body)
{
    char sum = 0;
    for (const char c : body)
        sum = static_cast<char>(sum ^ c);
    return "$" + body + "*" + QByteArray(1, sum).toHex().toUpper() + "\r\n";
}

/// A receiver that says what a real one would write on its line.
struct Receiver {
    QBuffer line;
    std::unique_ptr<QtPositionSource> source;

    explicit Receiver(const QByteArray& bytes)
    {
        line.setData(bytes);
        line.open(QIODevice::ReadOnly);
        auto nmea = std::make_unique<QNmeaPositionInfoSource>(QNmeaPositionInfoSource::SimulationMode);
        nmea->setDevice(&line);
        nmea->setUserEquivalentRangeError(5.0);
        source = std::make_unique<QtPositionSource>(std::move(nmea));
    }
};

QByteArray fix()
{
    return sentence("GPGSA,A,3,01,02,03,04,05,06,,,,,,,2.0,1.2,1.6") +
           sentence("GPRMC,081200.00,A,3051.6265,N,10424.5647,E,0.0,0.0,231126,,,A") +
           sentence("GPGGA,081200.00,3051.6265,N,10424.5647,E,1,06,1.2,452.0,M,,M,,");
}

struct Asked {
    std::vector<Result<Position>> outcomes;
    [[nodiscard]] auto callback()
    {
        return [this](Result<Position> outcome) { outcomes.push_back(std::move(outcome)); };
    }
    [[nodiscard]] std::string code() const
    {
        return outcomes.empty() ? "nothing came" : outcomes.front() ? "a position" : outcomes.front().error().code;
    }
};

} // namespace

class TestPosition : public QObject {
    Q_OBJECT

private slots:
    void givesOneFixWithItsAccuracy();
    void callsThatMeetShareTheFix();
    void timesOutWithoutAFix();
    void isUnavailableWithoutAReceiver();
    void isSilentAfterDestruction();
    void aCallbackMayDestroyIt();
    void connectivityAnswersOnEverySystem();
};

void TestPosition::givesOneFixWithItsAccuracy()
{
    Receiver receiver(fix());
    QCOMPARE(receiver.source->permission(), PositionPermission::Granted);
    Asked asked;
    receiver.source->locate(20s, asked.callback());
    QVERIFY(asked.outcomes.empty());
    QTRY_COMPARE(asked.outcomes.size(), 1U);
    QCOMPARE(asked.code(), std::string("a position"));
    const Position& position = *asked.outcomes.front();
    QVERIFY(std::abs(position.latitude - 30.860442) < 1e-5);
    QVERIFY(std::abs(position.longitude - 104.409412) < 1e-5);
    QCOMPARE(rfc3339(position.at), std::string("2026-11-23T08:12:00.000Z"));
    QVERIFY(position.accuracyMetres);
    QVERIFY(*position.accuracyMetres > 0 && *position.accuracyMetres < 50);
}

void TestPosition::callsThatMeetShareTheFix()
{
    Receiver receiver(fix());
    Asked one;
    Asked two;
    receiver.source->locate(20s, one.callback());
    receiver.source->locate(1ms, two.callback());
    QTRY_COMPARE(two.outcomes.size(), 1U);
    QCOMPARE(one.outcomes.size(), 1U);
    QCOMPARE(two.code(), std::string("a position"));
}

void TestPosition::timesOutWithoutAFix()
{
    Receiver receiver(sentence("GPGSA,A,1,,,,,,,,,,,,,,,")); // still searching
    Asked asked;
    receiver.source->locate(50ms, asked.callback());
    QTRY_COMPARE(asked.outcomes.size(), 1U);
    QCOMPARE(asked.code(), std::string("position.timeout"));
}

void TestPosition::isUnavailableWithoutAReceiver()
{
    QtPositionSource source(nullptr);
    Asked asked;
    source.locate(20s, asked.callback());
    QVERIFY(asked.outcomes.empty());
    QTRY_COMPARE(asked.outcomes.size(), 1U);
    QCOMPARE(asked.code(), std::string("position.unavailable"));
    source.locate(20s, asked.callback()); // and it can be asked again
    QTRY_COMPARE(asked.outcomes.size(), 2U);
}

void TestPosition::isSilentAfterDestruction()
{
    Asked asked;
    {
        QtPositionSource source(nullptr);
        source.locate(20s, asked.callback());
    }
    QtPositionSource later(nullptr);
    Asked other;
    later.locate(20s, other.callback());
    QTRY_COMPARE(other.outcomes.size(), 1U);
    QVERIFY(asked.outcomes.empty());
}

void TestPosition::aCallbackMayDestroyIt()
{
    auto source = std::make_unique<QtPositionSource>(nullptr);
    int calls = 0;
    const auto destroy = [&](const Result<Position>&) {
        ++calls;
        source.reset();
    };
    source->locate(20s, destroy);
    source->locate(20s, destroy);
    QTRY_VERIFY(!source);
    QCOMPARE(calls, 1);
}

void TestPosition::connectivityAnswersOnEverySystem()
{
    int changes = 0;
    platform::QtConnectivity connectivity;
    connectivity.onChange([&changes](bool) { ++changes; });
    // What it says depends on the machine; that it says the same twice without a change does not.
    QCOMPARE(connectivity.looksOnline(), connectivity.looksOnline());
    QCOMPARE(changes, 0);
}

QTEST_GUILESS_MAIN(TestPosition)
#include "tst_platform_position.moc"
