// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

#include <QTest>
#include <zstd.h>

#include <random>

using namespace linli;
using namespace linli::sync;

namespace {

pb::sync::Problem problem(const std::string& detail)
{
    pb::sync::Problem message;
    message.set_code("hub.busy");
    message.set_detail(detail);
    return message;
}

} // namespace

class TestMessages : public QObject {
    Q_OBJECT

private slots:
    void bodiesAndFramesComeBackSmallOrLarge()
    {
        for (const std::size_t size : {0UZ, 10UZ, 255UZ, 5000UZ, 200'000UZ}) {
            const auto message = problem(std::string(size, 'a'));
            const Body body = encodeBody(message);
            pb::sync::Problem back;
            QVERIFY(decodeBody(body.contentType, body.bytes, back).has_value());
            QCOMPARE(back.detail(), message.detail());
            back.Clear();
            QVERIFY(decodeFrame(encodeFrame(message), back).has_value());
            QCOMPARE(back.detail(), message.detail());
            QVERIFY(size < 5000 || body.bytes.size() < size / 10);
        }
    }

    void aBodyThatSaysItUnpacksToTooMuchIsRefusedBeforeItIsUnpacked()
    {
        const Bytes plain(tuning::messageBytes + 1, 0);
        Bytes packed(ZSTD_compressBound(plain.size()));
        packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 1));
        pb::sync::Problem back;
        QCOMPARE(decodeBody(zstdType, packed, back).error().code, std::string("sync.bad_message"));
    }

    void answersThatAreNoHubsAreNamedSo()
    {
        pb::sync::Problem message;
        for (const HttpResponse& response :
             {HttpResponse{200, "text/html", toBytes("<html>"), {}}, HttpResponse{404, "text/html", {}, {}},
              HttpResponse{200, std::string(plainType), toBytes("\xff\xff\xff"), {}}})
            QCOMPARE(readAnswer(response, message).error().code, std::string("hub.not_a_hub"));
    }

    void problemsKeepTheHubsCodeAndTellPassingOnesApart()
    {
        const Body body = encodeBody(problem(""));
        QCOMPARE(problemOf({403, body.contentType, body.bytes, {}}).kind, ErrorKind::Rejected);
        QCOMPARE(problemOf({429, body.contentType, body.bytes, {}}).kind, ErrorKind::Unreachable);
        QCOMPARE(problemOf({503, body.contentType, body.bytes, {}}).code, std::string("hub.busy"));
    }

    void randomFramesNeverCrash()
    {
        std::mt19937 random(7);
        const Bytes good = encodeFrame(problem(std::string(1000, 'x')));
        for (int round = 0; round < 20'000; ++round) {
            Bytes bytes = good;
            for (int flips = 0; flips < 4; ++flips)
                bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
            bytes.resize(random() % (bytes.size() + 1));
            pb::sync::LogPage page;
            (void)decodeFrame(bytes, page);
        }
    }
};

QTEST_APPLESS_MAIN(TestMessages)
#include "tst_messages.moc"
