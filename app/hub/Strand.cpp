// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Strand.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace linli::hub {
namespace {

class ThreadStrand final : public Strand {
public:
    ThreadStrand(std::function<bool()> work, Milliseconds look)
        : m_work(std::move(work)), m_look(look), m_thread([this] { run(); })
    {
    }
    ~ThreadStrand() override { stop(); }
    ThreadStrand(const ThreadStrand&) = delete;
    ThreadStrand& operator=(const ThreadStrand&) = delete;

    void wake() override
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_woken = true;
        }
        m_wake.notify_one();
    }
    void stop() override
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_stopping = true;
        }
        m_wake.notify_one();
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    /// Returns whether this was the last time.
    bool waitForWork()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, m_look, [this] { return m_woken || m_stopping; });
        m_woken = false;
        return m_stopping;
    }
    void run()
    {
        for (bool last = false; !last;) {
            last = waitForWork();
            while (m_work())
                ;
        }
    }

    const std::function<bool()> m_work;
    const Milliseconds m_look;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_woken = false;
    bool m_stopping = false;
    std::thread m_thread; ///< last: starts when all else is there
};

} // namespace

std::unique_ptr<Strand> startThread(std::function<bool()> work, Milliseconds look)
{
    return std::make_unique<ThreadStrand>(std::move(work), look);
}

} // namespace linli::hub
