// SPDX-License-Identifier: Apache-2.0
// Checking the whole log takes as long as it takes: how far it is, Ctrl-C, and going on from there.
#include "tests/cli/Cli.h"
#include "tests/hub/Acts.h"
#include "tests/support/SlowLink.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace linli::test;

namespace {

/// Of "linli: audit: 12 % (500 of 4000 entries)"; 0 when it says none.
qint64 firstChecked(const QByteArray& said)
{
    static const QRegularExpression line(QStringLiteral("audit: \\d+ % \\((\\d+) of \\d+ entries\\)"));
    return line.match(QString::fromUtf8(said)).captured(1).toLongLong();
}

} // namespace

class TestCliAudit : public QObject {
    Q_OBJECT

private slots:
    void init();
    void ctrlCEndsItAndTheNextOneGoesOn();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<SlowLink> m_line;
};

/// A log of many pages, and the phone of somebody who has joined over a line on which each of them takes its time.
void TestCliAudit::init()
{
    constexpr int reports = 900;
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = std::make_unique<HubProcess>(path("hub"));
    QVERIFY(m_hub->found());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    HubPhone admin(path("admin").toStdString(), m_hub->url());
    QCOMPARE(admin.join(m_hub->adminInvite()), "");
    const std::string invite = admin.inviteHousehold("JY-1-1-101");
    for (int i = 0; i < reports; ++i)
        report(admin, "第" + std::to_string(i) + "处路灯不亮，晚上走路看不清，请尽快安排人来修");
    QCOMPARE(admin.sync(), "");
    m_line = std::make_unique<SlowLink>(m_hub->url(), SlowLink::Line{.bitsPerSecond = 400'000});
    const QStringList join{"join", QString::fromStdString(m_line->url()), QString::fromStdString(invite)};
    QCOMPARE(runLinli(path("li"), join).brief(), "0");
}

void TestCliAudit::ctrlCEndsItAndTheNextOneGoesOn()
{
    QProcess audit;
    audit.setReadChannel(QProcess::StandardError);
    audit.start(linliBinary(), {"--home", path("li"), "audit"});
    QByteArray said;
    while (firstChecked(said) == 0 && audit.waitForReadyRead(HubProcess::patience))
        said += audit.readAllStandardError();
    QVERIFY2(firstChecked(said) > 0, said.constData());
    QCOMPARE(::kill(static_cast<pid_t>(audit.processId()), SIGINT), 0);
    QVERIFY(audit.waitForFinished(HubProcess::patience));
    QVERIFY2(audit.exitStatus() == QProcess::NormalExit, audit.readAllStandardError().constData());
    QCOMPARE(audit.exitCode(), 0);
    const QJsonObject stopped = QJsonDocument::fromJson(audit.readAllStandardOutput()).object();
    const qint64 checked = stopped.value("checked").toInteger();
    QCOMPARE(stopped.value("audited").toBool(true), false);
    QVERIFY(checked >= firstChecked(said) && checked < stopped.value("total").toInteger());

    const Ended whole = runLinli(path("li"), {"audit"});
    QCOMPARE(whole.brief(), "0");
    QCOMPARE(whole.object().value("audited").toBool(), true);
    QCOMPARE(whole.object().value("entries").toInteger(), stopped.value("total").toInteger());
    QVERIFY2(firstChecked(whole.err) > checked, whole.err.constData()); // nothing is checked twice
}

QTEST_GUILESS_MAIN(TestCliAudit)
#include "tst_cli_audit.moc"
