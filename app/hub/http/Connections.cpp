// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/Connections.h"

namespace linli::hub {

std::unique_ptr<Connections::Ticket> Connections::admit(const std::string& address, std::function<void()> stop)
{
    const std::scoped_lock lock(m_mutex);
    if (m_stopping || m_open.size() >= m_most.all)
        return nullptr;
    std::size_t& here = m_byAddress[address];
    if (here >= m_most.perAddress)
        return nullptr;
    ++here;
    const Id id = ++m_lastId;
    m_open.emplace(id, std::move(stop));
    return std::make_unique<Ticket>(*this, id, address);
}

std::size_t Connections::count() const
{
    const std::scoped_lock lock(m_mutex);
    return m_open.size();
}

void Connections::leave(Id id, const std::string& address)
{
    std::function<void()> last; // destroyed without the lock: it may hold the connection
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_open.find(id); found != m_open.end()) {
            last = std::move(found->second);
            m_open.erase(found);
        }
        if (const auto found = m_byAddress.find(address); found != m_byAddress.end() && --found->second == 0)
            m_byAddress.erase(found);
        m_left.notify_all();
    }
}

void Connections::stop()
{
    std::map<Id, std::function<void()>> open;
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        open = m_open;
    }
    for (const auto& [id, stopOne] : open)
        stopOne();
}

bool Connections::waitForNone(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    return m_left.wait_for(lock, patience, [this] { return m_open.empty(); });
}

} // namespace linli::hub
