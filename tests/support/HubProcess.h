// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QStringList>

#include <string>

namespace linli::test {

/// The real linli-hub as a process of its own, in a folder that the test owns. Ends with the object. Every wait ends after
/// `patience`; what the hub wrote to stderr is in log(); what a sanitizer wrote there ends the test. Threads: one, no event
/// loop needed.
class HubProcess {
public:
    static constexpr int patience = 30'000; ///< ms
    struct Finished {
        int code = -1; ///< -1: did not end, or was killed
        QByteArray out;
        QByteArray err;
    };
    /// Runs a sub-command to its end: run({"fsck", "--data", folder}).
    [[nodiscard]] static Finished run(const QStringList& arguments);

    /// data: the hub's folder, may not exist yet. always: arguments of every sub-command ("--database", URL).
    explicit HubProcess(QString data, QStringList always = {});
    ~HubProcess();
    HubProcess(const HubProcess&) = delete;
    HubProcess& operator=(const HubProcess&) = delete;

    /// Founds a community from the sample of app/demo/data; true when it worked.
    [[nodiscard]] bool found(const QStringList& more = {});
    /// Serves on a free port; true once it says that it listens.
    [[nodiscard]] bool start(const QStringList& more = {});
    /// As start(), at the address that it had: phones find it again.
    [[nodiscard]] bool startAgain(const QStringList& more = {});
    /// SIGTERM; the exit code.
    int stop();
    /// SIGKILL, and waits until it is gone.
    void kill();
    [[nodiscard]] Finished fsck() const;

    [[nodiscard]] std::string url() const { return m_url; }         ///< "http://127.0.0.1:PORT"
    [[nodiscard]] std::string metrics() const { return m_metrics; } ///< "127.0.0.1:PORT" with --metrics
    [[nodiscard]] std::string community() const { return m_community; }
    [[nodiscard]] std::string adminInvite() const { return m_adminInvite; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QString data() const { return m_data; }
    [[nodiscard]] QByteArray log(); ///< stderr so far

private:
    [[nodiscard]] bool serve(const QString& listen, const QStringList& more);
    QString m_data;
    QStringList m_always;
    QProcess m_process;
    QByteArray m_log;
    std::string m_url;
    std::string m_metrics;
    std::string m_community;
    std::string m_adminInvite;
};

} // namespace linli::test
