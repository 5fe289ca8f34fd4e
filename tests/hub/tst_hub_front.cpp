// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/Limits.h"
#include "app/hub/http/Listener.h"
#include "tests/support/ResultChecks.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <atomic>
#include <thread>

using namespace linli;
using namespace linli::hub;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 10'000; // ms

/// Says what it heard, holds "/later" back until told, and takes "/pour" piece by piece.
class Echo final : public HttpService {
public:
    std::atomic<std::size_t> poured = 0;
    std::atomic<bool> cut = false;

    std::expected<Admission, Reply> admit(const Request& head) override
    {
        if (head.path == "/forbidden")
            return std::unexpected(text(403, "no"));
        return Admission{.maxBody = 1000, .sink = head.path == "/pour" ? std::make_unique<Sink>(*this) : nullptr};
    }
    void handle(const Request& request, Respond respond) override
    {
        if (request.path == "/later") {
            const std::scoped_lock lock(m_mutex);
            m_later = std::move(respond);
            return;
        }
        respond(text(200, std::string(request.method) + " " + std::string(request.path) + " " +
                              std::string(request.after) + " " + asString(request.body)));
    }
    std::expected<LiveAdmission, Reply> admitLive(const Request&) override
    {
        return std::unexpected(text(404, "none"));
    }
    [[nodiscard]] bool isHolding()
    {
        const std::scoped_lock lock(m_mutex);
        return m_later != nullptr;
    }
    void release()
    {
        const std::scoped_lock lock(m_mutex);
        std::exchange(m_later, nullptr)(text(200, "late"));
    }

private:
    struct Sink final : BodySink {
        explicit Sink(Echo& echo) : owner(echo) {}
        ~Sink() override { owner.cut = !finished; }
        bool receive(ByteView part) override
        {
            owner.poured += part.size();
            return true;
        }
        Reply finish() override
        {
            finished = true;
            return text(200, "poured");
        }
        Echo& owner;
        bool finished = false;
    };
    static Reply text(int status, const std::string& words)
    {
        return {status, "text/plain", toBytes(words), std::nullopt};
    }
    std::mutex m_mutex;
    Respond m_later;
};

/// A listener with two threads, on a free port.
struct Front {
    explicit Front(Limits given = {}) : limits(given), connections({limits.connections, limits.connectionsPerAddress})
    {
        auto opened = Listener::open(context, {.host = "127.0.0.1", .port = 0}, echo, connections, limits);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        listener = std::move(*opened);
        listener->start();
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([this] { context.run(); });
    }
    ~Front()
    {
        listener->stop();
        context.stop();
    }
    Front(const Front&) = delete;
    Front& operator=(const Front&) = delete;

    Limits limits;
    Echo echo;
    Connections connections;
    asio::io_context context;
    std::unique_ptr<Listener> listener;
    std::vector<std::jthread> threads;
};

/// A peer that writes what it likes.
struct Peer {
    explicit Peer(const Front& front)
    {
        socket.connectToHost("127.0.0.1", front.listener->address().port);
        if (!socket.waitForConnected(patience))
            qFatal("no connection");
    }
    void say(const QByteArray& bytes)
    {
        socket.write(bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(patience))
            ;
    }
    /// Reads until `ending` came; what came.
    QByteArray hear(const QByteArray& ending)
    {
        QByteArray heard;
        while (!heard.endsWith(ending) && (socket.bytesAvailable() > 0 || socket.waitForReadyRead(patience)))
            heard += socket.readAll();
        return heard;
    }
    /// Reads until the other side ends; what came.
    QByteArray hearOut()
    {
        while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(patience))
            ;
        return socket.readAll();
    }
    QTcpSocket socket;
};

int statusOf(const QByteArray& answer)
{
    return answer.mid(9, 3).toInt();
}

} // namespace

class TestHubFront : public QObject {
    Q_OBJECT

private slots:
    void keepsAConnectionForTheNextRequest();
    void readsARequestThatComesByteByByte();
    void takesAChunkedBody();
    void asksForABodyThatWaits();
    void closesWhenThePeerWantsIt();
    void refusesWhatIsNotHttp();
    void refusesALongHead();
    void refusesALargeBody_data();
    void refusesALargeBody();
    void refusesBeforeTheBody();
    void keepsWhatCameBeforeACut();
    void endsAHeadThatIsNeverDone();
    void endsABodyThatIsNeverDone();
    void endsAConnectionThatAsksNothing();
    void allowsSoManyConnectionsOfAnAddress();
    void answersBeforeItStops();
    void saysWhenAnAddressCannotBeHad();
};

void TestHubFront::keepsAConnectionForTheNextRequest()
{
    Front front;
    Peer peer(front);
    peer.say("GET /a?after=7&x=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(peer.hear("GET /a 7 ").startsWith("HTTP/1.1 200 OK\r\n"));
    // Two at once are answered one after the other.
    peer.say("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhiGET /c?x=2 HTTP/1.1\r\nHost: h\r\n\r\n");
    const QByteArray both = peer.hear("GET /c  ");
    QVERIFY(both.contains("POST /b  hi"));
    QCOMPARE(both.count("Cache-Control: no-store"), 1); // of the GET
    QVERIFY(!both.toLower().contains("server:"));
}

void TestHubFront::readsARequestThatComesByteByByte()
{
    Front front;
    Peer peer(front);
    for (const char byte : QByteArray("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz"))
        peer.say(QByteArray(1, byte));
    QVERIFY(peer.hear("PUT /a  xyz").startsWith("HTTP/1.1 200"));
}

void TestHubFront::takesAChunkedBody()
{
    Front front;
    Peer peer(front);
    peer.say("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    QVERIFY(peer.hear("POST /a  abcde").startsWith("HTTP/1.1 200"));
    peer.say("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(peer.hear("GET /b  ").startsWith("HTTP/1.1 200"));
}

void TestHubFront::asksForABodyThatWaits()
{
    Front front;
    Peer peer(front);
    peer.say("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(statusOf(peer.hear("\r\n\r\n")), 100);
    peer.say("ok");
    QVERIFY(peer.hear("POST /a  ok").startsWith("HTTP/1.1 200"));
}

void TestHubFront::closesWhenThePeerWantsIt()
{
    Front front;
    Peer peer(front);
    peer.say("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    QCOMPARE(statusOf(peer.hearOut()), 200);
}

void TestHubFront::refusesWhatIsNotHttp()
{
    Front front;
    Peer peer(front);
    peer.say("\x16\x03\x01 is no request\r\n\r\n");
    QCOMPARE(statusOf(peer.hearOut()), 400);
}

void TestHubFront::refusesALongHead()
{
    Front front;
    Peer peer(front);
    peer.say("GET / HTTP/1.1\r\nX-Long: " + QByteArray(20'000, 'x') + "\r\n\r\n");
    QCOMPARE(statusOf(peer.hearOut()), 431);
}

void TestHubFront::refusesALargeBody_data()
{
    QTest::addColumn<QByteArray>("request");
    const QByteArray line = "POST /a HTTP/1.1\r\nHost: h\r\n";
    QTest::newRow("told") << line + "Content-Length: 1001\r\n\r\n" + QByteArray(1001, 'x');
    QTest::newRow("huge") << line + "Content-Length: 99999999999\r\n\r\n" + QByteArray(100'000, 'x');
    QTest::newRow("chunked") << line + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + QByteArray(1001, 'x') +
                                    "\r\n0\r\n\r\n";
}

void TestHubFront::refusesALargeBody()
{
    QFETCH(QByteArray, request);
    Front front;
    Peer peer(front);
    peer.say(request);
    QCOMPARE(statusOf(peer.hear("hub.too_large")), 413);
}

void TestHubFront::refusesBeforeTheBody()
{
    Front front;
    Peer peer(front);
    peer.say("POST /forbidden HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\n\r\n");
    QCOMPARE(statusOf(peer.hear("no")), 403);
}

void TestHubFront::keepsWhatCameBeforeACut()
{
    Front front;
    {
        Peer peer(front);
        peer.say("PUT /pour HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n" + QByteArray(123'457, 'x'));
        QTRY_COMPARE(front.echo.poured.load(), 123'457U); // without waiting for the rest
        QVERIFY(!front.echo.cut);
        peer.socket.abort();
    }
    QTRY_VERIFY(front.echo.cut);
    QCOMPARE(front.echo.poured.load(), 123'457U);
}

void TestHubFront::endsAHeadThatIsNeverDone()
{
    Front front({.header = 200ms});
    Peer peer(front);
    QElapsedTimer time;
    time.start();
    // A byte now and then does not buy more time.
    peer.say("GET / HTTP/1.1\r\n");
    while (peer.socket.state() == QAbstractSocket::ConnectedState && time.elapsed() < patience) {
        peer.socket.write("X");
        peer.socket.waitForReadyRead(20);
    }
    QVERIFY(time.elapsed() < patience);
    QVERIFY(peer.socket.readAll().isEmpty());
}

void TestHubFront::endsABodyThatIsNeverDone()
{
    Front front({.body = 200ms});
    Peer peer(front);
    peer.say("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
    QVERIFY(peer.hearOut().isEmpty());
    QTRY_COMPARE(front.connections.count(), 0U);
}

void TestHubFront::endsAConnectionThatAsksNothing()
{
    Front front({.idle = 200ms});
    Peer silent(front);
    Peer peer(front);
    peer.say("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(statusOf(peer.hearOut()), 200);
    QVERIFY(silent.hearOut().isEmpty());
}

void TestHubFront::allowsSoManyConnectionsOfAnAddress()
{
    Front front({.connectionsPerAddress = 2});
    Peer one(front);
    const auto two = std::make_unique<Peer>(front);
    QTRY_COMPARE(front.connections.count(), 2U);
    Peer three(front);
    QVERIFY(three.hearOut().isEmpty());
    two->socket.abort();
    QTRY_COMPARE(front.connections.count(), 1U);
    Peer four(front);
    four.say("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(statusOf(four.hear("GET /a  ")), 200);
}

void TestHubFront::answersBeforeItStops()
{
    Front front;
    Peer busy(front);
    Peer idle(front);
    busy.say("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(front.echo.isHolding());
    QTRY_COMPARE(front.connections.count(), 2U);
    front.listener->stop();
    QVERIFY(idle.hearOut().isEmpty());
    QTRY_COMPARE(front.connections.count(), 1U);
    front.echo.release();
    QVERIFY(busy.hearOut().endsWith("late"));
    busy.socket.close();
    QVERIFY(front.connections.waitForNone(10s));
}

void TestHubFront::saysWhenAnAddressCannotBeHad()
{
    Front front;
    Connections connections({1, 1});
    QVERIFY(front.listener->address().port != 0);
    const auto open = [&](const ListenAddress& address) {
        return Listener::open(front.context, address, front.echo, connections, front.limits);
    };
    QCOMPARE_CODE(open(front.listener->address()), "hub.address_in_use");
    QCOMPARE_CODE(open({.host = "192.0.2.1", .port = 0}), "hub.bad_address"); // RFC 5737: nobody's
}

QTEST_GUILESS_MAIN(TestHubFront)
#include "tst_hub_front.moc"
