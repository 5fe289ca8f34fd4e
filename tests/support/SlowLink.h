// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace linli::test {

/// A thin network between phones and a hub on this machine: a TCP proxy with a bandwidth and a delay for each direction, that can
/// cut every connection at a fixed age. What has crossed the link when it is cut arrives; the rest is lost.
/// All connections share the bandwidth. Every connection has a thread of its own.
class SlowLink {
public:
    struct Weather {
        std::uint64_t bytesPerSecond = 125'000; ///< 1 Mbit/s
        std::chrono::milliseconds delay{50};    ///< each way
        std::chrono::milliseconds cutAfter{0};  ///< of a connection; 0: never
    };
    /// hub: the port it listens on at 127.0.0.1.
    SlowLink(std::uint16_t hub, Weather weather);
    ~SlowLink();
    SlowLink(const SlowLink&) = delete;
    SlowLink& operator=(const SlowLink&) = delete;

    [[nodiscard]] std::string url() const;                          ///< "http://127.0.0.1:PORT"
    [[nodiscard]] std::uint64_t up() const { return m_up.crossed; } ///< bytes that crossed towards the hub
    [[nodiscard]] std::uint64_t down() const { return m_down.crossed; }
    [[nodiscard]] int cuts() const { return m_cuts; }

private:
    using Clock = std::chrono::steady_clock;
    /// One direction of the link: when it is free again, and what went over it.
    struct Lane {
        std::mutex mutex;
        Clock::time_point free;
        std::atomic<std::uint64_t> crossed = 0;
    };
    struct Pipe;
    void accept(const std::stop_token& stopping);
    void carry(int phone, const std::stop_token& stopping);
    [[nodiscard]] Clock::time_point book(Lane& lane, std::size_t bytes) const;

    const std::uint16_t m_hub;
    const Weather m_weather;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    Lane m_up;
    Lane m_down;
    std::atomic<int> m_cuts = 0;
    std::vector<std::jthread> m_carriers;
    std::jthread m_thread; ///< accepts; last: starts when all else is there
};

} // namespace linli::test
