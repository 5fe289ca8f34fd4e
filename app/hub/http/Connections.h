// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace linli::hub {

/// The open connections of a server: counted by address, told to stop, waited for.
///
/// Invariant: a connection is counted from admit() until its ticket goes. Threads: any.
class Connections {
public:
    struct Most {
        std::size_t all;
        std::size_t perAddress;
    };
    /// Bytes of HTTP and WebSocket messages, above TLS.
    struct Traffic {
        std::atomic<std::uint64_t> received = 0;
        std::atomic<std::uint64_t> sent = 0;
    };
    class Ticket; ///< held by a connection while it is open

    explicit Connections(Most most) : m_most(most) {}
    /// Nothing when there are too many, or when the server is stopping. `stop` is called once, on another thread, when the server stops.
    [[nodiscard]] std::unique_ptr<Ticket> admit(const std::string& address, std::function<void()> stop);
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] Traffic& traffic() { return m_traffic; }
    /// Tells all to stop and admits no more.
    void stop();
    /// Waits until none is left; false when `patience` ended first.
    [[nodiscard]] bool waitForNone(std::chrono::milliseconds patience);

private:
    using Id = std::uint64_t;
    void leave(Id id, const std::string& address);

    const Most m_most;
    Traffic m_traffic;
    mutable std::mutex m_mutex;
    std::condition_variable m_left;
    std::map<Id, std::function<void()>> m_open;
    std::map<std::string, std::size_t> m_byAddress;
    Id m_lastId = 0;
    bool m_stopping = false;
};

class Connections::Ticket {
public:
    Ticket(Connections& owner, Id id, std::string address) : m_owner(owner), m_id(id), m_address(std::move(address)) {}
    ~Ticket() { m_owner.leave(m_id, m_address); }
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    [[nodiscard]] const std::string& address() const { return m_address; }
    [[nodiscard]] Traffic& traffic() { return m_owner.m_traffic; }

private:
    Connections& m_owner;
    Id m_id;
    std::string m_address;
};

} // namespace linli::hub
