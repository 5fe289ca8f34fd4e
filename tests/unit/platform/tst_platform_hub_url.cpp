// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/HubUrl.h"

#include <QTest>

using namespace linli;
using platform::parseHubUrl;

class TestHubUrl : public QObject {
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void turnsIntoAWebSocketUrl();
    void knowsThisMachine();
};

void TestHubUrl::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("https") << QByteArray("https://hub.example.org") << QByteArray("https://hub.example.org");
    QTest::newRow("slash at the end") << QByteArray("https://hub.example.org/")
                                      << QByteArray("https://hub.example.org");
    QTest::newRow("prefix") << QByteArray("https://example.org/linli//") << QByteArray("https://example.org/linli");
    QTest::newRow("the building's network")
        << QByteArray("http://192.168.1.9:8080") << QByteArray("http://192.168.1.9:8080");
    QTest::newRow("IPv6") << QByteArray("http://[::1]:8080/") << QByteArray("http://[::1]:8080");
    QTest::newRow("capitals") << QByteArray("HTTPS://Hub.Example.org") << QByteArray("https://hub.example.org");
    QTest::newRow("blanks around") << QByteArray("  https://hub.example.org\n")
                                   << QByteArray("https://hub.example.org");
    QTest::newRow("Chinese host") << QByteArray("https://邻里.example") << QByteArray("https://xn--7e4a0u.example");
}

void TestHubUrl::accepts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, url);
    const auto parsed = parseHubUrl(text.toStdString());
    QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
    QCOMPARE(parsed->toEncoded(), url);
}

void TestHubUrl::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank") << QByteArray(" \t");
    QTest::newRow("no scheme") << QByteArray("hub.example.org");
    QTest::newRow("no scheme, port") << QByteArray("hub.example.org:8080");
    QTest::newRow("file") << QByteArray("file:///etc/passwd");
    QTest::newRow("ftp") << QByteArray("ftp://hub.example.org");
    QTest::newRow("javascript") << QByteArray("javascript:alert(1)");
    QTest::newRow("no host") << QByteArray("http://");
    QTest::newRow("only a port") << QByteArray("http://:8080");
    QTest::newRow("port 0") << QByteArray("http://hub.example.org:0");
    QTest::newRow("port too high") << QByteArray("http://hub.example.org:65536");
    QTest::newRow("user") << QByteArray("https://me@hub.example.org");
    QTest::newRow("user and password") << QByteArray("https://hub.example.org:x@evil.example");
    QTest::newRow("query") << QByteArray("https://hub.example.org/?a=1");
    QTest::newRow("fragment") << QByteArray("https://hub.example.org/#a");
    QTest::newRow("blank inside") << QByteArray("https://hub example.org");
    QTest::newRow("NUL") << QByteArray("https://hub\0.example.org", 24);
    QTest::newRow("line break") << QByteArray("https://hub.example.org/\r\nX: y");
    QTest::newRow("invalid UTF-8") << QByteArray("https://hub\xff\xfe.example.org");
    QTest::newRow("too long") << QByteArray("https://hub.example.org/") + QByteArray(2048, 'a');
}

void TestHubUrl::refuses()
{
    QFETCH(const QByteArray, text);
    const auto parsed = parseHubUrl(text.toStdString());
    QVERIFY2(!parsed, parsed ? parsed->toEncoded().constData() : "");
    QCOMPARE(parsed.error().kind, ErrorKind::Invalid);
    QCOMPARE(parsed.error().code, std::string("hub.bad_url"));
    QVERIFY(!parsed.error().detail.empty());
}

void TestHubUrl::turnsIntoAWebSocketUrl()
{
    QCOMPARE(platform::webSocketUrl(*parseHubUrl("http://a:81/x")).toEncoded(), QByteArray("ws://a:81/x"));
    QCOMPARE(platform::webSocketUrl(*parseHubUrl("https://a/x")).toEncoded(), QByteArray("wss://a/x"));
}

void TestHubUrl::knowsThisMachine()
{
    for (const char* here :
         {"http://127.0.0.1:1", "http://localhost", "http://LOCALHOST:1", "http://[::1]", "http://127.9.9.9"})
        QVERIFY2(platform::isLoopback(*parseHubUrl(here)), here);
    for (const char* there :
         {"http://192.168.1.9", "http://localhost.example.org", "http://example.org", "http://0.0.0.0"})
        QVERIFY2(!platform::isLoopback(*parseHubUrl(there)), there);
}

QTEST_GUILESS_MAIN(TestHubUrl)
#include "tst_platform_hub_url.moc"
