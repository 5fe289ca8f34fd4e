// SPDX-License-Identifier: Apache-2.0
#include "core/members/Invite.h"
#include "core/members/Queries.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

QByteArray readAll(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void write(const QString& file, const QByteArray& bytes)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(bytes), bytes.size());
}

QString sample(const char* name)
{
    return QStringLiteral(LINLI_SAMPLE_DATA "/") + QLatin1String(name);
}

} // namespace

class TestHubFounding : public QObject {
    Q_OBJECT

private slots:
    void answersWithCommunityAndInvite();
    void aRelativeFolderIsAsGood();
    void wrongInputNamesTheLine_data();
    void wrongInputNamesTheLine();
    void wrongArgumentsAreUsage_data();
    void wrongArgumentsAreUsage();
    void aSecondCommunityStandsBesideTheFirst();
    void isRefusedWhileServing();
    void filesAreTheOwnersAlone();
    void nothingIsReadableWithoutTheKey();
    void neverMakesAKeyBesideLockedData();
};

void TestHubFounding::answersWithCommunityAndInvite()
{
    const QTemporaryDir folder;
    HubProcess hub(folder.filePath("hub"));
    QVERIFY2(hub.found(), hub.log().constData());
    const auto invite = members::parseInvite(hub.adminInvite());
    QVERIFY(invite.has_value());
    QCOMPARE(toText(invite->community), hub.community());

    const auto report = hub.fsck();
    QCOMPARE(report.code, 0);
    const QJsonObject json = QJsonDocument::fromJson(report.out).object();
    QCOMPARE(json["log_size"].toInt(), 1);
    QCOMPARE(json["log_root"].toString().size(), 64);
    QCOMPARE(json["community_sha256"].toString().size(), 64);
}

void TestHubFounding::aRelativeFolderIsAsGood()
{
    const QTemporaryDir folder;
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder.path()));
    const auto restore = qScopeGuard([&] { QDir::setCurrent(before); });
    HubProcess hub(QStringLiteral("hub"));
    QVERIFY2(hub.found(), hub.log().constData());
    QCOMPARE(hub.fsck().code, 0);
}

void TestHubFounding::wrongInputNamesTheLine_data()
{
    QTest::addColumn<QByteArray>("compounds");
    QTest::addColumn<QByteArray>("households");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray places = readAll(sample("compounds.geojson"));
    const QByteArray homes = readAll(sample("households.csv"));
    const QByteArray header = "building,unit,room,area_m2,owners\n";
    QTest::newRow("area") << places << header + "JY-1,1,101,85.30,1001\nJY-1,1,102,85.305,1001\n"
                          << QByteArray("import.csv: line 3: ");
    QTest::newRow("unknown building") << places << header + "ZZ-1,1,101,85.30,1001\n"
                                      << QByteArray("import.csv: line 2: ");
    QTest::newRow("shares") << places << header + "JY-1,1,101,85.30,1001:1/2;1002:1/3\n"
                            << QByteArray("import.csv: line 2: ");
    QTest::newRow("no JSON") << QByteArray("{\n\"type\": \"FeatureCollection\",\n oops\n}") << homes
                             << QByteArray("import.geojson: line 3: ");
    QTest::newRow("latitude") << QByteArray(places).replace("30.8594039", "130.859403") << homes
                              << QByteArray("import.geojson: feature 1: ");
}

void TestHubFounding::wrongInputNamesTheLine()
{
    QFETCH(QByteArray, compounds);
    QFETCH(QByteArray, households);
    QFETCH(QByteArray, expected);
    const QTemporaryDir folder;
    write(folder.filePath("places.geojson"), compounds);
    write(folder.filePath("homes.csv"), households);
    const auto done =
        HubProcess::run({"found", "--data", folder.filePath("hub"), "--name", "x", "--compounds",
                         folder.filePath("places.geojson"), "--households", folder.filePath("homes.csv")});
    QCOMPARE(done.code, 2);
    QVERIFY2(done.err.contains(expected), done.err.constData());
    QVERIFY(done.out.isEmpty());
    QVERIFY(!QFile::exists(folder.filePath("hub")));
}

void TestHubFounding::wrongArgumentsAreUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"conquer"};
    QTest::newRow("no data") << QStringList{"serve"};
    QTest::newRow("bad address") << QStringList{"serve", "--data", "/nowhere", "--listen", "here"};
    QTest::newRow("unknown option") << QStringList{"serve", "--data", "/nowhere", "--cert", "/x"};
    QTest::newRow("missing file") << QStringList{"found",       "--data",       "/tmp/linli-no-hub", "--name",      "x",
                                                 "--compounds", "/does/not/be", "--households",      "/does/not/be"};
}

void TestHubFounding::wrongArgumentsAreUsage()
{
    QFETCH(QStringList, arguments);
    const auto done = HubProcess::run(arguments);
    QCOMPARE(done.code, 2);
    QVERIFY(!done.err.isEmpty());
}

void TestHubFounding::aSecondCommunityStandsBesideTheFirst()
{
    const QTemporaryDir folder;
    HubProcess first(folder.filePath("hub"));
    QVERIFY(first.found());
    HubProcess hub(folder.filePath("hub"));
    QVERIFY(hub.found());
    QVERIFY(first.community() != hub.community());
    QCOMPARE(hub.fsck().out.count('\n'), 2);

    QVERIFY2(hub.start(), hub.log().constData());
    HubPhone one(folder.filePath("one").toStdString(), hub.url());
    HubPhone two(folder.filePath("two").toStdString(), hub.url());
    QCOMPARE(one.join(first.adminInvite()), "");
    QCOMPARE(two.join(hub.adminInvite()), "");
    QCOMPARE(toText(one.replica().genesis().community), first.community());
    QCOMPARE(toText(two.replica().genesis().community), hub.community());
    // A token opens the community that gave it, and no other.
    one.token = two.token;
    QCOMPARE(one.call("GET", "/log?after=0").status, 401);
}

void TestHubFounding::isRefusedWhileServing()
{
    const QTemporaryDir folder;
    HubProcess hub(folder.filePath("hub"));
    QVERIFY(hub.found());
    QVERIFY(hub.start());
    HubProcess other(folder.filePath("hub"));
    QVERIFY(!other.found());
    QVERIFY(other.log().contains("store.in_use"));
    const auto second = HubProcess::run({"serve", "--data", hub.data(), "--listen", "127.0.0.1:0"});
    QCOMPARE(second.code, 5);
    QVERIFY(second.err.contains("store.in_use"));
    const auto samePort =
        HubProcess::run({"serve", "--data", hub.data(), "--listen", QString::fromStdString(hub.url().substr(7))});
    QVERIFY(samePort.code == 4 || samePort.code == 5);
    QCOMPARE(hub.stop(), 0);
}

void TestHubFounding::filesAreTheOwnersAlone()
{
    const QTemporaryDir folder;
    HubProcess hub(folder.filePath("hub"));
    QVERIFY(hub.found());
    QVERIFY(hub.start());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(hub.data()) & others, QFile::Permissions());
    int files = 0;
    for (QDirIterator at(hub.data(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); at.hasNext(); ++files) {
        const QString file = at.next();
        QVERIFY2((QFile::permissions(file) & others) == QFile::Permissions(), qPrintable(file));
    }
    QVERIFY(files >= 6);
    // A key that others can read is not used.
    hub.kill();
    QFile::setPermissions(hub.data() + "/keys/hub.key", QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    QCOMPARE(hub.fsck().code, 5);
    QVERIFY(hub.fsck().err.contains("vault.unreadable"));
}

void TestHubFounding::nothingIsReadableWithoutTheKey()
{
    const QTemporaryDir folder;
    HubProcess hub(folder.filePath("hub"));
    QVERIFY(hub.found());
    for (QDirIterator at(hub.data(), QDir::Files, QDirIterator::Subdirectories); at.hasNext();) {
        const QString file = at.next();
        const QByteArray bytes = readAll(file);
        for (const char* clear : {"锦溪社区", "锦苑", "JY-1", "SQLite format 3", "members.found"})
            QVERIFY2(!bytes.contains(clear), qPrintable(file));
    }
    // Another key does not open it, and the files stay as they are.
    QFile key(hub.data() + "/keys/hub.key");
    QByteArray bytes = readAll(key.fileName());
    bytes[20] = static_cast<char>(bytes[20] ^ 1);
    write(key.fileName(), bytes);
    const auto done = HubProcess::run({"serve", "--data", hub.data(), "--listen", "127.0.0.1:0"});
    QCOMPARE(done.code, 5);
    bytes[20] = static_cast<char>(bytes[20] ^ 1);
    write(key.fileName(), bytes);
    QCOMPARE(hub.fsck().code, 0);
}

void TestHubFounding::neverMakesAKeyBesideLockedData()
{
    const QTemporaryDir folder;
    HubProcess hub(folder.filePath("hub"));
    QVERIFY(hub.found());
    QVERIFY(QFile::remove(hub.data() + "/keys/hub.key"));
    HubProcess again(hub.data());
    QVERIFY(!again.found());
    QVERIFY(again.log().contains("hub.key_lost"));
    QVERIFY(!QFile::exists(hub.data() + "/keys/hub.key"));
}

QTEST_GUILESS_MAIN(TestHubFounding)
#include "tst_hub_founding.moc"
