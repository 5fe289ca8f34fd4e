// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Exchange.h"

namespace linli::sync {

Driver::Driver(Transport& transport, Exchange& exchange, std::function<void()> done)
    : m_transport(transport), m_exchange(exchange), m_done(std::move(done))
{
}

void Driver::start()
{
    step();
}

void Driver::step()
{
    auto request = m_exchange.nextRequest();
    if (!request) {
        // done may destroy this driver.
        const auto done = std::move(m_done);
        done();
        return;
    }
    m_transport.send(std::move(*request), [this, alive = std::weak_ptr(m_alive)](Result<HttpResponse> response) {
        if (alive.expired())
            return;
        m_exchange.onResponse(std::move(response));
        step();
    });
}

} // namespace linli::sync
