// SPDX-License-Identifier: Apache-2.0
// What `linli` says when it cannot even begin: no hub and no home are needed here.
#include "tests/cli/Cli.h"

#include "core/members/Invite.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

const QStringList commands{"join",     "sync",       "digest", "photo",   "invite",   "revoke",  "grant", "move-out",
                           "transfer", "households", "report", "advance", "support",  "comment", "rate",  "reopen",
                           "publish",  "progress",   "vote",   "signup",  "withdraw", "checkin", "ack",   "cancel",
                           "reverse",  "erase",      "list",   "show",    "stats",    "discard", "bundle"};

/// Well-formed, for a community that no hub knows.
QString someInvite()
{
    members::Invite invite;
    invite.community.bytes.fill(7);
    invite.seed = crypto::Secret32::random();
    invite.hubKey = crypto::SigningKey::generate().publicKey(); // own words are sealed to it before anybody answers
    return QString::fromStdString(members::inviteText(invite));
}

/// A port that nothing listens on.
quint16 closedPort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

class TestCliUsage : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyCommandHasHelp()
    {
        const Ended overview = run({"--help"});
        QCOMPARE(overview.code, 0);
        for (const QString& command : commands) {
            QVERIFY2(overview.out.contains(command.toUtf8()), qPrintable(command));
            const Ended help = run({command, "--help"});
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains("linli " + command.toUtf8()), help.out);
        }
    }

    void wrongArguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList{};
        QTest::newRow("unknown command") << QStringList{"dance"};
        QTest::newRow("two commands") << QStringList{"digest", "digest"};
        QTest::newRow("missing argument") << QStringList{"join", "http://127.0.0.1:1"};
        QTest::newRow("unknown option") << QStringList{"digest", "--fast"};
        QTest::newRow("option without a value") << QStringList{"report", "--item"};
        QTest::newRow("no verb") << QStringList{"bundle"};
        QTest::newRow("unknown verb") << QStringList{"bundle", "burn", "x"};
        QTest::newRow("no file") << QStringList{"bundle", "import"};
        QTest::newRow("not a number") << QStringList{"signup", "x", "--companions", "many"};
    }
    void wrongArguments()
    {
        QFETCH(const QStringList, arguments);
        const Ended ended = run(arguments);
        QCOMPARE(ended.brief(), "2 usage.arguments");
        QVERIFY2(ended.err.contains("--help"), ended.err); // says what to do next
        QVERIFY(ended.out.isEmpty());
    }

    void homeIsRequired()
    {
        QProcess process;
        process.start(linliBinary(), {"digest"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 2);
    }

    void nobodyHasJoined_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("digest") << QStringList{"digest"};
        QTest::newRow("sync") << QStringList{"sync"};
        QTest::newRow("list") << QStringList{"list", "hazards"};
        QTest::newRow("report") << QStringList{"report", "--item", "fire.blocked_exit", "--text", "x"};
    }
    void nobodyHasJoined()
    {
        QFETCH(const QStringList, arguments);
        const Ended ended = run(arguments);
        QCOMPARE(ended.brief(), "5 home.not_joined");
        QVERIFY2(ended.err.contains("join"), ended.err);
        QVERIFY(!QDir(m_folder->filePath("home")).exists()); // looking makes nothing
    }

    void brokenTextIsRefused()
    {
        // QProcess would repair the text on its way: a shell makes the byte.
        QProcess process;
        process.start("/bin/sh", {"-c", "exec \"$0\" --home \"$1\" comment x \"$(printf 'a\\377')\"", linliBinary(),
                                  m_folder->filePath("home")});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("content.not_utf8"));
    }

    void wrongInvite_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("invite");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("expected");
        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(closedPort());
        QString changed = someInvite();
        changed[50] = changed[50] == u'A' ? u'B' : u'A';
        QTest::newRow("no invite") << url << "hello" << "王" << QByteArray("2 invite.malformed");
        QTest::newRow("cut") << url << someInvite().chopped(10) << "王" << QByteArray("2 invite.malformed");
        QTest::newRow("mistyped") << url << changed << "王" << QByteArray("2 invite.checksum");
        QTest::newRow("no address") << "hub" << someInvite() << "王" << QByteArray("2 hub.bad_url");
        QTest::newRow("ftp") << "ftp://hub.example" << someInvite() << "王" << QByteArray("2 hub.bad_url");
        QTest::newRow("long name") << url << someInvite() << QString(41, u'王') << QByteArray("3 content.too_long");
        QTest::newRow("nobody there") << url << someInvite() << "王" << QByteArray("4 hub.unreachable");
    }
    void wrongInvite()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, invite);
        QFETCH(const QString, name);
        QFETCH(const QByteArray, expected);
        QCOMPARE(run({"join", url, invite, "--name", name}).brief(), expected);
        QCOMPARE(run({"digest"}).brief(), "5 home.not_joined");
    }

    void addressOfNoHub()
    {
        QTcpServer server; // a web server of another kind
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket* socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello");
            });
        });
        QProcess process;
        process.start(linliBinary(), {"--home", m_folder->filePath("home"), "join",
                                      QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()), someInvite()});
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, HubProcess::patience);
        const Ended ended{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
        QCOMPARE(ended.brief(), "4 hub.not_a_hub");
        QCOMPARE(run({"digest"}).brief(), "5 home.not_joined");
    }

private:
    Ended run(const QStringList& arguments) const { return runLinli(m_folder->filePath("home"), arguments); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
