// SPDX-License-Identifier: Apache-2.0
// What the first released version left on a phone and at a hub opens in this one, and nothing of it is lost.
#include "core/community/Home.h"
#include "core/community/Meta.h"
#include "platform/desktop/FileKeyVault.h"
#include "tests/cli/Cli.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

/// As it is in the repository, but as private as Linli makes it: Git keeps no such permissions.
bool copyFolder(const QString& from, const QString& to)
{
    constexpr auto ownFile = QFile::ReadOwner | QFile::WriteOwner;
    for (QDirIterator it(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        const QString source = it.next();
        const QString target = to + source.mid(from.size());
        const QString folder = QFileInfo(target).path();
        if (!QDir().mkpath(folder) || !QFile::copy(source, target) || !QFile::setPermissions(target, ownFile) ||
            !QFile::setPermissions(folder, ownFile | QFile::ExeOwner))
            return false;
    }
    return true;
}

QJsonObject readJson(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

class TestCliFirstRelease : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_phone = m_folder.filePath("phone");
    QJsonObject m_facts = readJson(QStringLiteral(LINLI_FIRST_RELEASE "/facts.json"));

    Ended linli(const QStringList& arguments) const { return runLinli(m_phone, arguments); }
    QJsonObject show(const char* fact) const
    {
        return linli({"show", m_facts.value(QLatin1String(fact)).toString(), "--json"}).object();
    }
    /// The hub of the copy listens elsewhere than the one that the phone joined.
    bool moveTo(const std::string& url) const
    {
        platform::FileKeyVault vault(m_phone.toStdString());
        auto home = community::Home::open(m_phone.toStdString(), vault);
        return home && community::Meta(home->replica().db()).set(community::meta::hubUrl, asBytes(url));
    }

private slots:
    void initTestCase()
    {
        QVERIFY(!m_facts.isEmpty());
        QVERIFY(copyFolder(QStringLiteral(LINLI_FIRST_RELEASE "/phone"), m_phone));
        QVERIFY(copyFolder(QStringLiteral(LINLI_FIRST_RELEASE "/hub"), m_folder.filePath("hub")));
    }

    void itsStateIsWhatItWas()
    {
        const Ended digest = linli({"digest"});
        QCOMPARE(digest.brief(), QByteArray("0"));
        QCOMPARE(digest.object(), m_facts.value("log").toObject());
    }

    void itsWordsAreThere()
    {
        const QJsonObject report = show("report");
        QCOMPARE(report.value("description").toString(), QStringLiteral("楼道灯不亮，晚上看不清台阶"));
        QCOMPARE(report.value("state").toString(), QStringLiteral("scheduled"));
        QCOMPARE(show("private_report").value("description").toString(), QStringLiteral("只给工作人员看的话"));
        QCOMPARE(show("event").value("title").toString(), QStringLiteral("周六修小家电"));
        QCOMPARE(show("notice").value("headline").toString(), QStringLiteral("今晚停水检修"));
        const QJsonArray accounts = linli({"list", "accounts", "--json"}).array();
        QCOMPARE(accounts.size(), 1);
        QCOMPARE(accounts.at(0).toObject().value("balance_fen").toInteger(), 2'000'000);
    }

    void whatWaitedIsDeliveredToItsHub()
    {
        QSet<QString> waiting;
        for (const QJsonValue& item : linli({"list", "outbox", "--json"}).array())
            waiting.insert(item.toObject().value("id").toString());
        QSet<QString> wanted;
        for (const QJsonValue& id : m_facts.value("waiting").toArray())
            wanted.insert(id.toString());
        QCOMPARE(wanted.size(), 3);
        QCOMPARE(waiting, wanted);

        HubProcess hub(m_folder.filePath("hub"));
        QVERIFY2(hub.start(), hub.log().constData());
        QVERIFY(moveTo(hub.url()));
        const Ended synced = linli({"sync"});
        QCOMPARE(synced.brief(), QByteArray("0"));
        QCOMPARE(synced.object().value("pushed").toInt(), 3);
        QCOMPARE(synced.object().value("rejected").toInt(), 0);
        QCOMPARE(synced.object().value("waiting").toInt(), 0);
        QCOMPARE(hub.stop(), 0);

        const HubProcess::Finished checked = hub.fsck();
        QCOMPARE(checked.code, 0);
        const QJsonObject atHub = QJsonDocument::fromJson(checked.out).object();
        const QJsonObject here = linli({"digest"}).object();
        for (const char* what : {"log_size", "log_root", "community_sha256"})
            QCOMPARE(here.value(QLatin1String(what)), atHub.value(QLatin1String(what)));
    }
};

QTEST_GUILESS_MAIN(TestCliFirstRelease)
#include "tst_cli_first_release.moc"
