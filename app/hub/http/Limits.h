// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace linli::hub {

/// What a peer may cost before and while it is served, each with its reason. Bodies are limited by HttpApi's routes.
struct Limits {
    /// Request line and headers; a phone's are under 1 KiB, a proxy may add some.
    std::uint32_t headerBytes = 16 * 1024;
    /// One read from a socket at most; also the piece in which a photo is handed over.
    std::size_t readBytes = 64 * 1024;
    /// From a request's first byte to the end of its headers: a packet or two, even on a thin network.
    std::chrono::milliseconds header = std::chrono::seconds(15);
    /// From a TCP connection to the end of the TLS handshake: two round trips.
    std::chrono::milliseconds handshake = std::chrono::seconds(15);
    /// A body and an answer have this long, and more by their size at the slowest rate that counts as alive.
    std::chrono::milliseconds body = std::chrono::seconds(30);
    std::size_t slowestBytesPerSecond = 2 * 1024;
    /// A connection that is kept and asks for nothing.
    std::chrono::milliseconds idle = std::chrono::seconds(90);
    /// A live channel whose phone answers no ping for so long is gone.
    std::chrono::milliseconds liveIdle = std::chrono::seconds(120);
    /// Open at once, all together and from one address: a neighbourhood may sit behind one.
    std::size_t connections = 20'000;
    std::size_t connectionsPerAddress = 4'000;
    /// Open at once at the address of the metrics.
    std::size_t metricsReaders = 16;
    /// A live channel's frames that wait to be written; LiveChannels keeps to four and their pings.
    std::size_t liveQueue = 16;
    /// After SIGTERM: time for answers under way and for the last frames of live channels.
    std::chrono::milliseconds stop = std::chrono::seconds(3);
    /// A refused peer may still be sending: so much is read and thrown away, so that it sees the refusal.
    std::size_t lingerBytes = 4 * 1024 * 1024;
    std::chrono::milliseconds linger = std::chrono::seconds(10);
    /// A peer that closes when it sees our end does so within this; TLS waits for its word.
    std::chrono::milliseconds farewell = std::chrono::milliseconds(300);
};

} // namespace linli::hub
