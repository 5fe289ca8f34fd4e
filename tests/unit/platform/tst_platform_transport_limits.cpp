// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtTransport.h"

#include "core/base/Encoding.h"
#include "tests/unit/platform/Collected.h"
#include "tests/unit/platform/TinyHttpServer.h"

#include <QPointer>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTest>
#include <QTimer>

using namespace linli;
using namespace linli::tests;
using namespace std::chrono_literals;
using platform::QtTransport;

namespace {

TinyHttpServer::Handler silence()
{
    return [](const ReceivedRequest&, QTcpSocket&) {};
}

/// Answers in pieces, with nothing that says how long the answer will be.
TinyHttpServer::Handler endlessly(qint64 totalBytes)
{
    return [totalBytes](const ReceivedRequest&, QTcpSocket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        socket.write(QByteArray(totalBytes, 'x'));
        socket.disconnectFromHost();
    };
}

// Made for this test alone: a key that guards nothing, and a certificate for 127.0.0.1 that nobody vouches for.
constexpr const char* testKey = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIE97pD2h5KnHn7wJGwiVWM1JiZ/QsGBVrGpPQkMrs2ffoAoGCCqGSM49
AwEHoUQDQgAEIfkcGThKGzM0cy43xXeZP/8mhzexebvYOJZroBAwDOY08W95Cm16
BrZ+97GARhVPq1OdAQvTs7cPB9wAjl36FQ==
-----END EC PRIVATE KEY-----
)";
constexpr const char* testCertificate = R"(-----BEGIN CERTIFICATE-----
MIIBkTCCATagAwIBAgIULxIXjB+mX5BhjjaLBTaiVZLkzfYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzE3NDUzNFoYDzIxMjYxMDMw
MTc0NTM0WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQh+RwZOEobMzRzLjfFd5k//yaHN7F5u9g4lmugEDAM5jTxb3kKbXoG
tn73sYBGFU+rU50BC9Oztw8H3ACOXfoVo2QwYjAdBgNVHQ4EFgQUevh618bEXaXa
kSSCTNicUF70H60wHwYDVR0jBBgwFoAUevh618bEXaXakSSCTNicUF70H60wDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYC
IQCzhTyI/8cDtOs3EhZ0rUEURrS9XShBV1zYxqSvdd3WtAIhAKVZCyRQLYrKULN6
Lxr2dVKKj7zvqAA3E5cyAhog3mjx
-----END CERTIFICATE-----
)";

std::unique_ptr<QTcpServer> selfSignedListener()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(QByteArray(testCertificate)));
    configuration.setPrivateKey(QSslKey(QByteArray(testKey), QSsl::Ec));
    auto listener = std::make_unique<QSslServer>();
    listener->setSslConfiguration(configuration);
    return listener;
}

/// Returns when whatever the loop still held for others has been delivered: a whole round trip has happened since.
void letEverythingElseArrive()
{
    TinyHttpServer server([](const ReceivedRequest&, QTcpSocket& socket) { socket.write(answer(200, "")); });
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
}

} // namespace

/// Deadlines, sizes, broken networks and the transport's own end.
class TestTransportLimits : public QObject {
    Q_OBJECT

private slots:
    void timesOutWithoutAnAnswer();
    void timesOutUnderAnAnswerThatDrips();
    void aLateAnswerIsNotASecondOne();
    void timesOutAtOnceWithoutADeadline();
    void takesAnswersOf32MiB();
    void stopsReadingBeyond32MiB();
    void reportsARefusedConnection();
    void sendsNoChunkAgainWhenItsConnectionDies();
    void deliversThePartOfAnAnswerThatBreaksOff();
    void asksAheadOnOneConnection();
    void reportsWhatIsNotHttp_data();
    void reportsWhatIsNotHttp();
    void reportsACertificateThatNobodyVouchesFor();
    void reportsATlsHubThatSpeaksPlainly();
    void destructionCancelsWithoutCallbacks();
    void aCallbackMayDestroyTheTransport();
    void aCallbackMaySendAgain();
};

void TestTransportLimits::timesOutWithoutAnAnswer()
{
    TinyHttpServer server(silence());
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/", 50ms), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.timeout"));
    QCOMPARE(got.outcomes.front().error().kind, ErrorKind::Unreachable);
    QTRY_COMPARE(server.disconnections(), 1); // what is given up is hung up
}

void TestTransportLimits::timesOutUnderAnAnswerThatDrips()
{
    int drops = 0;
    TinyHttpServer server([&drops](const ReceivedRequest&, QTcpSocket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        auto* drip = new QTimer(&socket);
        QObject::connect(drip, &QTimer::timeout, &socket, [&socket, &drops] {
            socket.write("x");
            ++drops;
        });
        drip->start(5ms);
    });
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/", 400ms), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.timeout"));
    QVERIFY(drops > 1);
}

void TestTransportLimits::aLateAnswerIsNotASecondOne()
{
    QPointer<QTcpSocket> asked;
    TinyHttpServer server([&asked](const ReceivedRequest&, QTcpSocket& socket) { asked = &socket; });
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/", 200ms), got.callback());
    QTRY_VERIFY(asked);
    QTRY_COMPARE(got.count(), 1U);
    if (asked)
        asked->write(answer(200, "late"));
    letEverythingElseArrive();
    QCOMPARE(got.count(), 1U);
}

void TestTransportLimits::timesOutAtOnceWithoutADeadline()
{
    TinyHttpServer server(silence());
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/", 0ms), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.timeout"));
}

void TestTransportLimits::takesAnswersOf32MiB()
{
    TinyHttpServer server(endlessly(32 * 1024 * 1024));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE_WITH_TIMEOUT(got.count(), 1U, 20s);
    QCOMPARE(got.code(), std::string("200"));
    QCOMPARE(got.body().size(), std::size_t{32 * 1024 * 1024});
}

void TestTransportLimits::stopsReadingBeyond32MiB()
{
    TinyHttpServer server(endlessly(32 * 1024 * 1024 + 1));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE_WITH_TIMEOUT(got.count(), 1U, 20s);
    QCOMPARE(got.code(), std::string("hub.answer_too_large"));
    QCOMPARE(got.outcomes.front().error().kind, ErrorKind::Unreachable);
}

void TestTransportLimits::reportsARefusedConnection()
{
    QUrl nobody;
    {
        const TinyHttpServer server(silence());
        nobody = server.url();
    }
    QtTransport transport(nobody);
    Collected got;
    transport.send(get("/"), got.callback());
    QCOMPARE(got.count(), 0U);
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.unreachable"));
    QCOMPARE(got.outcomes.front().error().kind, ErrorKind::Unreachable);
}

void TestTransportLimits::sendsNoChunkAgainWhenItsConnectionDies()
{
    TinyHttpServer server([](const ReceivedRequest& request, QTcpSocket& socket) {
        if (request.method == "PATCH")
            socket.abort();
        else
            socket.write(answer(200, ""));
    });
    QtTransport transport(server.url());
    Collected first;
    transport.send(get("/"), first.callback()); // so that the connection is a kept one
    QTRY_COMPARE(first.count(), 1U);
    Collected got;
    const Bytes chunk(100'000, 7);
    transport.send({.method = "PATCH",
                    .path = "/uploads/x",
                    .token = {},
                    .contentType = "application/offset+octet-stream",
                    .body = chunk,
                    .deadline = 20s},
                   got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.unreachable"));
    QCOMPARE(server.requests().count(), 2);
    QCOMPARE(server.requests().constLast().headers.value("content-length"), QByteArray("100000"));
    QVERIFY(server.requests().constLast().body == QByteArray(100'000, 7));
}

void TestTransportLimits::deliversThePartOfAnAnswerThatBreaksOff()
{
    TinyHttpServer server([](const ReceivedRequest&, QTcpSocket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/x-test\r\nContent-Length: 10\r\n\r\nhalf ");
        socket.flush();
        socket.disconnectFromHost();
    });
    QtTransport transport(server.url());
    for (const bool keeps : {true, false}) {
        Collected got;
        sync::HttpRequest request = get("/page");
        request.keepsPart = keeps;
        transport.send(request, got.callback());
        QTRY_COMPARE(got.count(), 1U);
        QCOMPARE(got.code(), std::string(keeps ? "200" : "hub.unreachable"));
        if (!keeps)
            continue;
        QCOMPARE(got.body(), std::string("half "));
        QVERIFY(!got.outcomes.front()->whole);
        QCOMPARE(got.outcomes.front()->contentType, std::string("application/x-test"));
    }
}

void TestTransportLimits::asksAheadOnOneConnection()
{
    QByteArray answers; // sent when the last one has been asked for
    TinyHttpServer server([&answers](const ReceivedRequest& request, QTcpSocket& socket) {
        answers += answer(200, request.target);
        if (request.target == "/0" || request.target == "/3")
            socket.write(std::exchange(answers, {}));
    });
    QtTransport transport(server.url());
    Collected warm;
    sync::HttpRequest request = get("/0");
    request.keepsPart = true;
    transport.send(request, warm.callback());
    QTRY_COMPARE(warm.count(), 1U);
    Collected got;
    for (const char* path : {"/1", "/2", "/3"}) {
        request.path = path;
        transport.send(request, got.callback());
    }
    QTRY_COMPARE(got.count(), 3U);
    QCOMPARE(asString(got.outcomes.back()->body), std::string("/3"));
    QCOMPARE(server.requests().count(), 4);
    QCOMPARE(server.connections(), 1);
}

void TestTransportLimits::reportsWhatIsNotHttp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another protocol") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("cut in the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("cut in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    QTest::newRow("cut in a chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf");
}

void TestTransportLimits::reportsWhatIsNotHttp()
{
    QFETCH(const QByteArray, bytes);
    TinyHttpServer server([bytes](const ReceivedRequest&, QTcpSocket& socket) {
        socket.write(bytes);
        socket.disconnectFromHost();
    });
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.unreachable"));
}

void TestTransportLimits::reportsACertificateThatNobodyVouchesFor()
{
    TinyHttpServer server([](const ReceivedRequest&, QTcpSocket& socket) { socket.write(answer(200, "trust me")); },
                          selfSignedListener());
    QtTransport transport(server.url(QStringLiteral("https")));
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.tls"));
    QVERIFY(server.requests().isEmpty());
}

void TestTransportLimits::reportsATlsHubThatSpeaksPlainly()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain,
            [&plain] { plain.nextPendingConnection()->write("220 hello\r\n"); });
    QtTransport transport(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(plain.serverPort())));
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("hub.tls"));
}

void TestTransportLimits::destructionCancelsWithoutCallbacks()
{
    TinyHttpServer server(silence());
    Collected got;
    {
        QtTransport transport(server.url());
        transport.send(get("/"), got.callback());
        transport.send(get("not a path"), got.callback());
        QTRY_COMPARE(server.requests().size(), 1);
        transport.send(get("also not a path"), got.callback());
        got.outcomes.clear();
    }
    letEverythingElseArrive();
    QCOMPARE(got.count(), 0U);
    QTRY_COMPARE(server.disconnections(), 1);
}

void TestTransportLimits::aCallbackMayDestroyTheTransport()
{
    TinyHttpServer server([](const ReceivedRequest& request, QTcpSocket& socket) {
        if (request.target == "/first")
            socket.write(answer(200, ""));
    });
    auto transport = std::make_unique<QtTransport>(server.url());
    int calls = 0;
    const auto destroy = [&](const Result<sync::HttpResponse>&) {
        ++calls;
        transport.reset();
    };
    transport->send(get("/never"), destroy);
    transport->send(get("/first"), destroy);
    QTRY_COMPARE(calls, 1);
    QVERIFY(!transport);
    letEverythingElseArrive();
    QCOMPARE(calls, 1);
}

void TestTransportLimits::aCallbackMaySendAgain()
{
    TinyHttpServer server(
        [](const ReceivedRequest& request, QTcpSocket& socket) { socket.write(answer(200, request.target)); });
    QtTransport transport(server.url());
    Collected second;
    transport.send(get("/1"), [&](const Result<sync::HttpResponse>& first) {
        QVERIFY(first);
        transport.send(get("/2"), second.callback());
    });
    QTRY_COMPARE(second.count(), 1U);
    QCOMPARE(second.body(), std::string("/2"));
}

QTEST_GUILESS_MAIN(TestTransportLimits)
#include "tst_platform_transport_limits.moc"
