// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Process.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonObject>

#include <chrono>

namespace linli::demo {
namespace {

using namespace std::chrono_literals;

/// Nothing that the demo runs takes nearly this long; a program that hangs must not hang the demo.
constexpr int patienceMs = 60'000;

} // namespace

QString program(const QString& name)
{
    return QCoreApplication::applicationDirPath() + QLatin1Char('/') + name;
}

QString Ended::brief() const
{
    return QString::fromUtf8(output + errors).simplified().left(300);
}

Ended run(const QString& name, const QStringList& arguments)
{
    QProcess process;
    process.start(program(name), arguments);
    const bool ended = process.waitForStarted(patienceMs) && process.waitForFinished(patienceMs);
    Ended result;
    result.exitCode = ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

Running::Running(const QString& name, const QStringList& arguments)
{
    m_process.start(program(name), arguments);
    m_process.waitForStarted(patienceMs);
}

Running::~Running()
{
    (void)finish();
}

std::optional<QJsonObject> Running::waitFor(const std::function<bool(const QJsonObject&)>& wanted, int seconds)
{
    const QDeadlineTimer deadline(std::chrono::seconds{seconds});
    while (!deadline.hasExpired()) {
        while (m_process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
            if (!line.isEmpty() && wanted(line))
                return line;
        }
        if (m_process.state() == QProcess::NotRunning)
            return std::nullopt;
        m_process.waitForReadyRead(static_cast<int>(std::max<qint64>(1, deadline.remainingTime())));
    }
    return std::nullopt;
}

void Running::kill()
{
    m_process.kill();
    m_process.waitForFinished(patienceMs);
}

void Running::untilClosed()
{
    m_process.waitForFinished(-1);
}

Ended Running::finish()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        if (!m_process.waitForFinished(patienceMs))
            kill();
    }
    Ended result;
    result.exitCode = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    result.output = m_process.readAllStandardOutput();
    result.errors = m_process.readAllStandardError();
    return result;
}

} // namespace linli::demo
