// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <string>

namespace linli::test {

/// A real PostgreSQL 17 of the test's own, with its data and its only socket in a temporary folder. Ends with the object, and
/// with the test's process however that ends. PostgreSQL refuses to run as root: then it runs as "nobody", who gets the
/// folder. Every wait ends after `patience`. Threads: one, no event loop needed.
class PostgresServer {
public:
    static constexpr int patience = 60'000; ///< ms

    PostgresServer() = default;
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// Makes the data the first time; true once connections are taken.
    [[nodiscard]] bool start();
    /// As a person would stop it: what is open is rolled back, all is written out. True when it ended well.
    bool stop();
    /// As `pg_ctl stop -m immediate`: every process ends at once, the next start recovers from the write-ahead log.
    void crash();
    /// One more, empty database.
    [[nodiscard]] bool makeDatabase(const QString& name);
    /// pg_dump of all that is in a database, as an operator makes it every night; pg_restore of it in the place of what is there.
    [[nodiscard]] bool dump(const QString& database, const QString& file);
    [[nodiscard]] bool restore(const QString& file, const QString& database);
    /// "postgresql://…"; the database "postgres" is there from the start.
    [[nodiscard]] std::string url(const QString& database = "postgres") const;
    [[nodiscard]] std::string socket() const { return m_folder.filePath(".s.PGSQL.5432").toStdString(); }
    [[nodiscard]] QByteArray log() const { return m_log; } ///< what the server wrote so far

private:
    [[nodiscard]] bool makeData();
    [[nodiscard]] QStringList asUser(const QString& program, const QStringList& arguments) const;
    [[nodiscard]] bool run(const QString& program, const QStringList& arguments);
    void end(int signal);

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_log;
};

} // namespace linli::test
