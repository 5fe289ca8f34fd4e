// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <memory>
#include <unistd.h>

namespace spdlog {
class logger;
namespace details {
class thread_pool;
}
} // namespace spdlog

namespace linli::hub {

/// While it lives, spdlog's lines go to a file descriptor by a thread of their own, so that no decision waits for whoever reads them. Where
/// that one stops (a terminal that is held, a supervisor that hangs), lines are dropped after `patience`, and counted in the next
/// line that is read. At its end what was said is written, as far as somebody takes it.
class LogOutput {
public:
    explicit LogOutput(int descriptor = STDERR_FILENO, Milliseconds patience = std::chrono::seconds(1));
    ~LogOutput();
    LogOutput(const LogOutput&) = delete;
    LogOutput& operator=(const LogOutput&) = delete;

private:
    std::shared_ptr<spdlog::logger> m_before;
    std::shared_ptr<spdlog::details::thread_pool> m_writer;
};

} // namespace linli::hub
