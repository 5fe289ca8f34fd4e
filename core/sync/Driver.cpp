// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Exchange.h"
#include "core/sync/SyncTuning.h"

#include <algorithm>

namespace linli::sync {

Driver::Driver(Transport& transport, Exchange& exchange, std::function<void()> done)
    : m_transport(transport), m_exchange(exchange), m_done(std::move(done))
{
}

void Driver::start()
{
    step();
}

std::list<Driver::Early>::iterator Driver::findEarly(const HttpRequest& request)
{
    return std::ranges::find_if(m_early, [&](const Early& early) {
        return request.method == "GET" && early.request.path == request.path && early.request.token == request.token &&
               early.request.headers == request.headers;
    });
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
    const auto early = findEarly(*request);
    if (early == m_early.end()) {
        send(std::move(*request));
    } else if (!early->answer) {
        early->wanted = true;
    } else {
        auto answer = std::move(*early->answer);
        m_early.erase(early);
        return take(std::move(answer));
    }
    sendEarly();
}

void Driver::send(HttpRequest request)
{
    m_transport.send(std::move(request), [this, alive = std::weak_ptr(m_alive)](Result<HttpResponse> response) {
        if (!alive.expired())
            take(std::move(response));
    });
}

void Driver::sendEarly()
{
    for (HttpRequest& request : m_exchange.soon()) {
        if (m_early.size() >= tuning::requestsAhead)
            return;
        if (findEarly(request) != m_early.end())
            continue;
        const auto early = m_early.insert(m_early.end(), Early{request, std::nullopt});
        m_transport.send(std::move(request),
                         [this, early, alive = std::weak_ptr(m_alive)](Result<HttpResponse> response) {
                             if (alive.expired())
                                 return;
                             takeEarly(early, std::move(response));
                         });
    }
}

void Driver::takeEarly(std::list<Early>::iterator early, Result<HttpResponse> response)
{
    const bool wanted = early->wanted;
    // What went wrong before anybody asked is no answer: it will be asked for again.
    if (!wanted && response && response->status < 400) {
        early->answer = std::move(response);
        return;
    }
    m_early.erase(early);
    if (wanted)
        take(std::move(response));
}

void Driver::take(Result<HttpResponse> answer)
{
    m_exchange.onResponse(std::move(answer));
    step();
}

} // namespace linli::sync
