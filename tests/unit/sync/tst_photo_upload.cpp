// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"
#include "core/sync/Messages.h"
#include "core/sync/PhotoUpload.h"
#include "core/sync/SyncTuning.h"

#include <QTest>

using namespace linli;
using namespace linli::sync;

namespace {

HttpResponse tusAnswer(int status, std::size_t offset, std::optional<std::size_t> length = std::nullopt)
{
    HttpResponse out{
        status, "", {}, std::nullopt, {{"tus-resumable", "1.0.0"}, {"upload-offset", std::to_string(offset)}}};
    if (length)
        out.headers.emplace_back("upload-length", std::to_string(*length));
    return out;
}

HttpResponse portal(int status)
{
    return {status, "text/html", toBytes("<html>欢迎</html>"), std::nullopt};
}

} // namespace

class TestPhotoUpload : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(crypto::initialise().has_value()); }
    void asksBeginsAndSendsInChunks()
    {
        PhotoUpload upload(m_name, m_jpeg);
        QCOMPARE(upload.nextRequest().method, "HEAD");
        QCOMPARE(upload.nextRequest().path, "/uploads/" + toHex(m_name));
        QVERIFY(upload.onResponse({404, "", {}, std::nullopt}).has_value());
        const HttpRequest begin = upload.nextRequest();
        QCOMPARE(begin.method, "POST");
        QCOMPARE(headerOf(begin.headers, "upload-length"), std::to_string(m_jpeg.size()));
        QVERIFY(upload.onResponse(tusAnswer(201, 0)).has_value());
        std::size_t sent = 0;
        while (!upload.done()) {
            const HttpRequest chunk = upload.nextRequest();
            QCOMPARE(chunk.method, "PATCH");
            QCOMPARE(headerOf(chunk.headers, "upload-offset"), std::to_string(sent));
            QCOMPARE(headerOf(chunk.headers, "upload-checksum"), "sha256 " + toBase64(crypto::sha256(chunk.body)));
            QVERIFY(chunk.body.size() <= tuning::photoChunk);
            sent += chunk.body.size();
            QVERIFY(upload.onResponse(tusAnswer(204, sent)).has_value());
        }
        QCOMPARE(sent, m_jpeg.size());
    }
    void goesOnFromTheByteThatTheHubNames()
    {
        PhotoUpload upload(m_name, m_jpeg);
        QVERIFY(upload.onResponse(tusAnswer(200, 12'345, m_jpeg.size())).has_value());
        const HttpRequest chunk = upload.nextRequest();
        QCOMPARE(headerOf(chunk.headers, "upload-offset"), "12345");
        QVERIFY(std::ranges::equal(chunk.body, ByteView(m_jpeg).subspan(12'345, tuning::photoChunk)));
    }
    void sendsNothingThatTheHubHas()
    {
        PhotoUpload upload(m_name, m_jpeg);
        QVERIFY(upload.onResponse(tusAnswer(200, m_jpeg.size(), m_jpeg.size())).has_value());
        QVERIFY(upload.done());
    }
    void takesNoOtherAnswerForStored_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("status");
        for (int step = 0; step < 3; ++step)
            for (const int status : {200, 201, 204, 302})
                QTest::addRow("step %d, %d", step, status) << step << status;
    }
    void takesNoOtherAnswerForStored()
    {
        QFETCH(int, step);
        QFETCH(int, status);
        PhotoUpload upload(m_name, m_jpeg);
        if (step > 0)
            QVERIFY(upload.onResponse({404, "", {}, std::nullopt}).has_value());
        if (step > 1)
            QVERIFY(upload.onResponse(tusAnswer(201, 0)).has_value());
        const auto taken = upload.onResponse(portal(status));
        QVERIFY(!taken && !upload.done());
        QCOMPARE(taken.error().code, "hub.not_a_hub");
    }
    void asksAgainWhenItIsOutOfStep()
    {
        PhotoUpload upload(m_name, m_jpeg);
        QVERIFY(upload.onResponse(tusAnswer(200, 0, m_jpeg.size())).has_value());
        QVERIFY(upload.onResponse({409, "", {}, std::nullopt}).has_value());
        QCOMPARE(upload.nextRequest().method, "HEAD");
        QVERIFY(upload.onResponse(tusAnswer(200, 100, m_jpeg.size())).has_value());
        QCOMPARE(headerOf(upload.nextRequest().headers, "upload-offset"), "100");
    }
    void givesUpOnAHubThatGoesInCircles()
    {
        PhotoUpload upload(m_name, m_jpeg);
        Result<void> last;
        int answers = 0;
        for (; last && answers < 20; ++answers)
            last = upload.onResponse(upload.nextRequest().method == "HEAD" ? tusAnswer(200, 0, m_jpeg.size())
                                                                           : HttpResponse{409, "", {}, std::nullopt});
        QVERIFY(!last && !upload.done());
        QCOMPARE(last.error().kind, ErrorKind::Unreachable);
    }
    void believesNoOffsetBeyondThePhoto()
    {
        PhotoUpload upload(m_name, m_jpeg);
        QVERIFY(!upload.onResponse(tusAnswer(200, m_jpeg.size() + 1, m_jpeg.size())));
    }

private:
    const Bytes m_jpeg = Bytes(tuning::photoChunk * 2 + 1000, 7);
    const Hash m_name = crypto::sha256(m_jpeg);
};

QTEST_GUILESS_MAIN(TestPhotoUpload)
#include "tst_photo_upload.moc"
