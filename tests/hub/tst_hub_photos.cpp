// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/SlowLink.h"

#include <QDateTime>
#include <QEventLoop>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QTimer>

using namespace linli;
using namespace linli::test;
using namespace std::chrono_literals;

namespace {

constexpr int mostSessions = 60;

/// As 1 Mbit/s and 100 ms there and back, cut every 8 s, sixteen times as fast.
constexpr SlowLink::Line badLine{.bitsPerSecond = 16'000'000, .delay = 3ms, .cutEvery = 500ms};
constexpr std::size_t bigSize = 3'000'000;

/// Begins as a JPEG, and has no two chunks alike.
Bytes bigPhoto(std::uint32_t seed)
{
    Bytes bytes(bigSize);
    std::uint32_t state = seed;
    for (std::uint8_t& byte : bytes) {
        state = state * 1'664'525U + 1'013'904'223U;
        byte = static_cast<std::uint8_t>(state >> 24U);
    }
    bytes[0] = 0xFF;
    bytes[1] = 0xD8;
    bytes[2] = 0xFF;
    return bytes;
}

sync::HttpResponse send(HubPhone& phone, const std::string& method, const std::string& rest, sync::Headers headers,
                        Bytes body = {})
{
    sync::HttpRequest request{.method = method,
                              .path = phone.path(rest),
                              .token = phone.token,
                              .contentType = "application/offset+octet-stream",
                              .body = std::move(body),
                              .deadline = sync::tuning::requestDeadline,
                              .headers = std::move(headers)};
    sync::HttpResponse answer;
    QEventLoop loop;
    phone.transport().send(std::move(request), [&](Result<sync::HttpResponse> response) {
        answer = response.value_or(sync::HttpResponse{});
        loop.quit();
    });
    loop.exec();
    return answer;
}

std::string offsetIn(const sync::HttpResponse& response)
{
    return std::string(sync::headerOf(response.headers, "upload-offset"));
}

/// Upload-Expires of an answer without a body. Phones have no use for it, so their own transport drops it.
std::string expiresOf(HubPhone& phone, const std::string& hubUrl, const char* method, const std::string& rest,
                      const sync::Headers& headers)
{
    QNetworkRequest request(QUrl(QString::fromStdString(hubUrl + phone.path(rest))));
    request.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(phone.token));
    for (const auto& [name, value] : headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, method));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->error() == QNetworkReply::NoError ? reply->rawHeader("Upload-Expires").toStdString() : "no answer";
}

/// As HTTP writes dates (RFC 9110 §5.6.7), and to the minute: the hub's clock is this machine's.
bool isInSevenDays(const std::string& date)
{
    const QDateTime at = QLocale::c().toDateTime(QString::fromStdString(date), "ddd, dd MMM yyyy HH:mm:ss 'GMT'");
    const qint64 away = QDateTime(at.date(), at.time(), QTimeZone::UTC).toSecsSinceEpoch() -
                        QDateTime::currentSecsSinceEpoch() - 7 * 24 * 3600;
    return at.isValid() && away <= 0 && away > -60;
}

std::string checksumOf(ByteView bytes)
{
    return "sha256 " + toBase64(crypto::sha256(bytes));
}

} // namespace

class TestHubPhotos : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sendsAPhotoOverALinkThatIsCut();
    void fetchesOverALinkThatIsCut();
    void goesOnWhereTheHubDied();
    void speaksTus();
    void takesNoPhotoUnderAWrongName();
    void takesNoChunkWithoutAToken();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
    std::unique_ptr<HubPhone> m_wang;
};

void TestHubPhotos::initTestCase()
{
    m_hub = std::make_unique<HubProcess>(m_folder.filePath("hub"));
    QVERIFY(m_hub->found());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_admin = std::make_unique<HubPhone>(m_folder.filePath("admin").toStdString(), m_hub->url());
    QCOMPARE(m_admin->join(m_hub->adminInvite()), "");
    const std::string invite = m_admin->inviteHousehold("JY-1-1-101");
    QCOMPARE(m_admin->sync(), "");
    m_wang = std::make_unique<HubPhone>(m_folder.filePath("wang").toStdString(), m_hub->url());
    QCOMPARE(m_wang->join(invite), "");
}

void TestHubPhotos::sendsAPhotoOverALinkThatIsCut()
{
    SlowLink link(m_hub->url(), badLine);
    const Bytes photo = bigPhoto(1);
    const OpId hazard = report(*m_wang, "路灯坏了", photo);
    m_wang->moveTo(link.url());
    std::size_t arrived = 0;
    bool textFirst = false;
    int sessions = 0;
    for (; arrived == 0 && sessions < mostSessions; ++sessions) {
        (void)m_wang->sync();
        arrived = m_wang->outcome.photosUp;
        textFirst = textFirst || (arrived == 0 && m_wang->replica().seqOf(hazard).value().has_value());
    }
    m_wang->moveTo(m_hub->url());
    QCOMPARE(arrived, 1U);
    QVERIFY(textFirst); // the report did not wait for its photo
    QVERIFY2(link.traffic().cuts >= 2, qPrintable(QString::number(link.traffic().cuts)));
    // A cut loses what was on the line, and a session costs its requests; nothing that arrived is sent again.
    const auto traffic = link.traffic();
    constexpr std::size_t onTheLine = 6'000 + 1'460;
    constexpr std::size_t requests = 3'000;
    const std::size_t heads = photo.size() / sync::tuning::photoChunk * 600;
    const std::size_t most = photo.size() + heads + static_cast<std::size_t>(traffic.cuts) * onTheLine +
                             static_cast<std::size_t>(sessions) * requests;
    qInfo("%zu bytes beyond the photo's, %d sessions", static_cast<std::size_t>(traffic.up) - photo.size(), sessions);
    QVERIFY2(traffic.up <= most, qPrintable(QString("%1 bytes for %2").arg(traffic.up).arg(photo.size())));
    QCOMPARE(m_wang->call("GET", "/photos/" + toHex(crypto::sha256(photo))).body, photo);
}

void TestHubPhotos::fetchesOverALinkThatIsCut()
{
    SlowLink link(m_hub->url(), badLine);
    m_admin->moveTo(link.url());
    std::size_t arrived = 0;
    int sessions = 0;
    for (; arrived == 0 && sessions < mostSessions; ++sessions) {
        (void)m_admin->sync();
        arrived = m_admin->outcome.photosDown;
    }
    m_admin->moveTo(m_hub->url());
    QCOMPARE(arrived, 1U);
    QVERIFY(link.traffic().cuts >= 2);
    QVERIFY(m_admin->home().photos().find(crypto::sha256(bigPhoto(1))).value() == bigPhoto(1));
    // Each cut costs a part at most, and what was on its way.
    const auto lost = static_cast<std::size_t>(link.traffic().cuts) * (sync::tuning::photoPart + 64 * 1024);
    QVERIFY(link.traffic().down <= bigSize + lost + 4096 * static_cast<std::size_t>(sessions));
}

void TestHubPhotos::goesOnWhereTheHubDied()
{
    const Bytes photo = bigPhoto(2);
    report(*m_wang, "井盖坏了", photo);
    {
        SlowLink link(m_hub->url(), {.bitsPerSecond = 8'000'000, .delay = 1ms});
        m_wang->moveTo(link.url());
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&] {
            if (link.traffic().up < 4 * sync::tuning::photoChunk)
                return;
            look.stop();
            m_hub->kill();
        });
        look.start(10ms);
        QVERIFY(!m_wang->sync().empty());
    }
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    SlowLink link(m_hub->url(), {.bitsPerSecond = 160'000'000, .delay = 1ms});
    m_wang->moveTo(link.url());
    QCOMPARE(m_wang->sync(), "");
    QCOMPARE(m_wang->outcome.photosUp, 1U);
    QVERIFY2(link.traffic().up < photo.size() - 2 * sync::tuning::photoChunk, "it began again");
    m_wang->moveTo(m_hub->url());
    QCOMPARE(m_wang->call("GET", "/photos/" + toHex(crypto::sha256(photo))).body, photo);
    QCOMPARE(m_hub->fsck().code, 0);
    m_admin->moveTo(m_hub->url());
    QCOMPARE(m_admin->login(), 200);
}

void TestHubPhotos::speaksTus()
{
    const Bytes photo = jpeg(77);
    const std::string place = "/uploads/" + toHex(crypto::sha256(photo));
    const sync::Headers version{{"tus-resumable", "1.0.0"}};
    QCOMPARE(send(*m_wang, "HEAD", place, version).status, 404);
    sync::Headers create = version;
    create.emplace_back("upload-length", "5000");
    create.emplace_back("upload-metadata", "name eA==,sha256 " + toBase64(crypto::sha256(photo)));
    QCOMPARE(send(*m_wang, "POST", "/uploads", {create.begin() + 1, create.end()}).status, 412);
    QCOMPARE(send(*m_wang, "POST", "/uploads", create).status, 201);
    for (const std::string& expires : {expiresOf(*m_wang, m_hub->url(), "POST", "/uploads", create),
                                       expiresOf(*m_wang, m_hub->url(), "HEAD", place, version)})
        QVERIFY2(isInSevenDays(expires), expires.c_str());
    QCOMPARE(offsetIn(send(*m_wang, "HEAD", place, version)), "0");

    const auto chunk = [&](std::size_t offset, const Bytes& bytes, const std::string& checksum) {
        sync::Headers headers = version;
        headers.emplace_back("upload-offset", std::to_string(offset));
        headers.emplace_back("upload-checksum", checksum);
        return send(*m_wang, "PATCH", place, headers, bytes);
    };
    const Bytes first(photo.begin(), photo.begin() + 2000);
    const Bytes rest(photo.begin() + 2000, photo.end());
    QCOMPARE(chunk(0, first, checksumOf(rest)).status, 460);
    QCOMPARE(offsetIn(send(*m_wang, "HEAD", place, version)), "0"); // a wrong chunk is not kept
    QCOMPARE(chunk(0, first, "md5 AAAA").status, 400);
    QCOMPARE(chunk(0, first, checksumOf(first)).status, 204);
    QCOMPARE(chunk(0, first, checksumOf(first)).status, 409);
    QCOMPARE(offsetIn(send(*m_wang, "HEAD", place, version)), "2000");
    // Another phone's upload of the same photo is another upload.
    QCOMPARE(send(*m_admin, "HEAD", place, version).status, 404);
    QCOMPARE(chunk(2000, Bytes(3001, 1), checksumOf(Bytes(3001, 1))).status, 413);
    const auto last = chunk(2000, rest, checksumOf(rest));
    QCOMPARE(last.status, 204);
    QCOMPARE(offsetIn(last), "5000");
    QCOMPARE(expiresOf(*m_wang, m_hub->url(), "HEAD", place, version), ""); // it stays
    // For everybody it is there now.
    QCOMPARE(offsetIn(send(*m_admin, "HEAD", place, version)), "5000");
    create[1].second = "99999999";
    QCOMPARE(send(*m_wang, "POST", "/uploads", create).status, 413);
}

void TestHubPhotos::takesNoPhotoUnderAWrongName()
{
    const Bytes photo = jpeg(78);
    const Bytes other = jpeg(79);
    const std::string place = "/uploads/" + toHex(crypto::sha256(photo));
    const sync::Headers version{{"tus-resumable", "1.0.0"}};
    sync::Headers create = version;
    create.emplace_back("upload-length", "5000");
    create.emplace_back("upload-metadata", "sha256 " + toBase64(crypto::sha256(photo)));
    QCOMPARE(send(*m_wang, "POST", "/uploads", create).status, 201);
    sync::Headers headers = version;
    headers.emplace_back("upload-offset", "0");
    const auto refused = send(*m_wang, "PATCH", place, headers, other);
    QCOMPARE(refused.status, 460);
    QCOMPARE(sync::problemOf(refused).code, "photo.wrong_hash");
    QCOMPARE(send(*m_wang, "HEAD", place, version).status, 404); // and it may begin again
    QCOMPARE(send(*m_wang, "POST", "/uploads", create).status, 201);
    QCOMPARE(send(*m_wang, "PATCH", place, headers, photo).status, 204);
}

void TestHubPhotos::takesNoChunkWithoutAToken()
{
    const std::string good = std::exchange(m_wang->token, std::string(43, 'A'));
    const sync::Headers headers{{"tus-resumable", "1.0.0"}, {"upload-offset", "0"}, {"upload-length", "10"}};
    const std::string place = "/uploads/" + std::string(64, 'a');
    QCOMPARE(send(*m_wang, "PATCH", place, headers, Bytes(10, 1)).status, 401);
    QCOMPARE(send(*m_wang, "HEAD", place, headers).status, 401);
    QCOMPARE(send(*m_wang, "POST", "/uploads", headers).status, 401);
    m_wang->token = good;
}

QTEST_GUILESS_MAIN(TestHubPhotos)
#include "tst_hub_photos.moc"
