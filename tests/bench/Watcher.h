// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/Phone.h"

#include <condition_variable>
#include <mutex>
#include <thread>

class QEventLoop;

namespace linli::bench {

/// A second phone, live on a thread of its own, as another device is: notes when each entry has become durable there.
class Watcher {
public:
    using Time = std::chrono::steady_clock::time_point;
    /// Joins, fetches everything and goes live through `url`; ready when it returns. `hubUrl`: for the join.
    Watcher(std::filesystem::path folder, std::string hubUrl, std::string invite, std::string url);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;
    /// When the log there reached `size`. Throws when it does not within a minute, or when the phone had trouble.
    [[nodiscard]] Time reached(std::uint64_t size);

private:
    void run(const std::string& hubUrl, const std::string& invite, const std::string& url);
    void noteSize(std::uint64_t size);

    const std::filesystem::path m_folder;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::uint64_t, Time> m_times; ///< by size
    bool m_live = false;
    std::string m_trouble;
    QEventLoop* m_loop = nullptr;
    std::jthread m_thread; ///< last: starts when all else is there
};

} // namespace linli::bench
