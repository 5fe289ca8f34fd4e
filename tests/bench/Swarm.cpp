// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Swarm.h"

#include "tests/bench/Need.h"

#include <array>

#include <sys/epoll.h>
#include <unistd.h>

namespace linli::bench {
namespace {

constexpr int patience = 60'000; // ms without any answer

/// Sends the next request; false when there is none.
bool sendNext(Load& phone)
{
    if (phone.sent == phone.requests.size())
        return false;
    phone.connection.send(phone.requests[phone.sent++]);
    return true;
}

/// Operations taken by the answer that is whole now, if it is.
std::optional<std::size_t> readAnswer(Load& phone)
{
    require(phone.connection.receive(phone.buffer), "a connection broke under load");
    const auto parsed = parseResponse(phone.buffer);
    if (!parsed)
        return std::nullopt;
    phone.buffer.erase(0, parsed->bytes);
    return takenBy(parsed->response);
}

} // namespace

Answered playAll(std::vector<Load>& phones)
{
    const int poller = ::epoll_create1(EPOLL_CLOEXEC);
    for (Load& phone : phones) {
        epoll_event interest{};
        interest.events = EPOLLIN;
        interest.data.ptr = &phone;
        ::epoll_ctl(poller, EPOLL_CTL_ADD, phone.connection.descriptor(), &interest);
    }
    Answered out;
    std::size_t busy = 0;
    std::array<epoll_event, 64> events{};
    const Stopwatch watch;
    for (Load& phone : phones)
        busy += sendNext(phone) ? 1 : 0;
    while (busy > 0) {
        const int ready = ::epoll_wait(poller, events.data(), static_cast<int>(events.size()), patience);
        require(ready > 0, "no answers under load");
        for (int i = 0; i < ready; ++i) {
            Load& phone = *static_cast<Load*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (const auto taken = readAnswer(phone)) {
                out.taken += *taken;
                busy -= sendNext(phone) ? 0 : 1;
            }
        }
    }
    out.seconds = watch.seconds();
    ::close(poller);
    return out;
}

} // namespace linli::bench
