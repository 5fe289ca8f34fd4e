// SPDX-License-Identifier: Apache-2.0
// What was saved stays saved: a killed process, a second process, a full disk, a damaged or foreign store.
#include "tests/cli/Cli.h"
#include "tests/support/Kills.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace linli::test;

namespace {

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeAll(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QMap<QString, QByteArray> filesOf(const QString& home)
{
    QMap<QString, QByteArray> files;
    for (QDirIterator it(home, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        const QString path = it.next();
        files.insert(path, readAll(path));
    }
    return files;
}

/// Names and SHA-256 of all files: what must not change. Short, so that a failure can be read.
QMap<QString, QByteArray> sumsOf(const QString& home)
{
    QMap<QString, QByteArray> sums;
    for (const auto& [path, bytes] : filesOf(home).asKeyValueRange())
        if (!path.endsWith("-wal") && !path.endsWith("-shm")) // SQLite makes them, empty, in order to look
            sums.insert(path.mid(home.size()),
                        QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(12));
    return sums;
}

bool copyHome(const QString& from, const QString& to)
{
    for (const auto& [path, bytes] : filesOf(from).asKeyValueRange()) {
        const QString target = to + path.mid(from.size());
        if (!QDir().mkpath(QFileInfo(target).path()) || !writeAll(target, bytes))
            return false;
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
        QFile::setPermissions(QFileInfo(target).path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return true;
}

QStringList reportOf(const QString& text)
{
    return {"report", "--item", "facilities.lighting", "--building", "JY-2", "--text", text};
}

} // namespace

class TestCliHome : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_community.start()); }

    void savedSurvivesSigkill()
    {
        QStringList ids;
        for (int i = 0; i < killsOr(20); ++i) {
            const QString text = QStringLiteral("第%1次").arg(i);
            QProcess process;
            process.start(linliBinary(), QStringList{"--home", m_community.home("resident")} + reportOf(text) +
                                             QStringList{"--photo", sample("photos/wall-leak.jpg")});
            while (!process.canReadLine() && process.waitForReadyRead(HubProcess::patience)) {
            }
            process.kill(); // at once: the line promised that it is safe
            const QJsonObject said = QJsonDocument::fromJson(process.readLine()).object();
            QVERIFY(process.waitForFinished());
            QCOMPARE(said["state"].toString(), "queued");
            const QJsonValue shown = m_community.show("resident", said["id"].toString());
            QCOMPARE(shown["description"].toString(), text);
            QCOMPARE(shown["sync_state"].toString(), "queued");
            QCOMPARE(shown["photos"].toArray().size(), 1);
            ids << said["id"].toString();
        }
        QVERIFY(m_community.sync("resident") && m_community.sync("worker"));
        for (const QString& id : std::as_const(ids))
            QCOMPARE(m_community.show("worker", id)["sync_state"].toString(), "confirmed");
        QVERIFY(m_community.list("resident", "outbox").isEmpty());
    }

    void photosLoseWhereTheyWereTaken()
    {
        const QByteArray taken = readAll(sample("photos/lamp-broken.jpg"));
        QVERIFY(taken.contains("Exif") && taken.contains("http://ns.adobe.com/xap/1.0/")); // or this would test nothing
        const QString id =
            m_community.write("resident", reportOf("灯灭了") << "--photo" << sample("photos/lamp-broken.jpg")
                                                             << "--photo" << sample("photos/stairwell-bikes.jpg"));
        QVERIFY(m_community.sync("resident") && m_community.sync("worker"));
        for (const char* who : {"resident", "worker"}) {
            const QJsonArray photos = m_community.show(who, id)["photos"].toArray();
            QCOMPARE(photos.size(), 2);
            for (const QJsonValue& hash : photos) {
                const QString out = m_community.path("out.jpg");
                QCOMPARE(m_community.run(who, {"photo", hash.toString(), "--out", out}).code, 0);
                const QByteArray stored = readAll(out);
                QVERIFY(stored.startsWith("\xff\xd8\xff"));
                for (const char* trace : {"Exif", "GPS", "adobe", "xpacket", "Photoshop", "ICC_PROFILE"})
                    QVERIFY2(!stored.contains(trace), trace);
                QVERIFY(!stored.contains("\xff\xe1")); // no APP1 segment at all: that is where EXIF and XMP live
            }
        }
    }

    void oneHomeOneProcess()
    {
        QProcess watch;
        watch.start(linliBinary(), {"--home", m_community.home("resident"), "sync", "--watch"});
        QVERIFY(watch.waitForReadyRead(HubProcess::patience));
        const Ended second = m_community.run("resident", reportOf("同时"));
        QCOMPARE(second.brief(), "5 store.in_use");
        QVERIFY2(second.err.contains("--watch"), second.err);
        watch.terminate();
        QVERIFY(watch.waitForFinished(HubProcess::patience));
        QCOMPARE(watch.exitStatus(), QProcess::NormalExit);
        QCOMPARE(watch.exitCode(), 0);
        QVERIFY(!m_community.write("resident", reportOf("之后")).isEmpty());
    }

    void damagedOrForeignStore_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char* damage :
             {"truncated", "cut in the first page", "empty", "garbage", "another home's", "plain SQLite"})
            QTest::newRow(damage) << damage;
    }
    void damagedOrForeignStore()
    {
        QFETCH(const QString, damage);
        const QString home = m_community.path("damaged-" + QString::number(damage.size()) + damage.left(1));
        QVERIFY(copyHome(m_community.home("resident"), home));
        const QString db = home + "/linli.db";
        const QByteArray good = readAll(db);
        QVERIFY(good.size() > 100'000);
        QVERIFY(writeAll(db, damaged(damage, good)));
        const auto before = sumsOf(home);
        for (const QStringList& command : {QStringList{"digest"}, reportOf("新的"), QStringList{"sync"}})
            QCOMPARE(runLinli(home, command).brief(), "5 store.quarantine");
        const Ended join =
            runLinli(home, {"join", m_community.url(), m_community.invite({"--household", "JY-4-1-101"})});
        QCOMPARE(join.code, 5); // never over a store that does not open
        QCOMPARE(sumsOf(home), before);
        // Put back, it is all there.
        QVERIFY(writeAll(db, good));
        QCOMPARE(runLinli(home, {"digest"}).object(), m_community.run("resident", {"digest"}).object());
    }

    void aDamagedStoreIsRecoveredWithWhatWaitedInIt()
    {
        const QString home = m_community.path("recovered");
        QVERIFY(copyHome(m_community.home("resident"), home));
        const Ended written = runLinli(home, reportOf("还没有发出去"));
        QCOMPARE(written.code, 0);
        QVERIFY(writeAll(home + "/linli.db", QByteArray(50'000, 'x')));
        QFile::remove(home + "/linli.db-wal");
        QCOMPARE(runLinli(home, {"digest"}).brief(), "5 store.quarantine");
        const Ended recovered = runLinli(home, {"recover"});
        QCOMPARE(recovered.code, 0);
        QVERIFY(recovered.object().value("waiting").toInt() > 0);
        QVERIFY(QFile::exists(home + "/linli.db.quarantine-1"));
        QCOMPARE(runLinli(home, {"recover"}).brief(), "5 home.not_damaged");
        QCOMPARE(runLinli(home, {"sync"}).code, 0);
        const QString id = written.object().value("id").toString();
        const Ended shown = runLinli(home, {"show", id, "--json"});
        QCOMPARE(shown.code, 0);
        QVERIFY(shown.object().value("pending") == QJsonValue(false));
    }

    void keyIsGone()
    {
        const QString home = m_community.path("no-key");
        QVERIFY(copyHome(m_community.home("resident"), home));
        QVERIFY(QFile::rename(home + "/keys/master.key", home + "/aside"));
        const auto before = sumsOf(home);
        QCOMPARE(runLinli(home, {"digest"}).brief(), "5 store.restored_backup");
        QCOMPARE(sumsOf(home), before);
        QVERIFY(QFile::rename(home + "/aside", home + "/keys/master.key"));
        QCOMPARE(runLinli(home, {"digest"}).code, 0);
    }

    void diskIsFull()
    {
        const QString home = m_community.home("resident");
        const QJsonArray outbox = m_community.list("resident", "outbox");
        const QJsonObject digest = m_community.run("resident", {"digest"}).object();
        // From nothing at all up to room for some of the pages: the disk may fill up at any write.
        int refused = 0;
        for (rlim_t room = 0; room <= 4 * 1024 * 1024; room = room == 0 ? 4096 : room * 2) {
            const auto limit = [room] {
                const rlimit value{.rlim_cur = room, .rlim_max = room};
                ::setrlimit(RLIMIT_FSIZE, &value);
            };
            const Ended ended =
                runLinli(home, reportOf("磁盘满了") << "--photo" << sample("photos/stairwell-bikes.jpg"), limit);
            if (ended.code == 0) {
                QVERIFY(!m_community.write("resident", {"discard", ended.id()}).isEmpty());
                break;
            }
            QCOMPARE(ended.brief(), "5 store.disk_full");
            QVERIFY(ended.out.isEmpty());
            QCOMPARE(m_community.list("resident", "outbox"), outbox);
            QCOMPARE(m_community.run("resident", {"digest"}).object(), digest);
            ++refused;
        }
        QVERIFY(refused > 3);
        QVERIFY(!m_community.write("resident", reportOf("有地方了")).isEmpty());
        QVERIFY(m_community.sync("resident"));
    }

    void everythingWorksWithoutAHub()
    {
        m_community.hub().kill();
        const QString id = m_community.write("resident", reportOf("断网也能写"));
        QCOMPARE(m_community.run("resident", {"sync"}).brief(), "4 hub.unreachable");
        const QJsonArray outbox = m_community.list("resident", "outbox");
        QCOMPARE(outbox.last()["id"].toString(), id);
        QCOMPARE(outbox.last()["content"]["text"].toString(), "断网也能写");
        QCOMPARE(m_community.write("resident", {"discard", id}), id);
        QCOMPARE(m_community.list("resident", "outbox").last()["content"], QJsonValue(QJsonValue::Null));
    }

private:
    QByteArray damaged(const QString& damage, const QByteArray& good) const
    {
        if (damage == "truncated")
            return good.first(good.size() / 2);
        if (damage == "cut in the first page")
            return good.first(1000);
        if (damage == "garbage")
            return QByteArray(good.size(), '\x5a');
        if (damage == "another home's")
            return readAll(m_community.home("worker") + "/linli.db");
        if (damage == "plain SQLite")
            return QByteArray("SQLite format 3\0", 16) + QByteArray(4080, '\0');
        return {};
    }

    Community m_community;
};

QTEST_GUILESS_MAIN(TestCliHome)
#include "tst_cli_home.moc"
