// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtTransport.h"
#include "tests/unit/platform/Collected.h"
#include "tests/unit/platform/TinyHttpServer.h"

#include <QTest>

using namespace linli;
using namespace linli::tests;
using platform::QtTransport;

namespace {

TinyHttpServer::Handler always(const QByteArray& bytes)
{
    return [bytes](const ReceivedRequest&, QTcpSocket& socket) { socket.write(bytes); };
}

} // namespace

/// What a request looks like to the hub, and what of the hub's answer comes through.
class TestTransport : public QObject {
    Q_OBJECT

private slots:
    void deliversEveryStatusAsAnAnswer_data();
    void deliversEveryStatusAsAnAnswer();
    void doesNotFollowRedirects();
    void sendsWhatWasAsked();
    void getHasNoBodyAndNoType();
    void forgetsCookies();
    void leavesEncodedBodiesAlone();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void keepsTheConnection();
    void staysBelowThePathPrefix();
    void refusesPathsThatLeaveTheHub();
    void answersManyAtOnce();
};

void TestTransport::deliversEveryStatusAsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    for (const int status :
         {200, 201, 202, 400, 401, 403, 404, 405, 409, 410, 413, 418, 426, 429, 500, 501, 502, 503, 599})
        QTest::addRow("%d", status) << status << QByteArray();
    QTest::addRow("401 bearer") << 401 << QByteArray("WWW-Authenticate: Bearer\r\n");
    QTest::addRow("401 basic") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n");
}

void TestTransport::deliversEveryStatusAsAnAnswer()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, headers);
    TinyHttpServer server(
        always(answer(status, QByteArray("why \0 not", 9), headers + "Content-Type: application/x-test\r\n")));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/v1/x"), got.callback());
    QCOMPARE(got.count(), 0U); // never from within the call
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::to_string(status));
    QCOMPARE(got.body(), std::string("why \0 not", 9));
    QCOMPARE(got.outcomes.front()->contentType, std::string("application/x-test"));
    QVERIFY(!got.outcomes.front()->retryAfter);
}

void TestTransport::doesNotFollowRedirects()
{
    TinyHttpServer elsewhere(always(answer(200, "stolen")));
    TinyHttpServer server(always(answer(302, "", "Location: " + elsewhere.url().toEncoded() + "/\r\n")));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("302"));
    QCOMPARE(elsewhere.connections(), 0);
}

void TestTransport::sendsWhatWasAsked()
{
    TinyHttpServer server(always(answer(200, "")));
    QtTransport transport(server.url());
    for (const std::string method : {"POST", "PUT"}) {
        Collected got;
        const Bytes body{0x00, 0xff, 0x0d, 0x0a};
        transport.send({.method = method,
                        .path = "/v1/push?community=a%2Fb&n=1",
                        .token = "t0ken",
                        .contentType = "application/x-protobuf",
                        .body = body,
                        .deadline = std::chrono::seconds(20)},
                       got.callback());
        QTRY_COMPARE(got.count(), 1U);
        const ReceivedRequest& request = server.requests().constLast();
        QCOMPARE(request.method, QByteArray::fromStdString(method));
        QCOMPARE(request.target, QByteArray("/v1/push?community=a%2Fb&n=1"));
        QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer t0ken"));
        QCOMPARE(request.headers.value("content-type"), QByteArray("application/x-protobuf"));
        QCOMPARE(request.headers.value("accept-encoding"), QByteArray("identity"));
        QCOMPARE(request.body, QByteArray("\x00\xff\x0d\x0a", 4));
    }
}

void TestTransport::getHasNoBodyAndNoType()
{
    TinyHttpServer server(always(answer(200, "")));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/healthz"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    const ReceivedRequest& request = server.requests().constFirst();
    QVERIFY(!request.headers.contains("content-type"));
    QVERIFY(!request.headers.contains("content-length"));
    QVERIFY(!request.headers.contains("authorization"));
}

void TestTransport::forgetsCookies()
{
    TinyHttpServer server(always(answer(200, "", "Set-Cookie: who=me; Path=/\r\n")));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/a"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    transport.send(get("/b"), got.callback());
    QTRY_COMPARE(got.count(), 2U);
    QVERIFY(!server.requests().constLast().headers.contains("cookie"));
}

void TestTransport::leavesEncodedBodiesAlone()
{
    const QByteArray notReallyPacked = "\x1f\x8b as it is";
    TinyHttpServer server(always(answer(200, notReallyPacked, "Content-Encoding: gzip\r\n")));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.body(), notReallyPacked.toStdString());
}

void TestTransport::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("seconds, not milliseconds") << QByteArray("7") << qint64{7'000};
    QTest::newRow("zero") << QByteArray("0") << qint64{0};
    QTest::newRow("at most a day") << QByteArray("18446744073709551615") << qint64{86'400'000};
    QTest::newRow("beyond every number") << QByteArray("99999999999999999999999") << qint64{-1};
    QTest::newRow("negative") << QByteArray("-5") << qint64{-1};
    QTest::newRow("date") << QByteArray("Mon, 23 Nov 2026 08:12:00 GMT") << qint64{-1};
}

void TestTransport::readsRetryAfter()
{
    QFETCH(const QByteArray, value);
    QFETCH(const qint64, milliseconds);
    TinyHttpServer server(always(answer(429, "", "Retry-After: " + value + "\r\n")));
    QtTransport transport(server.url());
    Collected got;
    transport.send(get("/"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(got.code(), std::string("429"));
    QCOMPARE(got.outcomes.front()->retryAfter.value_or(Milliseconds{-1}).count(), milliseconds);
}

void TestTransport::keepsTheConnection()
{
    TinyHttpServer server(always(answer(200, "same")));
    QtTransport transport(server.url());
    Collected got;
    for (std::size_t i = 1; i <= 5; ++i) {
        transport.send(get("/"), got.callback());
        QTRY_COMPARE(got.count(), i);
    }
    QCOMPARE(server.connections(), 1);
}

void TestTransport::staysBelowThePathPrefix()
{
    TinyHttpServer server(always(answer(200, "")));
    QUrl hub = server.url();
    hub.setPath(QStringLiteral("/linli"));
    QtTransport transport(hub);
    Collected got;
    transport.send(get("/v1/log?after=3"), got.callback());
    QTRY_COMPARE(got.count(), 1U);
    QCOMPARE(server.requests().constFirst().target, QByteArray("/linli/v1/log?after=3"));
}

void TestTransport::refusesPathsThatLeaveTheHub()
{
    TinyHttpServer server(always(answer(200, "")));
    QtTransport transport(server.url());
    for (const std::string path : {"", "v1", "@127.0.0.2/", ":81/x", "/a\r\nX-Evil: 1", "/a b"}) {
        Collected got;
        transport.send(get(path), got.callback());
        QCOMPARE(got.count(), 0U);
        QTRY_COMPARE(got.count(), 1U);
        QCOMPARE(got.code(), std::string("hub.bad_url"));
    }
    QCOMPARE(server.connections(), 0);
}

void TestTransport::answersManyAtOnce()
{
    TinyHttpServer server(
        [](const ReceivedRequest& request, QTcpSocket& socket) { socket.write(answer(200, request.target)); });
    QtTransport transport(server.url());
    std::vector<Collected> got(40);
    for (std::size_t i = 0; i < got.size(); ++i)
        transport.send(get("/" + std::to_string(i)), got[i].callback());
    for (std::size_t i = 0; i < got.size(); ++i) {
        QTRY_COMPARE(got[i].count(), 1U);
        QCOMPARE(got[i].body(), "/" + std::to_string(i));
    }
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_platform_transport.moc"
