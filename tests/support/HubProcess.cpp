// SPDX-License-Identifier: Apache-2.0
#include "tests/support/HubProcess.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <sys/prctl.h>

namespace linli::test {
namespace {

QString hubBinary()
{
    return QStringLiteral(LINLI_HUB_BINARY);
}

std::string field(const QByteArray& json, const char* name)
{
    return QJsonDocument::fromJson(json).object().value(QLatin1String(name)).toString().toStdString();
}

/// A hub in which a sanitizer found something only dies, and many a test expects its hub to be dead.
void failOnSanitizerReport(const QByteArray& err)
{
    for (const char* mark : {"AddressSanitizer", "LeakSanitizer", "ThreadSanitizer", "runtime error: "})
        if (err.contains(mark))
            qFatal("linli-hub:\n%s", err.constData());
}

} // namespace

HubProcess::Finished HubProcess::run(const QStringList& arguments)
{
    QProcess process;
    process.start(hubBinary(), arguments);
    const bool ended = process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit;
    const QByteArray err = process.readAllStandardError();
    failOnSanitizerReport(err);
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), err};
}

HubProcess::HubProcess(QString data, QStringList always) : m_data(std::move(data)), m_always(std::move(always))
{
    // A test that dies takes its hub along.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

HubProcess::~HubProcess()
{
    kill();
    failOnSanitizerReport(log());
}

bool HubProcess::found(const QStringList& more)
{
    const QString sample = QStringLiteral(LINLI_SAMPLE_DATA);
    const Finished done =
        run(QStringList{"found", "--data", m_data, "--name", QStringLiteral("锦溪社区"), "--compounds",
                        sample + "/compounds.geojson", "--households", sample + "/households.csv"} +
            m_always + more);
    m_log += done.err;
    m_community = field(done.out, "community_id");
    m_adminInvite = field(done.out, "admin_invite");
    return done.code == 0 && !m_community.empty() && !m_adminInvite.empty();
}

bool HubProcess::start(const QStringList& more)
{
    return serve(QStringLiteral("127.0.0.1:0"), more);
}

bool HubProcess::startAgain(const QStringList& more)
{
    return serve(QString::fromStdString(m_url).section(u'/', 2), more);
}

bool HubProcess::serve(const QString& listen, const QStringList& more)
{
    if (m_process.isOpen()) // starting drops what the last one said
        failOnSanitizerReport(m_process.readAllStandardError());
    m_process.start(hubBinary(), QStringList{"serve", "--data", m_data, "--listen", listen} + m_always + more);
    const QDeadlineTimer deadline(patience);
    while (!m_process.canReadLine() && m_process.state() != QProcess::NotRunning && !deadline.hasExpired())
        m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
    const QByteArray line = m_process.readLine();
    const std::string address = field(line, "listening");
    m_metrics = field(line, "metrics");
    m_url = "http://" + address;
    return !address.empty();
}

int HubProcess::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished(patience) || m_process.exitStatus() != QProcess::NormalExit)
        return -1;
    return m_process.exitCode();
}

void HubProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(patience);
}

HubProcess::Finished HubProcess::fsck() const
{
    return run(QStringList{"fsck", "--data", m_data} + m_always);
}

QByteArray HubProcess::log()
{
    if (m_process.isOpen())
        m_log += m_process.readAllStandardError();
    return m_log;
}

} // namespace linli::test
