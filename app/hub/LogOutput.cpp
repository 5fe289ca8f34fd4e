// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogOutput.h"

#include <spdlog/async.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <memory>
#include <poll.h>
#include <string_view>

namespace linli::hub {
namespace {

/// Lines that wait; of more the oldest go.
constexpr std::size_t waiting = 1024;

/// One thread writes to it, so it needs no lock.
class PatientSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
    PatientSink(int descriptor, Milliseconds patience, spdlog::details::thread_pool& writer)
        : m_descriptor(descriptor), m_patience(patience), m_writer(writer)
    {
    }

protected:
    void sink_it_(const spdlog::details::log_msg& message) override
    {
        m_stuck = !takes(m_stuck ? Milliseconds{0} : m_patience);
        if (m_stuck) {
            ++m_dropped;
            return;
        }
        tellDropped();
        spdlog::memory_buf_t line;
        formatter_->format(message, line);
        write({line.data(), line.size()});
    }
    void flush_() override {}

private:
    /// Whether a line can be written without waiting: a pipe says so when a whole page is free (pipe(7)).
    [[nodiscard]] bool takes(Milliseconds patience) const
    {
        pollfd asked{m_descriptor, POLLOUT, 0};
        return ::poll(&asked, 1, static_cast<int>(patience.count())) > 0;
    }
    void tellDropped()
    {
        const std::size_t overrun = m_writer.overrun_counter();
        const std::size_t all = m_dropped + (overrun - m_overrun);
        m_overrun = overrun;
        m_dropped = 0;
        if (all > 0)
            write("... " + std::to_string(all) + " lines that nobody read are missing here\n");
    }
    void write(std::string_view text) const
    {
        while (!text.empty()) {
            const ssize_t count = ::write(m_descriptor, text.data(), text.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return; // nobody is there
            text.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    const int m_descriptor;
    const Milliseconds m_patience;
    spdlog::details::thread_pool& m_writer; ///< whose thread this runs on
    bool m_stuck = false;
    std::size_t m_dropped = 0; ///< since the last line that was written
    std::size_t m_overrun = 0; ///< what the queue had dropped by then
};

} // namespace

LogOutput::LogOutput(int descriptor, Milliseconds patience)
    : m_before(spdlog::default_logger()), m_writer(std::make_shared<spdlog::details::thread_pool>(waiting, 1))
{
    spdlog::set_default_logger(std::make_shared<spdlog::async_logger>(
        "linli-hub", std::make_shared<PatientSink>(descriptor, patience, *m_writer), m_writer,
        spdlog::async_overflow_policy::overrun_oldest));
}

LogOutput::~LogOutput()
{
    spdlog::set_default_logger(std::move(m_before));
}

} // namespace linli::hub
