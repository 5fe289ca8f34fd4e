// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtLiveChannel.h"
#include "platform/qt/QtTransport.h"
#include "tests/unit/platform/TinyHttpServer.h"

#include <QCryptographicHash>
#include <QTest>
#include <QWebSocketServer>

using namespace linli;
using namespace linli::tests;
using namespace std::chrono_literals;
using platform::QtTransport;

namespace {

/// Everything a channel said, in order.
struct Heard {
    QList<QByteArray> events;

    [[nodiscard]] sync::Transport::LiveHandlers handlers()
    {
        return {
            .opened = [this] { events.append("opened"); },
            .received =
                [this](const Bytes& frame) { events.append("frame " + QByteArray::fromStdString(asString(frame))); },
            .closed = [this](const Error& why) { events.append("closed " + QByteArray::fromStdString(why.code)); }};
    }
};

/// A real WebSocket server that keeps what connects.
struct LiveServer {
    QWebSocketServer server{QStringLiteral("test"), QWebSocketServer::NonSecureMode};
    std::vector<std::unique_ptr<QWebSocket>> sockets;

    LiveServer()
    {
        QObject::connect(&server, &QWebSocketServer::newConnection, &server,
                         [this] { sockets.emplace_back(server.nextPendingConnection()); });
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("no port for the test server");
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort())); }
};

/// The handshake's answer (RFC 6455 §4.2.2), for servers that then misbehave as QWebSocketServer cannot.
QByteArray switching(const ReceivedRequest& request)
{
    const QByteArray accept =
        QCryptographicHash::hash(request.headers.value("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                 QCryptographicHash::Sha1)
            .toBase64();
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
           accept + "\r\n\r\n";
}

/// Returns when whatever the loop still held for others has been delivered: a whole connection was made since.
void letEverythingElseArrive()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(heard.events, QList<QByteArray>{"opened"});
}

} // namespace

class TestLive : public QObject {
    Q_OBJECT

private slots:
    void opensWithPathAndToken();
    void deliversFramesInOrder();
    void ignoresTextFrames();
    void endsOnceWhenTheHubCloses();
    void endsOnceWhenTheConnectionBreaks();
    void endsOnAFrameThatIsTooLarge();
    void reportsARefusedConnection();
    void reportsARefusedHandshake_data();
    void reportsARefusedHandshake();
    void reportsABadPath();
    void reportsATlsFailure();
    void timesOutWithoutAHandshake();
    void timesOutWithoutAPong();
    void pongsKeepItOpen();
    void isSilentAfterDestruction();
    void aHandlerMayDestroyIt_data();
    void aHandlerMayDestroyIt();
    void outlivesItsTransport();
};

void TestLive::opensWithPathAndToken()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("/v1/live?after=7", "t0ken", heard.handlers());
    QVERIFY(heard.events.isEmpty());
    QTRY_COMPARE(heard.events, QList<QByteArray>{"opened"});
    QTRY_COMPARE(server.sockets.size(), 1U);
    QCOMPARE(server.sockets[0]->request().rawHeader("Authorization"), QByteArray("Bearer t0ken"));
    QCOMPARE(server.sockets[0]->requestUrl().toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority),
             QByteArray("/v1/live?after=7"));
}

void TestLive::deliversFramesInOrder()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(server.sockets.size(), 1U);
    QList<QByteArray> expected{"opened"};
    for (int i = 0; i < 100; ++i) {
        const QByteArray frame = QByteArray::number(i) + QByteArray("\0\xff", 2);
        server.sockets[0]->sendBinaryMessage(frame);
        expected.append("frame " + frame);
    }
    const QByteArray large(1'000'000, 'x');
    server.sockets[0]->sendBinaryMessage(large);
    expected.append("frame " + large);
    QTRY_COMPARE(heard.events.size(), expected.size());
    QCOMPARE(heard.events, expected);
}

void TestLive::ignoresTextFrames()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(server.sockets.size(), 1U);
    server.sockets[0]->sendTextMessage(QStringLiteral("text"));
    server.sockets[0]->sendBinaryMessage("binary");
    QTRY_COMPARE(heard.events, (QList<QByteArray>{"opened", "frame binary"}));
}

void TestLive::endsOnceWhenTheHubCloses()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(server.sockets.size(), 1U);
    server.sockets[0]->sendBinaryMessage("last");
    server.sockets[0]->close(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("revoked"));
    QTRY_COMPARE(heard.events, (QList<QByteArray>{"opened", "frame last", "closed hub.unreachable"}));
    letEverythingElseArrive();
    QCOMPARE(heard.events.size(), 3);
}

void TestLive::endsOnceWhenTheConnectionBreaks()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(server.sockets.size(), 1U);
    server.sockets[0]->abort();
    QTRY_COMPARE(heard.events, (QList<QByteArray>{"opened", "closed hub.unreachable"}));
    letEverythingElseArrive();
    QCOMPARE(heard.events.size(), 2);
}

void TestLive::endsOnAFrameThatIsTooLarge()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(server.sockets.size(), 1U);
    server.sockets[0]->sendBinaryMessage(QByteArray(qsizetype{platform::QtLiveChannel::maxFrameBytes} + 1, 'x'));
    QTRY_COMPARE(heard.events, (QList<QByteArray>{"opened", "closed hub.unreachable"}));
}

void TestLive::reportsARefusedConnection()
{
    QUrl nobody;
    {
        const LiveServer server;
        nobody = server.url();
    }
    QtTransport transport(nobody);
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QVERIFY(heard.events.isEmpty());
    QTRY_COMPARE(heard.events, QList<QByteArray>{"closed hub.unreachable"});
}

void TestLive::reportsARefusedHandshake_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 302, 401, 403, 404, 503})
        QTest::addRow("%d", status) << status;
}

void TestLive::reportsARefusedHandshake()
{
    QFETCH(const int, status);
    TinyHttpServer server([status](const ReceivedRequest&, QTcpSocket& socket) { socket.write(answer(status, "no")); });
    QtTransport transport(server.url());
    Heard heard;
    std::string detail;
    auto handlers = heard.handlers();
    handlers.closed = [&, told = handlers.closed](const Error& why) {
        detail = why.detail;
        told(why);
    };
    const auto channel = transport.openLive("/", "expired", handlers);
    QTRY_COMPARE(heard.events, QList<QByteArray>{"closed hub.unreachable"});
    QVERIFY(!detail.empty());
}

void TestLive::reportsABadPath()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    const auto channel = transport.openLive("@elsewhere", "", heard.handlers());
    QVERIFY(heard.events.isEmpty());
    QTRY_COMPARE(heard.events, QList<QByteArray>{"closed hub.unreachable"});
}

void TestLive::reportsATlsFailure()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain,
            [&plain] { plain.nextPendingConnection()->write("220 hello\r\n"); });
    QtTransport transport(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(plain.serverPort())));
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(heard.events, QList<QByteArray>{"closed hub.tls"});
}

void TestLive::timesOutWithoutAHandshake()
{
    TinyHttpServer server([](const ReceivedRequest&, QTcpSocket&) {});
    QtTransport transport(server.url(), {.handshake = 50ms, .pingEvery = 30s});
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(heard.events, QList<QByteArray>{"closed hub.timeout"});
    QTRY_COMPARE(server.disconnections(), 1);
}

void TestLive::timesOutWithoutAPong()
{
    TinyHttpServer server([](const ReceivedRequest& request, QTcpSocket& socket) { socket.write(switching(request)); });
    QtTransport transport(server.url(), {.handshake = 20s, .pingEvery = 50ms});
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE(heard.events, (QList<QByteArray>{"opened", "closed hub.timeout"}));
    QTRY_COMPARE(server.disconnections(), 1);
}

void TestLive::pongsKeepItOpen()
{
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    int pings = 0;
    QByteArray unread;
    connect(&listener, &QTcpServer::newConnection, &listener, [&] {
        QTcpSocket* socket = listener.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, &listener, [&, socket] {
            unread += socket->readAll();
            if (const qsizetype end = unread.indexOf("\r\n\r\n"); end >= 0) {
                const QByteArray name = "Sec-WebSocket-Key: ";
                const qsizetype key = unread.indexOf(name) + name.size();
                ReceivedRequest request;
                request.headers.insert("sec-websocket-key", unread.mid(key, unread.indexOf("\r\n", key) - key));
                unread.remove(0, end + 4);
                socket->write(switching(request));
            }
            // RFC 6455 §5.2: a client's ping without payload is 0x89 0x80 and four bytes of mask.
            for (; unread.startsWith("\x89\x80") && unread.size() >= 6; unread.remove(0, 6), ++pings)
                socket->write(QByteArray("\x8A\x00", 2));
        });
    });
    QtTransport transport(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(listener.serverPort())),
                          {.handshake = 20s, .pingEvery = 100ms});
    Heard heard;
    const auto channel = transport.openLive("/", "", heard.handlers());
    QTRY_COMPARE_GE(pings, 4);
    QCOMPARE(heard.events, QList<QByteArray>{"opened"});
}

void TestLive::isSilentAfterDestruction()
{
    LiveServer server;
    QtTransport transport(server.url());
    Heard heard;
    auto channel = transport.openLive("/", "", heard.handlers());
    auto neverOpened = transport.openLive("/", "", heard.handlers());
    neverOpened.reset();
    QTRY_COMPARE(heard.events, QList<QByteArray>{"opened"});
    QTRY_VERIFY(!server.sockets.empty());
    for (const auto& socket : server.sockets)
        socket->sendBinaryMessage("too late");
    channel.reset();
    letEverythingElseArrive();
    QCOMPARE(heard.events, QList<QByteArray>{"opened"});
}

void TestLive::aHandlerMayDestroyIt_data()
{
    QTest::addColumn<QByteArray>("when");
    for (const char* when : {"opened", "frame", "closed"})
        QTest::newRow(when) << QByteArray(when);
}

void TestLive::aHandlerMayDestroyIt()
{
    QFETCH(const QByteArray, when);
    LiveServer server;
    QtTransport transport(server.url());
    std::unique_ptr<sync::LiveChannel> channel;
    Heard heard;
    const auto destroyWhen = [&, keep = std::string("captured")](const QByteArray& now) {
        heard.events.append(now);
        if (now == when)
            channel.reset();
        // The handler's own captures must have survived what it just did.
        QCOMPARE(keep, std::string("captured"));
    };
    channel = transport.openLive("/", "",
                                 {.opened = [destroyWhen] { destroyWhen("opened"); },
                                  .received = [destroyWhen](const Bytes&) { destroyWhen("frame"); },
                                  .closed = [destroyWhen](const Error&) { destroyWhen("closed"); }});
    QTRY_COMPARE(server.sockets.size(), 1U);
    server.sockets[0]->sendBinaryMessage("1");
    server.sockets[0]->sendBinaryMessage("2");
    server.sockets[0]->close();
    QTRY_VERIFY(!channel);
    letEverythingElseArrive();
    QCOMPARE(heard.events.constLast(), when);
    QCOMPARE(heard.events.size(), when == "opened" ? 1 : when == "frame" ? 2 : 4);
}

void TestLive::outlivesItsTransport()
{
    LiveServer server;
    Heard heard;
    std::unique_ptr<sync::LiveChannel> channel;
    {
        QtTransport transport(server.url());
        channel = transport.openLive("/", "", heard.handlers());
    }
    QTRY_COMPARE(server.sockets.size(), 1U);
    server.sockets[0]->sendBinaryMessage("still here");
    QTRY_COMPARE(heard.events, (QList<QByteArray>{"opened", "frame still here"}));
}

QTEST_GUILESS_MAIN(TestLive)
#include "tst_platform_live.moc"
