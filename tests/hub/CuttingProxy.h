// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace linli::test {

/// Stands between a client and PostgreSQL, and breaks a connection at a chosen moment. Every connection has a thread of its own.
class CuttingProxy {
public:
    /// socket: the server's, ".s.PGSQL.5432" in its folder.
    explicit CuttingProxy(std::string socket);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

    [[nodiscard]] std::string url() const;
    /// The next request with `text` in it reaches the server, which carries it out; its answer does not reach the client.
    void cutAnswerTo(const std::string& text);
    /// The next request with `text` in it is lost, and the connection with it.
    void cutBefore(const std::string& text);
    [[nodiscard]] bool hasCut() const { return m_cuts > 0 && m_when == When::Never; }

private:
    enum class When { Never, Before, Answer };
    void arm(When when, const std::string& text);
    [[nodiscard]] When takeCut(std::string_view request);
    void accept(const std::stop_token& stopping);
    void carry(int client, const std::stop_token& stopping);

    const std::string m_server;
    QTemporaryDir m_folder;
    int m_listener = -1;
    std::mutex m_mutex;
    std::string m_text;
    std::atomic<When> m_when = When::Never;
    std::atomic<int> m_cuts = 0;
    std::vector<std::jthread> m_carriers;
    std::jthread m_thread; ///< accepts; last: starts when all else is there
};

} // namespace linli::test
