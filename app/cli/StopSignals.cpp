// SPDX-License-Identifier: Apache-2.0
#include "app/cli/StopSignals.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace linli::cli {
namespace {

// The handler's end and ours; plain numbers, because a handler can reach nothing else.
std::atomic<int> handlerEnd = -1;
std::atomic<int> loopEnd = -1;

void onSignal(int)
{
    const int before = errno;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(handlerEnd.load(), &byte, 1);
    errno = before;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    ::sigemptyset(&action.sa_mask);
    for (const int signal : {SIGTERM, SIGINT})
        ::sigaction(signal, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(std::function<void()> stop) : m_stop(std::move(stop))
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return; // the signals then end the process at once, which loses nothing
    handlerEnd = ends[0];
    loopEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(loopEnd.load(), QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        m_notifier->setEnabled(false);
        m_stop();
    });
    setHandler(onSignal);
}

StopSignals::~StopSignals()
{
    if (!m_notifier)
        return;
    setHandler(SIG_DFL);
    m_notifier.reset();
    ::close(handlerEnd.exchange(-1));
    ::close(loopEnd.exchange(-1));
}

} // namespace linli::cli
