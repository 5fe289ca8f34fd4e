// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Home.h"
#include "core/sync/SyncEngine.h"
#include "platform/desktop/FileKeyVault.h"
#include "platform/qt/QtTransport.h"
#include "tests/bench/Need.h"

#include <QTimer>

namespace linli::bench {

/// A phone as the product has it: a real encrypted home, the product's sessions, engine and Qt transport over real sockets.
/// Threads: the one that made it, which waits in event loops of its own. Trouble is thrown.
class Phone {
public:
    /// A folder that exists is opened as the home that it is.
    Phone(const std::filesystem::path& folder, std::string hubUrl);
    ~Phone();
    Phone(const Phone&) = delete;
    Phone& operator=(const Phone&) = delete;

    /// Home and join alone; no entry of the log is here afterwards.
    void join(const std::string& invite);
    /// Closes and opens the home again; seconds that opening took.
    double reopen();
    void close();
    void moveTo(std::string hubUrl);

    struct Run {
        double seconds = 0;
        double own = 0; ///< of these, in our own code and store rather than waiting for the hub
        std::size_t requests = 0;
        std::optional<Error> error;
    };
    /// One session without photos. `after` is called after each answer was used.
    Run sync(const std::function<void()>& after = {});
    /// As sync(), with the photos, and throws its error.
    void syncAll();

    /// The product's engine, until stopLive(). `changed`: its hook. Without `photos` it leaves those out: the town's hub has none of what
    /// its reports name, and asking for them in vain would be measured too.
    void goLive(std::function<void()> changed, bool photos = false);
    void stopLive();
    [[nodiscard]] sync::SyncEngine& engine() { return *m_engine; }
    /// Runs the event loop until it holds. Throws after `patience`.
    void waitUntil(const std::function<bool()>& holds, std::chrono::seconds patience = std::chrono::seconds(60));

    OpId submit(const std::string& kind, const std::string& facts, const std::string& content);
    [[nodiscard]] community::Home& home() { return *m_home; }
    [[nodiscard]] community::Replica& replica() { return m_home->replica(); }
    [[nodiscard]] const std::string& token() const { return m_token; }
    [[nodiscard]] std::uintmax_t storeBytes() const; ///< of the database with its log

private:
    [[nodiscard]] sync::SyncParts parts();
    [[nodiscard]] Result<sync::HttpResponse> exchange(sync::HttpRequest request);
    Run drive(sync::SyncSession& session, const std::function<void()>& after);

    std::filesystem::path m_folder;
    std::string m_hubUrl;
    platform::FileKeyVault m_vault;
    SystemClock m_clock;
    std::unique_ptr<platform::QtTransport> m_transport;
    std::optional<community::Home> m_home;
    std::string m_token;
    QTimer m_wake;
    std::unique_ptr<sync::SyncEngine> m_engine;
    std::function<void()> m_look; ///< of waitUntil()
};

} // namespace linli::bench
