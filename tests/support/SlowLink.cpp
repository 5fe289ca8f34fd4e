// SPDX-License-Identifier: Apache-2.0
#include "tests/support/SlowLink.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace linli::test {
namespace {

using namespace std::chrono_literals;

/// How long a thread waits at most before it looks whether the test has ended.
constexpr std::chrono::milliseconds look = 50ms;
/// A packet's worth: small enough that a cut falls within a request, large enough to be quick.
constexpr std::size_t packet = 4096;
/// What may wait in the kernel for the link; more would hide from a sender how slow it is.
constexpr int kernelBuffer = 16 * 1024;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int tcpSocket()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &kernelBuffer, sizeof kernelBuffer);
    return socket;
}

bool sendAll(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace

/// From one socket over a lane to the other: packets under way, each with the time of its arrival.
struct SlowLink::Pipe {
    struct Packet {
        std::string bytes;
        Clock::time_point arrives;
    };
    int from;
    int to;
    Lane& lane;
    std::deque<Packet> packets = {};
    bool ended = false;

    /// Only so much is under way that the sender feels the bandwidth.
    [[nodiscard]] bool wantsMore() const { return !ended && packets.size() < 4; }
    [[nodiscard]] bool isOver() const { return ended && packets.empty(); }
    void read(const SlowLink& link)
    {
        std::string bytes(packet, '\0');
        const ssize_t count = ::recv(from, bytes.data(), bytes.size(), 0);
        ended = count <= 0;
        if (ended)
            return;
        bytes.resize(static_cast<std::size_t>(count));
        const auto arrives = link.book(lane, bytes.size());
        packets.push_back({std::move(bytes), arrives});
    }
    /// False when the other side is gone.
    bool deliver()
    {
        while (!packets.empty() && packets.front().arrives <= Clock::now()) {
            if (!sendAll(to, packets.front().bytes))
                return false;
            lane.crossed += packets.front().bytes.size();
            packets.pop_front();
        }
        if (isOver())
            ::shutdown(to, SHUT_WR);
        return true;
    }
};

SlowLink::SlowLink(std::uint16_t hub, Weather weather) : m_hub(hub), m_weather(weather), m_listener(tcpSocket())
{
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(m_listener, plain, length) != 0 || ::listen(m_listener, 64) != 0 ||
        ::getsockname(m_listener, plain, &length) != 0)
        std::abort();
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([this](const std::stop_token& stopping) { accept(stopping); });
}

SlowLink::~SlowLink()
{
    m_thread = {};
    m_carriers.clear();
    ::close(m_listener);
}

std::string SlowLink::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_port);
}

SlowLink::Clock::time_point SlowLink::book(Lane& lane, std::size_t bytes) const
{
    const std::scoped_lock lock(lane.mutex);
    const auto time = std::chrono::nanoseconds(bytes * 1'000'000'000 / m_weather.bytesPerSecond);
    lane.free = std::max(lane.free, Clock::now()) + time;
    return lane.free + m_weather.delay;
}

void SlowLink::accept(const std::stop_token& stopping)
{
    while (!stopping.stop_requested()) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(look.count())) != 1)
            continue;
        const int phone = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (phone >= 0)
            m_carriers.emplace_back([this, phone](const std::stop_token& given) { carry(phone, given); });
    }
}

void SlowLink::carry(int phone, const std::stop_token& stopping)
{
    const int hub = tcpSocket();
    const sockaddr_in address = loopback(m_hub);
    bool open = ::connect(hub, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const auto born = Clock::now();
    std::array pipes{Pipe{phone, hub, m_up}, Pipe{hub, phone, m_down}};
    while (open && !stopping.stop_requested() && !(pipes[0].isOver() && pipes[1].isOver())) {
        auto wait = std::chrono::duration_cast<std::chrono::nanoseconds>(look);
        std::array<pollfd, 2> ready{};
        for (std::size_t i = 0; i < pipes.size(); ++i) {
            ready[i] = {pipes[i].from, static_cast<short>(pipes[i].wantsMore() ? POLLIN : 0), 0};
            if (!pipes[i].wantsMore())
                ready[i].fd = -1;
            if (!pipes[i].packets.empty())
                wait = std::min(wait, std::chrono::nanoseconds(pipes[i].packets.front().arrives - Clock::now()));
        }
        const timespec most{0, std::max<long>(wait.count(), 0)};
        ::ppoll(ready.data(), ready.size(), &most, nullptr);
        for (std::size_t i = 0; i < pipes.size(); ++i) {
            if (ready[i].fd >= 0 && ready[i].revents != 0)
                pipes[i].read(*this);
            open = pipes[i].deliver() && open;
        }
        if (m_weather.cutAfter > 0ms && Clock::now() - born >= m_weather.cutAfter) {
            ++m_cuts;
            open = false;
        }
    }
    // An orderly end towards the hub, so that what has crossed is read; the phone's connection breaks.
    ::shutdown(hub, SHUT_WR);
    const linger abort{1, 0};
    ::setsockopt(phone, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    ::close(phone);
    // Closing with answers unread would be a reset, and take what the hub has not read yet with it.
    std::string rest(packet, '\0');
    pollfd ending{hub, POLLIN, 0};
    while (!stopping.stop_requested() && ::poll(&ending, 1, 1000) == 1 && ::recv(hub, rest.data(), rest.size(), 0) > 0)
        ;
    ::close(hub);
}

} // namespace linli::test
