// SPDX-License-Identifier: Apache-2.0
// A hub that signs two histories is found out, and whoever is told can check it.
#include "core/base/Encoding.h"
#include "core/log/Checkpoint.h"
#include "tests/cli/Cli.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <filesystem>

using namespace linli;
using namespace linli::test;

class TestCliEvidence : public QObject {
    Q_OBJECT

private slots:
    void twoHistoriesAreShownAndWritten();

private:
    QTemporaryDir m_folder;
};

void TestCliEvidence::twoHistoriesAreShownAndWritten()
{
    const auto path = [&](const char* name) { return m_folder.filePath(QLatin1String(name)); };
    HubProcess hub(path("hub"));
    QVERIFY(hub.found());
    QVERIFY2(hub.start(), hub.log().constData());
    const QString url = QString::fromStdString(hub.url());
    QCOMPARE(runLinli(path("admin"), {"join", url, QString::fromStdString(hub.adminInvite())}).brief(), "0");
    const Ended invite = runLinli(path("admin"), {"invite", "--household", "JY-1-1-101"});
    QCOMPARE(invite.brief(), "0");
    QCOMPARE(runLinli(path("admin"), {"sync"}).brief(), "0");
    QCOMPARE(runLinli(path("li"), {"join", url, invite.field("invite")}).brief(), "0");
    QCOMPARE(runLinli(path("admin"), {"sync"}).brief(), "0");
    QCOMPARE(runLinli(path("li"), {"list", "evidence", "--json"}).array().size(), 0);

    // One hub tells li, the other, with the same key, the admin.
    QCOMPARE(hub.stop(), 0);
    std::filesystem::copy(path("hub").toStdString(), path("other").toStdString(),
                          std::filesystem::copy_options::recursive);
    QVERIFY2(hub.startAgain(), hub.log().constData());
    QCOMPARE(
        runLinli(path("li"), {"report", "--item", "facilities.lighting", "--text", "路灯不亮", "--building", "JY-1"})
            .brief(),
        "0");
    QCOMPARE(runLinli(path("li"), {"sync"}).brief(), "0");
    QCOMPARE(hub.stop(), 0);
    QVERIFY(QDir().rename(path("hub"), path("first")));
    QVERIFY(QDir().rename(path("other"), path("hub")));
    QVERIFY2(hub.startAgain(), hub.log().constData());
    QCOMPARE(runLinli(path("admin"), {"invite", "--household", "JY-1-1-201"}).brief(), "0");
    QCOMPARE(runLinli(path("admin"), {"sync"}).brief(), "0");
    QCOMPARE(runLinli(path("li"), {"sync"}).errorCode(), "log.inconsistent");

    const QJsonArray rows = runLinli(path("li"), {"list", "evidence", "--json"}).array();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0).toObject().value("conclusive").toBool(), true);
    const Ended exported = runLinli(path("li"), {"evidence", "export", path("evidence.json")});
    QCOMPARE(exported.object().value("exported").toInt(), 1);

    // From here on nothing but the file.
    QFile file(path("evidence.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject written = QJsonDocument::fromJson(file.readAll()).object();
    const auto community = parseId<CommunityId>(written.value("community_id").toString().toStdString());
    const auto key = toHash(fromHex(written.value("hub_key").toString().toStdString()).value_or(Bytes{}));
    QVERIFY(community && key);
    const QJsonObject two = written.value("two_histories").toArray().at(0).toObject();
    const auto ours = log::verifyCheckpoint(two.value("ours").toString().toStdString(), *community, *key);
    const auto theirs = log::verifyCheckpoint(two.value("theirs").toString().toStdString(), *community, *key);
    QVERIFY(ours && theirs);
    QCOMPARE(ours->size, theirs->size);
    QVERIFY(ours->root != theirs->root);
}

QTEST_GUILESS_MAIN(TestCliEvidence)
#include "tst_cli_evidence.moc"
