// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSocketNotifier>

#include <functional>

namespace linli::cli {

/// SIGTERM and SIGINT as an ordinary call from the event loop: the handler writes one byte into a socket pair, which is all
/// that a signal handler may safely do (signal-safety(7)). One per process; the old handlers come back at its end.
class StopSignals {
public:
    explicit StopSignals(std::function<void()> stop);
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

private:
    std::function<void()> m_stop;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace linli::cli
