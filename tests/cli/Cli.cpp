// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/Cli.h"

#include <QDateTime>
#include <QFile>
#include <QSaveFile>

namespace linli::test {

QByteArray Ended::errorCode() const
{
    for (const QByteArray& line : err.split('\n')) {
        const QList<QByteArray> parts = line.split(':');
        if (parts.size() >= 3 && parts[0] == "linli" && parts[2].trimmed().contains('.'))
            return parts[2].trimmed();
    }
    return {};
}

QByteArray Ended::brief() const
{
    return (QByteArray::number(code) + ' ' + errorCode()).trimmed();
}

QString linliBinary()
{
    return QStringLiteral(LINLI_BINARY);
}

QString sample(const QString& name)
{
    return QStringLiteral(LINLI_SAMPLE_DATA) + u'/' + name;
}

Ended runLinli(const QString& home, const QStringList& arguments, const std::function<void()>& childModifier)
{
    QProcess process;
    if (childModifier)
        process.setChildProcessModifier(childModifier);
    process.start(linliBinary(), QStringList{"--home", home} + arguments);
    const bool ended = process.waitForFinished(HubProcess::patience) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

Community::Community() : m_hub(m_folder.filePath("hub")), m_now(QDateTime::currentMSecsSinceEpoch()) {}

void Community::passTime(std::chrono::milliseconds time)
{
    m_now += time.count();
    QSaveFile clock(path("clock"));
    if (clock.open(QIODevice::WriteOnly)) {
        clock.write(QByteArray::number(m_now));
        clock.commit();
    }
}

bool Community::start()
{
    passTime({});
    const QStringList clock{"--test-clock", path("clock")};
    if (!m_hub.found(clock) || !m_hub.start(clock)) {
        qWarning().noquote() << m_hub.log();
        return false;
    }
    if (!join("admin", QString::fromStdString(m_hub.adminInvite())))
        return false;
    const QList<std::pair<QString, QStringList>> others{
        {"captain", {"--role", "captain", "--buildings", "JY-1,JY-2", "--household", "JY-1-1-302"}},
        {"worker", {"--role", "worker"}},
        {"treasurer", {"--role", "treasurer"}},
        {"resident", {"--household", "JY-2-2-301"}}};
    return std::ranges::all_of(others, [&](const auto& other) { return join(other.first, invite(other.second)); });
}

QString Community::write(const QString& who, const QStringList& arguments) const
{
    const Ended ended = run(who, arguments);
    if (ended.code != 0)
        qWarning().noquote() << who << arguments << ended.code << ended.err;
    return ended.code == 0 ? ended.id() : QString();
}

bool Community::sync(const QString& who) const
{
    const Ended ended = run(who, {"sync"});
    if (ended.code != 0)
        qWarning().noquote() << who << "sync" << ended.code << ended.err;
    return ended.code == 0;
}

QJsonValue Community::show(const QString& who, const QString& id) const
{
    return run(who, {"show", id, "--json"}).object();
}

QJsonArray Community::list(const QString& who, const QString& what) const
{
    return run(who, {"list", what, "--json"}).array();
}

QString Community::invite(const QStringList& arguments) const
{
    const Ended made = run("admin", QStringList{"invite"} + arguments);
    if (made.code != 0)
        qWarning().noquote() << arguments << made.code << made.err;
    return sync("admin") ? made.field("invite") : QString();
}

bool Community::join(const QString& who, const QString& invite) const
{
    const Ended ended = run(who, {"join", url(), invite, "--name", who});
    if (ended.code != 0)
        qWarning().noquote() << who << "join" << ended.code << ended.err;
    return ended.code == 0;
}

QString Community::file(const QString& name, const QByteArray& bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qWarning() << "cannot write" << file.fileName();
    return file.fileName();
}

} // namespace linli::test
