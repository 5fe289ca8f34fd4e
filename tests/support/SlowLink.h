// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

namespace linli::test {

/// A bad line to a hub on this machine: a TCP proxy with a bandwidth that all connections share in each direction, a delay, and a
/// scissors. Also a meter: Line{} lets everything through at once and counts it.
///
/// The emulation is of the whole line, not of one connection: bytes wait their turn, then travel `delay`; a new connection
/// costs a round trip before its first byte, as TCP's handshake does. At most 64 KiB wait in each direction of a connection; then the
/// sender is held up, as by a router. What a cut finds under way is lost, and both ends see a reset connection.
/// Threads: one of its own; all calls from any.
class SlowLink {
public:
    struct Line {
        double bitsPerSecond = 0;              ///< in each direction; 0: no limit
        std::chrono::milliseconds delay{0};    ///< one way: half of the round trip
        std::chrono::milliseconds cutEvery{0}; ///< all connections, by the clock; 0: never
    };
    struct Traffic {
        std::uint64_t up = 0;   ///< bytes from clients that went over the line, lost on it or not
        std::uint64_t down = 0; ///< bytes from the hub
        std::uint64_t connections = 0;
        std::uint64_t cuts = 0; ///< that met at least one connection
    };
    /// hubUrl: "http://127.0.0.1:PORT".
    SlowLink(const std::string& hubUrl, Line line);
    ~SlowLink();
    SlowLink(const SlowLink&) = delete;
    SlowLink& operator=(const SlowLink&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] Traffic traffic() const;

private:
    class Worker;
    struct Counters {
        std::atomic<std::uint64_t> up = 0;
        std::atomic<std::uint64_t> down = 0;
        std::atomic<std::uint64_t> connections = 0;
        std::atomic<std::uint64_t> cuts = 0;
    };
    std::uint16_t m_port = 0;
    Counters m_counters;
    std::jthread m_thread; ///< last: starts when all else is there
};

} // namespace linli::test
