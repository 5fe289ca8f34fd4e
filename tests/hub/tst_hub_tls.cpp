// SPDX-License-Identifier: Apache-2.0
#include "tests/support/HubProcess.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace linli::test;

namespace {

constexpr int patience = 10'000; // ms

/// Makes a certificate that signs itself, and its key, with the openssl program: `name`.crt and `name`.key.
void makeCertificate(const QString& name, const QString& owner)
{
    QProcess openssl;
    openssl.start("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                              "2", "-subj", "/CN=" + owner, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                              name + ".key", "-out", name + ".crt"});
    if (!openssl.waitForFinished(patience) || openssl.exitCode() != 0)
        qFatal("openssl: %s", openssl.readAllStandardError().constData());
}

/// What the hub says to "GET /healthz" over TLS; empty when there was no connection.
QByteArray ask(const HubProcess& hub, const QString& trusted, QSsl::SslProtocol protocol, QString* owner = nullptr,
               QSsl::SslProtocol* used = nullptr)
{
    QSslSocket socket;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(trusted));
    configuration.setProtocol(protocol);
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted("127.0.0.1",
                                  static_cast<quint16>(QString::fromStdString(hub.url()).section(':', -1).toInt()));
    if (!socket.waitForEncrypted(patience))
        return {};
    if (owner)
        *owner = socket.peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
    if (used)
        *used = socket.sessionProtocol();
    socket.write("GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    QByteArray heard;
    while (socket.waitForReadyRead(patience))
        heard += socket.readAll();
    return heard;
}

} // namespace

/// The real hub with --tls-cert and --tls-key.
class TestHubTls : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void speaksTls12And13_data();
    void speaksTls12And13();
    void refusesOlderTls();
    void refusesClearText();
    void readsANewCertificateOnSighup();
    void keepsTheOldOneWhenTheNewOneIsBroken();
    void saysWhatIsWrongWithTheFiles();
    void stopsCleanly();

private:
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }
    void replaceBy(const QString& name);

    QTemporaryDir m_folder;
    std::unique_ptr<HubProcess> m_hub;
};

void TestHubTls::initTestCase()
{
    QVERIFY2(QSslSocket::supportsSsl(), "Qt was built without TLS");
    makeCertificate(file("first"), "first");
    makeCertificate(file("second"), "second");
    replaceBy("first");
    m_hub = std::make_unique<HubProcess>(file("hub"));
    QVERIFY(m_hub->found());
    QVERIFY2(m_hub->start({"--tls-cert", file("served.crt"), "--tls-key", file("served.key")}),
             m_hub->log().constData());
}

void TestHubTls::replaceBy(const QString& name)
{
    for (const char* kind : {".crt", ".key"}) {
        QFile::remove(file("served") + kind);
        QVERIFY(QFile::copy(file(name) + kind, file("served") + kind));
    }
}

void TestHubTls::speaksTls12And13_data()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("1.2") << static_cast<int>(QSsl::TlsV1_2);
    QTest::newRow("1.3") << static_cast<int>(QSsl::TlsV1_3);
}

void TestHubTls::speaksTls12And13()
{
    QFETCH(int, protocol);
    const auto wanted = static_cast<QSsl::SslProtocol>(protocol);
    QSsl::SslProtocol used = QSsl::UnknownProtocol;
    QVERIFY(ask(*m_hub, file("first.crt"), wanted, nullptr, &used).endsWith("\r\n\r\nok"));
    QCOMPARE(used, wanted);
    // A phone that trusts somebody else hears nothing.
    QVERIFY(ask(*m_hub, file("second.crt"), wanted).isEmpty());
}

void TestHubTls::refusesOlderTls()
{
    // At security level 0 OpenSSL's own client would speak 1.1, so that it is the hub that refuses.
    QProcess client;
    const QString address = QString::fromStdString(m_hub->url()).section('/', -1);
    client.start("openssl", {"s_client", "-connect", address, "-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0", "-brief"});
    client.closeWriteChannel();
    QVERIFY(client.waitForFinished(patience));
    QVERIFY(client.exitCode() != 0);
    QVERIFY2(client.readAllStandardError().contains("alert"), "the hub said nothing");
}

void TestHubTls::refusesClearText()
{
    QTcpSocket socket;
    socket.connectToHost("127.0.0.1",
                         static_cast<quint16>(QString::fromStdString(m_hub->url()).section(':', -1).toInt()));
    QVERIFY(socket.waitForConnected(patience));
    socket.write("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
    while (socket.waitForReadyRead(patience))
        ;
    QVERIFY(!socket.readAll().contains("ok"));
    QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void TestHubTls::readsANewCertificateOnSighup()
{
    replaceBy("second");
    ::kill(static_cast<pid_t>(m_hub->processId()), SIGHUP);
    QTRY_VERIFY(m_hub->log().contains("certificate read again"));
    QString owner;
    QVERIFY(ask(*m_hub, file("second.crt"), QSsl::TlsV1_3, &owner).endsWith("ok"));
    QCOMPARE(owner, "second");
}

void TestHubTls::keepsTheOldOneWhenTheNewOneIsBroken()
{
    QFile::remove(file("served.key"));
    QVERIFY(QFile::copy(file("first.key"), file("served.key"))); // not this certificate's
    ::kill(static_cast<pid_t>(m_hub->processId()), SIGHUP);
    QTRY_VERIFY(m_hub->log().contains("certificate kept as it was: hub.tls_key"));
    QVERIFY(ask(*m_hub, file("second.crt"), QSsl::TlsV1_3).endsWith("ok"));
}

void TestHubTls::saysWhatIsWrongWithTheFiles()
{
    const auto serve = [&](const QString& certificate, const QString& key) {
        HubProcess hub(file("other"));
        if (!QFile::exists(file("other")))
            (void)hub.found();
        return HubProcess::run(
            {"serve", "--data", file("other"), "--listen", "127.0.0.1:0", "--tls-cert", certificate, "--tls-key", key});
    };
    auto finished = serve(file("none.crt"), file("first.key"));
    QCOMPARE(finished.code, 2);
    QVERIFY(finished.err.contains("hub.tls_certificate"));
    finished = serve(file("first.crt"), file("second.key"));
    QCOMPARE(finished.code, 2);
    QVERIFY(finished.err.contains("hub.tls_key"));
    // One without the other is a mistake, not a hub in clear.
    QCOMPARE(HubProcess::run({"serve", "--data", file("other"), "--tls-cert", file("first.crt")}).code, 2);
}

void TestHubTls::stopsCleanly()
{
    QCOMPARE(m_hub->stop(), 0);
}

QTEST_GUILESS_MAIN(TestHubTls)
#include "tst_hub_tls.moc"
