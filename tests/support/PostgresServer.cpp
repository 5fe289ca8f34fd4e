// SPDX-License-Identifier: Apache-2.0
#include "tests/support/PostgresServer.h"

#include <QDeadlineTimer>
#include <QDir>

#include <csignal>
#include <unistd.h>

namespace linli::test {
namespace {

constexpr uid_t nobody = 65534;
const QString programs = QStringLiteral("/usr/lib/postgresql/17/bin/");

} // namespace

PostgresServer::~PostgresServer()
{
    if (m_process.state() != QProcess::NotRunning)
        crash();
}

/// setpriv becomes the program it is told to run, so its process is the server's. A test that dies takes its server along.
QStringList PostgresServer::asUser(const QString& program, const QStringList& arguments) const
{
    QStringList command{"--pdeathsig", "QUIT"};
    if (::geteuid() == 0)
        command += {"--reuid", QString::number(nobody), "--regid", QString::number(nobody), "--clear-groups"};
    return command + QStringList{programs + program} + arguments;
}

bool PostgresServer::makeData()
{
    if (::geteuid() == 0 && ::chown(m_folder.path().toLocal8Bit().constData(), nobody, nobody) != 0)
        return false;
    QProcess initdb;
    initdb.setProcessChannelMode(QProcess::MergedChannels);
    initdb.start("setpriv", asUser("initdb", {"--pgdata", m_folder.filePath("data"), "--username", "linli", "--auth",
                                              "trust", "--no-locale", "--encoding", "UTF8", "--no-sync"}));
    const bool made = initdb.waitForFinished(patience) && initdb.exitCode() == 0;
    m_log += initdb.readAll();
    return made;
}

bool PostgresServer::start()
{
    if (!m_folder.isValid() || (!QDir(m_folder.filePath("data")).exists() && !makeData()))
        return false;
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    // Shared memory in the data folder: whoever the server runs as may not have /dev/shm.
    // Its words wait in a pipe until somebody reads them, so it is told to keep to the necessary ones.
    m_process.start("setpriv", asUser("postgres", {"-D", m_folder.filePath("data"), "-k", m_folder.path(), "-c",
                                                   "listen_addresses=", "-c", "dynamic_shared_memory_type=mmap", "-c",
                                                   "log_checkpoints=off", "-c", "log_min_error_statement=panic"}));
    const QDeadlineTimer deadline(patience);
    for (QByteArray said; !said.contains("is ready to accept connections");) {
        if (m_process.state() == QProcess::NotRunning || deadline.hasExpired())
            return false;
        m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
        const QByteArray more = m_process.readAll();
        said += more;
        m_log += more;
    }
    return true;
}

void PostgresServer::end(int signal)
{
    ::kill(static_cast<pid_t>(m_process.processId()), signal);
    m_process.waitForFinished(patience);
    m_log += m_process.readAll();
}

bool PostgresServer::stop()
{
    end(SIGINT); // "fast shutdown": does not wait for clients to leave
    return m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

void PostgresServer::crash()
{
    end(SIGQUIT);
}

/// A client program against this server.
bool PostgresServer::run(const QString& program, const QStringList& arguments)
{
    QProcess client;
    client.setProcessChannelMode(QProcess::MergedChannels);
    client.start(programs + program, QStringList{"--host", m_folder.path(), "--username", "linli"} + arguments);
    const bool done = client.waitForFinished(patience) && client.exitCode() == 0;
    m_log += client.readAll();
    return done;
}

bool PostgresServer::makeDatabase(const QString& name)
{
    return run("createdb", {name});
}

bool PostgresServer::dump(const QString& database, const QString& file)
{
    return run("pg_dump", {"--schema=linli", "--format=custom", "--file", file, database});
}

bool PostgresServer::restore(const QString& file, const QString& database)
{
    return run("psql", {"--dbname", database, "--command", "DROP SCHEMA IF EXISTS linli CASCADE"}) &&
           run("pg_restore", {"--exit-on-error", "--dbname", database, file});
}

std::string PostgresServer::url(const QString& database) const
{
    return "postgresql://linli@/" + database.toStdString() + "?host=" + m_folder.path().toStdString();
}

} // namespace linli::test
