// SPDX-License-Identifier: Apache-2.0
// Killed at any moment, saving or syncing: what was said to be saved is there, once.
#include "tests/cli/Cli.h"
#include "tests/support/Kills.h"

#include <QElapsedTimer>
#include <QTest>

using namespace linli::test;

namespace {

QStringList reportOf(const QString& text)
{
    return {"report", "--item", "facilities.lighting", "--building", "JY-2", "--text", text};
}

} // namespace

class TestCliKills : public QObject {
    Q_OBJECT

    Community m_community;

    struct Cut {
        QByteArray said;
        bool killed = false;
    };
    /// Runs a command and kills it when it is not done after so long.
    Cut runFor(const QStringList& arguments, qint64 microseconds) const
    {
        QProcess process;
        process.start(linliBinary(), QStringList{"--home", m_community.home("resident")} + arguments);
        process.waitForStarted();
        QElapsedTimer since;
        since.start();
        // Where it is by then differs from run to run, which is what is wanted; what must hold does not.
        while (since.nsecsElapsed() / 1000 < microseconds && !process.waitForFinished(1)) {
        }
        const bool killed = process.state() != QProcess::NotRunning;
        process.kill();
        process.waitForFinished();
        return {process.readAllStandardOutput(), killed};
    }

private slots:
    void initTestCase() { QVERIFY(m_community.start()); }

    void whatWasSaidToBeSavedIsThereOnce()
    {
        const int rounds = killsOr(16);
        QElapsedTimer whole;
        whole.start();
        QVERIFY(!m_community.write("resident", reportOf("要多久")).isEmpty());
        qint64 saves = whole.nsecsElapsed() / 1000;
        whole.start();
        QVERIFY(m_community.sync("resident"));
        qint64 syncs = whole.nsecsElapsed() / 1000;

        QMap<QString, QString> saved; // id → text
        int killed = 0;
        for (int round = 0; round < rounds || (saved.isEmpty() && round < rounds + 100); ++round) {
            const bool saving = round % 3 != 2;
            const QString text = QStringLiteral("第%1回").arg(round);
            // From the start to a little after the end, in steps that never repeat. What takes longer than it did, on a machine that is
            // busier now, gets longer.
            qint64& takes = saving ? saves : syncs;
            const int share = (round * 41) % 110;
            const Cut cut = runFor(saving ? reportOf(text) : QStringList{"sync"}, takes * share / 100);
            if (cut.killed && share > 80)
                takes += takes / 4;
            killed += cut.killed ? 1 : 0;
            if (saving && cut.said.endsWith('\n'))
                saved.insert(QJsonDocument::fromJson(cut.said).object()["id"].toString(), text);
        }
        QVERIFY(killed > 0);
        QVERIFY(!saved.isEmpty());
        QVERIFY(m_community.sync("resident") && m_community.sync("worker"));
        QVERIFY(m_community.list("resident", "outbox").isEmpty());
        QMap<QString, int> seen; // text → how often
        QMap<QString, QString> shown;
        for (const QJsonValue& hazard : m_community.list("worker", "hazards")) {
            ++seen[hazard["description"].toString()];
            shown.insert(hazard["id"].toString(), hazard["description"].toString());
        }
        for (const auto& [id, text] : saved.asKeyValueRange())
            QCOMPARE(shown.value(id), text);
        for (const auto& [text, times] : seen.asKeyValueRange())
            QVERIFY2(times == 1, qPrintable(text));
        QCOMPARE(m_community.run("resident", {"digest"}).field("community_sha256"),
                 m_community.run("worker", {"digest"}).field("community_sha256"));
        qInfo("%d killed of %d, %lld saved", killed, rounds, static_cast<long long>(saved.size()));
    }
};

QTEST_GUILESS_MAIN(TestCliKills)
#include "tst_cli_kills.moc"
