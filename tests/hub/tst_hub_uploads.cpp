// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Appointments.h"
#include "app/hub/Metrics.h"
#include "app/hub/Tus.h"
#include "app/hub/UploadShelf.h"
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"
#include "tests/support/ResultChecks.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::hub;
using namespace std::chrono_literals;

namespace {

DeviceId device(std::uint8_t mark)
{
    DeviceId id;
    id.bytes.fill(mark);
    return id;
}

Hash photo(std::uint8_t mark)
{
    Hash hash{};
    hash.fill(mark);
    return hash;
}

const Timestamp noon = fromMs(1'793'000'000'000);

} // namespace

/// What the hub keeps of photos that are not whole, and how it spreads a crowd.
class TestHubUploads : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY_OK(crypto::initialise()); }
    void keepsWhatArrivedInOrder();
    void aQuestionClosesAChunkThatHangs();
    void aWrongChunkIsNotKept();
    void belongsToOneDevice();
    void outlivesARestart();
    void beginsAnewWhenItsFileIsBroken();
    void forgetsTheOldest();
    void tusHeaders();
    void byteRanges_data();
    void byteRanges();
    void crowdComesBackOneAfterTheOther();
    void paceIsLearned();
    void latencyIsCountedInBuckets();

private:
    QTemporaryDir m_folder;
    store::DatabaseKey m_key{crypto::Secret32::random()};
    [[nodiscard]] std::unique_ptr<UploadShelf> shelf(const char* name)
    {
        return UploadShelf::open(m_folder.filePath(name).toStdString(), m_key).value();
    }
};

void TestHubUploads::keepsWhatArrivedInOrder()
{
    const auto uploads = shelf("order");
    QCOMPARE_CODE(uploads->append({device(1), photo(1), 0, 100}, Bytes(3, 'a'), noon), "photo.unknown_upload");
    QCOMPARE(uploads->begin(device(1), photo(1), 5, noon)->offset, 0U);
    QCOMPARE(uploads->append({device(1), photo(1), 0, 100}, Bytes(3, 'a'), noon).value(), 3U);
    QCOMPARE_CODE(uploads->append({device(1), photo(1), 0, 100}, Bytes(3, 'a'), noon), "photo.wrong_offset");
    QCOMPARE_CODE(uploads->append({device(1), photo(1), 4, 100}, Bytes(1, 'a'), noon), "photo.wrong_offset");
    QCOMPARE_CODE(uploads->append({device(1), photo(1), 3, 100}, Bytes(3, 'a'), noon), "photo.too_large");
    QCOMPARE(uploads->append({device(1), photo(1), 3, 100}, {}, noon).value(), 3U);
    QCOMPARE(uploads->begin(device(1), photo(1), 5, noon)->offset, 3U); // asked again
    QCOMPARE(uploads->append({device(1), photo(1), 3, 100}, Bytes(2, 'b'), noon).value(), 5U);
    QCOMPARE(asString(uploads->bytes(device(1), photo(1)).value()), "aaabb");
    // Another length is another attempt.
    QCOMPARE(uploads->begin(device(1), photo(1), 6, noon)->offset, 0U);
    QVERIFY(uploads->bytes(device(1), photo(1)).value().empty());
    QVERIFY_OK(uploads->drop(device(1), photo(1)));
    QVERIFY(!uploads->find(device(1), photo(1)).value());
}

void TestHubUploads::aQuestionClosesAChunkThatHangs()
{
    const auto uploads = shelf("hangs");
    QVERIFY_OK(uploads->begin(device(1), photo(1), 10, noon));
    const auto hanging = uploads->open({device(1), photo(1), 0, 10}, noon);
    QVERIFY(hanging->receive(Bytes(3, 'a')));
    // The phone comes by another way: it hears of every byte, and the old way is closed.
    QCOMPARE(uploads->find(device(1), photo(1)).value()->offset, 3U);
    QVERIFY(!hanging->receive(Bytes(1, 'b')));
    const auto next = uploads->open({device(1), photo(1), 3, 7}, noon);
    QCOMPARE_CODE(hanging->finish(std::nullopt), "photo.wrong_offset");
    QVERIFY(next->receive(Bytes(7, 'c')));
    QVERIFY(!next->receive(Bytes(1, 'c'))); // more than there is room for
    QCOMPARE_CODE(next->finish(std::nullopt), "photo.too_large");
    {
        const auto cut = uploads->open({device(1), photo(1), 3, 7}, noon);
        QVERIFY(cut->receive(Bytes(2, 'd')));
    }
    QCOMPARE(asString(uploads->bytes(device(1), photo(1)).value()), "aaadd");
}

void TestHubUploads::aWrongChunkIsNotKept()
{
    const auto uploads = shelf("wrong");
    QVERIFY_OK(uploads->begin(device(1), photo(1), 10, noon));
    const auto chunk = uploads->open({device(1), photo(1), 0, 10}, noon);
    QVERIFY(chunk->receive(Bytes(3, 'a')));
    QCOMPARE_CODE(chunk->finish(photo(9)), "photo.wrong_checksum");
    QCOMPARE(uploads->find(device(1), photo(1)).value()->offset, 0U);
    const auto again = uploads->open({device(1), photo(1), 0, 10}, noon);
    QVERIFY(again->receive(Bytes(3, 'a')));
    QCOMPARE(again->finish(crypto::sha256(Bytes(3, 'a'))).value(), 3U);
}

void TestHubUploads::belongsToOneDevice()
{
    const auto uploads = shelf("device");
    QVERIFY_OK(uploads->begin(device(1), photo(1), 5, noon));
    QVERIFY_OK(uploads->append({device(1), photo(1), 0, 100}, Bytes(3, 'a'), noon));
    QVERIFY(!uploads->find(device(2), photo(1)).value());
    QCOMPARE(uploads->begin(device(2), photo(1), 5, noon)->offset, 0U);
    QVERIFY_OK(uploads->drop(device(2), photo(1)));
    QCOMPARE(uploads->find(device(1), photo(1)).value()->offset, 3U);
}

void TestHubUploads::outlivesARestart()
{
    {
        const auto uploads = shelf("restart");
        QVERIFY_OK(uploads->begin(device(1), photo(1), 5, noon));
        QVERIFY_OK(uploads->append({device(1), photo(1), 0, 100}, Bytes(3, 'a'), noon));
    }
    QCOMPARE(shelf("restart")->find(device(1), photo(1)).value()->offset, 3U);
}

void TestHubUploads::beginsAnewWhenItsFileIsBroken()
{
    QFile file(m_folder.filePath("broken"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto uploads = shelf("broken");
    QVERIFY_OK(uploads->begin(device(1), photo(1), 5, noon));
}

void TestHubUploads::forgetsTheOldest()
{
    const auto uploads = shelf("oldest");
    for (std::uint8_t i = 0; i < UploadShelf::perDevice; ++i)
        QVERIFY_OK(uploads->begin(device(1), photo(i), 5, noon + std::chrono::seconds(i)));
    QVERIFY_OK(uploads->append({device(1), photo(0), 0, 100}, Bytes(1, 'a'), noon + 1h)); // still in use
    QVERIFY_OK(uploads->begin(device(1), photo(200), 5, noon + 1h));
    QVERIFY(uploads->find(device(1), photo(0)).value());
    QVERIFY(!uploads->find(device(1), photo(1)).value());
    QVERIFY(uploads->find(device(1), photo(2)).value());
    QVERIFY_OK(uploads->begin(device(2), photo(1), 5, noon + 1h + UploadShelf::life));
    QVERIFY(uploads->find(device(1), photo(0)).value()); // to the very end
    QVERIFY_OK(uploads->begin(device(2), photo(2), 5, noon + 1h + UploadShelf::life + 1ms));
    QVERIFY(!uploads->find(device(1), photo(0)).value());
}

void TestHubUploads::tusHeaders()
{
    const std::string sum = "sha256 " + toBase64(photo(7));
    QVERIFY(tus::parseChecksum(sum) == photo(7));
    QVERIFY(tus::photoOf("a,name eA==," + sum) == photo(7));
    for (const std::string& bad : {std::string(), std::string("sha256"), std::string("sha256 "), sum + "A",
                                   "sha1 " + sum, sum.substr(0, sum.size() - 4), std::string("sha256 ????")}) {
        QVERIFY2(!tus::parseChecksum(bad), bad.c_str());
        QVERIFY2(!tus::photoOf("x y," + bad), bad.c_str());
    }
    QCOMPARE(tus::parseNumber("0").value(), 0U);
    QCOMPARE(tus::parseNumber("2097152").value(), 2'097'152U);
    for (const char* bad : {"", "-1", "+1", " 1", "1 ", "0x1", "9007199254740992", "99999999999999999999"})
        QVERIFY2(!tus::parseNumber(bad), bad);
    // RFC 9110's own example, and half a second before the next one.
    QCOMPARE(tus::expiresText(fromMs(784'111'777'000)), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
    QCOMPARE(tus::expiresText(fromMs(784'111'777'999)), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
}

void TestHubUploads::byteRanges_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // of 100 bytes
    QTest::newRow("all") << QByteArray("bytes=0-") << QByteArray("0-99");
    QTest::newRow("first") << QByteArray("bytes=0-0") << QByteArray("0-0");
    QTest::newRow("middle") << QByteArray("bytes=10-19") << QByteArray("10-19");
    QTest::newRow("beyond") << QByteArray("bytes=90-200") << QByteArray("90-99");
    for (const char* bad :
         {"", "bytes=", "bytes=-5", "bytes=100-", "bytes=9-8", "bytes=0-1,3-4", "lines=0-1", "bytes=0"})
        QTest::newRow(bad) << QByteArray(bad) << QByteArray();
}

void TestHubUploads::byteRanges()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto range = tus::parseRange(text.toStdString(), 100);
    QCOMPARE(range ? QByteArray::number(range->first) + "-" + QByteArray::number(range->last) : QByteArray(), expected);
    QVERIFY(!tus::parseRange(text.toStdString(), 0));
}

void TestHubUploads::crowdComesBackOneAfterTheOther()
{
    Appointments appointments;
    for (int i = 0; i < 1000; ++i)
        appointments.learn(100, 100ms); // 1 ms each
    // 20,000 operations wait: nobody is asked to come before they are done, and then each has 200 ms to itself.
    Milliseconds before = 0ms;
    for (int phone = 0; phone < 500; ++phone) {
        const Milliseconds wait = appointments.next(200, 20'000, 0ms);
        QVERIFY(wait >= 20s);
        if (phone > 0)
            QVERIFY(std::chrono::abs(wait - before - 200ms) <= 1ms);
        before = wait;
    }
    QVERIFY(before <= 20s + 500 * 200ms);
    // A larger crowd than that is not sent away for hours.
    for (int phone = 0; phone < 5000; ++phone)
        QVERIFY(appointments.next(200, 20'000, 0ms) <= Appointments::longest);
    // When it is over, so are the long waits.
    QCOMPARE(appointments.next(1, 0, 1h), Appointments::shortest);
}

void TestHubUploads::paceIsLearned()
{
    Appointments slow;
    for (int i = 0; i < 100; ++i)
        slow.learn(10, 1s);
    const Milliseconds wait = slow.next(1, 100, 0ms);
    QVERIFY(wait > 9s && wait < 11s);
    slow.learn(0, 1h); // nothing was done: nothing is learned
    QVERIFY(slow.next(1, 100, 0ms) < 11s);
}

void TestHubUploads::latencyIsCountedInBuckets()
{
    Histogram histogram;
    for (const Milliseconds took : {0ms, 1ms, 2ms, 3ms, 60'000ms})
        histogram.add(took);
    std::string out;
    histogram.write(out, "x", "a=\"b\"");
    QVERIFY(out.starts_with(
        "x_bucket{a=\"b\",le=\"0.001\"} 2\nx_bucket{a=\"b\",le=\"0.002\"} 3\nx_bucket{a=\"b\",le=\"0.005\"} 4\n"));
    QVERIFY(
        out.contains("le=\"20.000\"} 4\nx_bucket{a=\"b\",le=\"+Inf\"} 5\nx_sum{a=\"b\"} 60.006\nx_count{a=\"b\"} 5\n"));
    CodeCounter codes;
    for (int i = 0; i < 600; ++i)
        codes.add("code." + std::to_string(i)); // more than there can be
    codes.add("code.1");
    out.clear();
    codes.write(out, "y");
    QVERIFY(out.contains("y{code=\"code.1\"} 2\n"));
    QVERIFY(out.contains("y{code=\"other\"} 100\n"));
}

QTEST_GUILESS_MAIN(TestHubUploads)
#include "tst_hub_uploads.moc"
