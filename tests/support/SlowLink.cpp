// SPDX-License-Identifier: Apache-2.0
#include "tests/support/SlowLink.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <list>
#include <optional>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace linli::test {
namespace {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::steady_clock;

constexpr std::size_t packet = 1460; ///< a TCP segment on Ethernet
constexpr std::size_t queueLimit = 64 * 1024;
constexpr std::chrono::milliseconds stopLook{50}; ///< how long the destructor may have to wait

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

std::uint16_t portOf(const std::string& url)
{
    std::uint16_t port = 0;
    const std::size_t colon = url.rfind(':');
    if (colon != std::string::npos)
        std::from_chars(url.data() + colon + 1, url.data() + url.size(), port);
    if (port == 0)
        throw std::runtime_error("no port in " + url);
    return port;
}

/// A socket that closes itself.
class Socket {
public:
    explicit Socket(int descriptor) : m_descriptor(descriptor)
    {
        if (descriptor < 0)
            throw std::runtime_error("no socket");
    }
    Socket(Socket&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    Socket& operator=(Socket&&) = delete;
    ~Socket()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    [[nodiscard]] int get() const { return m_descriptor; }
    void prepare() const
    {
        const int on = 1;
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::fcntl(m_descriptor, F_SETFL, O_NONBLOCK);
    }
    /// The peer gets a reset instead of an orderly end.
    void breakOff() const
    {
        const linger hard{1, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }

private:
    int m_descriptor;
};

Socket listenOnLoopback(std::uint16_t& port)
{
    Socket listener(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener.get(), raw, size) != 0 || ::listen(listener.get(), SOMAXCONN) != 0 ||
        ::getsockname(listener.get(), raw, &size) != 0)
        throw std::runtime_error("cannot listen");
    port = ntohs(address.sin_port);
    listener.prepare();
    return listener;
}

std::optional<Socket> connectTo(std::uint16_t port)
{
    Socket out(::socket(AF_INET, SOCK_STREAM, 0));
    const sockaddr_in address = loopback(port);
    if (::connect(out.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return std::nullopt;
    out.prepare();
    return out;
}

/// What the line carries in one direction at a time.
struct Wire {
    double bitsPerSecond;
    std::chrono::milliseconds delay;
    std::atomic<std::uint64_t>& count;
    Time free{};

    /// When the last of `bytes` that are handed over at `now` arrives.
    Time send(std::size_t bytes, Time now)
    {
        free = std::max(free, now);
        if (bitsPerSecond > 0)
            free += std::chrono::duration_cast<steady_clock::duration>(
                std::chrono::duration<double>(static_cast<double>(bytes) * 8 / bitsPerSecond));
        return free + delay;
    }
};

/// One direction of one connection.
struct Stream {
    struct Chunk {
        Time at;
        std::vector<char> bytes;
        std::size_t sent = 0;
    };
    std::deque<Chunk> chunks;
    std::size_t waiting = 0;
    bool ended = false;    ///< the sender has no more
    bool passedOn = false; ///< and the receiver was told

    [[nodiscard]] bool hasRoom() const { return !ended && waiting < queueLimit; }
    [[nodiscard]] bool isDue(Time now) const { return !chunks.empty() && chunks.front().at <= now; }

    /// False when the connection is broken.
    bool read(int from, Wire& wire, Time notBefore)
    {
        std::array<char, packet> buffer{};
        while (hasRoom()) {
            const auto got = ::recv(from, buffer.data(), buffer.size(), 0);
            if (got < 0)
                return errno == EAGAIN || errno == EINTR;
            if (got == 0) {
                ended = true;
                break;
            }
            const auto bytes = static_cast<std::size_t>(got);
            const Time at = wire.send(bytes, std::max(steady_clock::now(), notBefore));
            chunks.push_back({at, {buffer.begin(), buffer.begin() + got}});
            waiting += bytes;
        }
        return true;
    }
    /// What a cut leaves of the counting: bytes that had left the sender's end of the line. Those that waited never did.
    void countLost(Wire& wire, Time now) const
    {
        for (const Chunk& chunk : chunks)
            if (chunk.at - wire.delay <= now)
                wire.count += chunk.bytes.size();
    }
    bool write(int to, Wire& wire, Time now)
    {
        while (isDue(now)) {
            Chunk& chunk = chunks.front();
            const auto put = ::send(to, chunk.bytes.data() + chunk.sent, chunk.bytes.size() - chunk.sent, MSG_NOSIGNAL);
            if (put < 0)
                return errno == EAGAIN || errno == EINTR;
            chunk.sent += static_cast<std::size_t>(put);
            waiting -= static_cast<std::size_t>(put);
            if (chunk.sent < chunk.bytes.size())
                return true;
            wire.count += chunk.bytes.size();
            chunks.pop_front();
        }
        if (ended && chunks.empty() && !std::exchange(passedOn, true))
            ::shutdown(to, SHUT_WR);
        return true;
    }
};

struct Connection {
    Socket client;
    Socket hub;
    Time open; ///< when the handshake is over
    Stream up{};
    Stream down{};

    [[nodiscard]] bool isOver() const { return up.passedOn && down.passedOn; }
    bool serve(Wire& wireUp, Wire& wireDown)
    {
        const Time now = steady_clock::now();
        return up.read(client.get(), wireUp, open) && down.read(hub.get(), wireDown, now) &&
               up.write(hub.get(), wireUp, now) && down.write(client.get(), wireDown, now);
    }
};

} // namespace

class SlowLink::Worker {
public:
    Worker(Socket listener, std::uint16_t hub, Line line, Counters& counters)
        : m_listener(std::move(listener)), m_hub(hub), m_line(line), m_counters(counters),
          m_up{line.bitsPerSecond, line.delay, counters.up}, m_down{line.bitsPerSecond, line.delay, counters.down},
          m_cut(steady_clock::now() + line.cutEvery)
    {
    }

    void run(const std::stop_token& stopping)
    {
        while (!stopping.stop_requested()) {
            wait();
            accept();
            std::erase_if(m_connections, [this](Connection& connection) {
                return !connection.serve(m_up, m_down) || connection.isOver();
            });
            cutWhenDue();
        }
    }

private:
    /// For the sockets, for what arrives next, or for the scissors.
    void wait()
    {
        const Time now = steady_clock::now();
        Time next = now + stopLook;
        std::vector<pollfd> sockets{{m_listener.get(), POLLIN, 0}};
        const auto watch = [&](int socket, const Stream& in, const Stream& out) {
            const int events = (in.hasRoom() ? POLLIN : 0) | (out.isDue(now) ? POLLOUT : 0);
            sockets.push_back({events != 0 ? socket : -1, static_cast<short>(events), 0});
            if (!out.chunks.empty() && !out.isDue(now))
                next = std::min(next, out.chunks.front().at);
        };
        for (const Connection& connection : m_connections) {
            watch(connection.client.get(), connection.up, connection.down);
            watch(connection.hub.get(), connection.down, connection.up);
        }
        if (m_line.cutEvery.count() > 0)
            next = std::min(next, m_cut);
        const auto left = std::max(steady_clock::duration{0}, next - now);
        const auto whole = std::chrono::floor<std::chrono::seconds>(left);
        const timespec patience{whole.count(), std::chrono::nanoseconds(left - whole).count()};
        ::ppoll(sockets.data(), sockets.size(), &patience, nullptr);
    }
    void accept()
    {
        const int descriptor = ::accept(m_listener.get(), nullptr, nullptr);
        if (descriptor < 0)
            return;
        Socket client(descriptor);
        client.prepare();
        if (auto hub = connectTo(m_hub)) {
            ++m_counters.connections;
            m_connections.push_back({std::move(client), std::move(*hub), steady_clock::now() + 2 * m_line.delay});
        }
    }
    void cutWhenDue()
    {
        if (m_line.cutEvery.count() == 0 || steady_clock::now() < m_cut)
            return;
        m_cut += m_line.cutEvery;
        if (m_connections.empty())
            return;
        ++m_counters.cuts;
        for (const Connection& connection : m_connections) {
            connection.up.countLost(m_up, steady_clock::now());
            connection.down.countLost(m_down, steady_clock::now());
            connection.client.breakOff();
            connection.hub.breakOff();
        }
        m_connections.clear();
    }

    Socket m_listener;
    std::uint16_t m_hub;
    Line m_line;
    Counters& m_counters;
    Wire m_up;
    Wire m_down;
    Time m_cut;
    std::list<Connection> m_connections;
};

SlowLink::SlowLink(const std::string& hubUrl, Line line)
{
    const auto worker = std::make_shared<Worker>(listenOnLoopback(m_port), portOf(hubUrl), line, m_counters);
    m_thread = std::jthread([worker](const std::stop_token& stopping) { worker->run(stopping); });
}

SlowLink::~SlowLink() = default;

SlowLink::Traffic SlowLink::traffic() const
{
    return {m_counters.up, m_counters.down, m_counters.connections, m_counters.cuts};
}

} // namespace linli::test
