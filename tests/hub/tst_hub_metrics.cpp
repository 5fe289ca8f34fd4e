// SPDX-License-Identifier: Apache-2.0
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace linli::test;

class TestHubMetrics : public QObject {
    Q_OBJECT

private slots:
    void countsWhatItDoes();
    void areOffUnlessAskedFor();
};

void TestHubMetrics::countsWhatItDoes()
{
    const QTemporaryDir folder;
    HubProcess hub(folder.filePath("hub"));
    QVERIFY(hub.found());
    QVERIFY2(hub.start({"--metrics", "127.0.0.1:0"}), hub.log().constData());
    HubPhone phone(folder.filePath("admin").toStdString(), hub.url());
    QCOMPARE(phone.join(hub.adminInvite()), "");
    const auto ask = [&](const QByteArray& path) {
        QTcpSocket socket;
        const QString address = QString::fromStdString(hub.metrics());
        socket.connectToHost(address.section(':', 0, 0), static_cast<quint16>(address.section(':', 1).toInt()));
        socket.write("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        while (socket.waitForReadyRead(5000))
            ;
        return socket.readAll();
    };
    phone.token = "wrong";
    QCOMPARE(phone.call("GET", "/log?after=0").status, 401);
    const QByteArray text = ask("/metrics");
    QVERIFY(text.startsWith("HTTP/1.1 200"));
    QVERIFY(text.contains("version=0.0.4"));
    const QByteArray community = "{community=\"" + QByteArray::fromStdString(hub.community()) + "\"";
    QVERIFY(text.contains("\nlinli_log_entries" + community + "} " +
                          QByteArray::number(qulonglong(phone.replica().confirmed().size)) + "\n"));
    QVERIFY(text.contains("\nlinli_queue_operations" + community + "} 0\n"));
    QVERIFY(text.contains("\nlinli_push_seconds_bucket" + community + ",le=\"+Inf\"} "));
    QVERIFY(text.contains("\nlinli_refusals_total{code=\"auth.token\"} "));
    QVERIFY(text.contains("\nlinli_operations_total{code=\"ACCEPTED\"} "));
    QVERIFY(text.contains("\nlinli_bytes_total{direction=\"received\"} "));
    // Where phones come, it is not; and where it is, nothing else.
    QCOMPARE(ask("/v1/c/x/info").left(12), "HTTP/1.1 404");
    QCOMPARE(phone.call("GET", "/metrics").status, 404);
}

void TestHubMetrics::areOffUnlessAskedFor()
{
    const QTemporaryDir folder;
    HubProcess hub(folder.filePath("hub"));
    QVERIFY(hub.found());
    QVERIFY(hub.start());
    QCOMPARE(hub.metrics(), "");
    QCOMPARE(hub.stop(), 0);
}

QTEST_GUILESS_MAIN(TestHubMetrics)
#include "tst_hub_metrics.moc"
