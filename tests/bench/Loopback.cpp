// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Loopback.h"

#include "tests/bench/Need.h"

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace linli::bench {
namespace {

/// Both ends of one TCP connection on this machine.
class Pair {
public:
    Pair()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        near = ::socket(AF_INET, SOCK_STREAM, 0);
        const bool open = ::bind(listener, raw, size) == 0 && ::listen(listener, 1) == 0 &&
                          ::getsockname(listener, raw, &size) == 0 && ::connect(near, raw, size) == 0;
        far = open ? ::accept(listener, nullptr, nullptr) : -1;
        ::close(listener);
        require(far >= 0, "no loopback");
        const int on = 1;
        for (const int end : {near, far})
            ::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    ~Pair()
    {
        ::close(near);
        ::close(far);
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    int near = -1;
    int far = -1;
};

void sendAll(int to, std::size_t bytes)
{
    static const std::vector<char> block(64 * 1024, 'x');
    while (bytes > 0) {
        const auto put = ::send(to, block.data(), std::min(bytes, block.size()), MSG_NOSIGNAL);
        if (put <= 0)
            return;
        bytes -= static_cast<std::size_t>(put);
    }
}

void receiveAll(int from, std::size_t bytes)
{
    std::vector<char> block(64 * 1024);
    while (bytes > 0) {
        const auto got = ::recv(from, block.data(), std::min(bytes, block.size()), 0);
        if (got <= 0)
            return;
        bytes -= static_cast<std::size_t>(got);
    }
}

} // namespace

double copySeconds(std::size_t bytes)
{
    const Pair pair;
    return secondsOf([&] {
        std::jthread sender([&] { sendAll(pair.near, bytes); });
        receiveAll(pair.far, bytes);
    });
}

double hopSeconds(std::size_t bytes, int samples)
{
    const Pair pair;
    std::jthread echo([&] {
        for (int i = 0; i < samples; ++i) {
            receiveAll(pair.far, bytes);
            sendAll(pair.far, bytes);
        }
    });
    std::vector<double> took;
    for (int i = 0; i < samples; ++i)
        took.push_back(secondsOf([&] {
            sendAll(pair.near, bytes);
            receiveAll(pair.near, bytes);
        }));
    std::ranges::sort(took);
    return took[took.size() / 2] / 2;
}

} // namespace linli::bench
