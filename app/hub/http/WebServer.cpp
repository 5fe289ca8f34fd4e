// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/WebServer.h"

#include "app/hub/Metrics.h"
#include "app/hub/MetricsPage.h"
#include "app/hub/http/Limits.h"
#include "app/hub/http/Listener.h"

#include <spdlog/spdlog.h>

#include <csignal>
#include <thread>

namespace linli::hub {
namespace {

sigset_t watchedSignals()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int which : {SIGTERM, SIGINT, SIGHUP})
        ::sigaddset(&signals, which);
    return signals;
}

/// Threads that run an io_context until it is stopped.
class IoThreads {
public:
    explicit IoThreads(asio::io_context& context) : m_context(context), m_work(context.get_executor())
    {
        const unsigned count = std::max(2U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < count; ++i)
            m_threads.emplace_back([&context] { context.run(); });
    }
    ~IoThreads() { m_context.stop(); }
    IoThreads(const IoThreads&) = delete;
    IoThreads& operator=(const IoThreads&) = delete;

private:
    asio::io_context& m_context;
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::vector<std::jthread> m_threads;
};

void reloadCertificate(TlsContext* tls)
{
    if (!tls)
        return;
    if (const auto reloaded = tls->reload(); reloaded)
        spdlog::info("certificate read again");
    else
        spdlog::error("certificate kept as it was: {} {}", reloaded.error().code, reloaded.error().detail);
}

void waitForStop(TlsContext* tls)
{
    const sigset_t signals = watchedSignals();
    int which = 0;
    while (::sigwait(&signals, &which) == 0 && which == SIGHUP)
        reloadCertificate(tls);
}

std::string metricsOf(Connections& connections)
{
    std::string out;
    writeHead(out, "linli_connections", "gauge", "Connections that are open, live channels among them.");
    writeValue(out, "linli_connections", {}, connections.count());
    writeHead(out, "linli_bytes_total", "counter", "Bytes of messages, above TLS.");
    writeValue(out, "linli_bytes_total", "direction=\"received\"", connections.traffic().received);
    writeValue(out, "linli_bytes_total", "direction=\"sent\"", connections.traffic().sent);
    return out;
}

} // namespace

void blockSignals()
{
    const sigset_t signals = watchedSignals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    (void)std::signal(SIGPIPE, SIG_IGN); // whoever reads the log may end before the hub does
}

Result<void> runServer(HttpApi& api, const ServerOptions& options, const std::function<void(const Listening&)>& ready)
{
    std::unique_ptr<TlsContext> tls;
    if (options.tls) {
        LINLI_TRY(tls, TlsContext::load(*options.tls));
    }
    const Limits limits;
    Connections connections({limits.connections, limits.connectionsPerAddress});
    Connections readers({limits.metricsReaders, limits.metricsReaders});
    MetricsPage page([&] { return api.metrics() + metricsOf(connections); });
    asio::io_context context;
    LINLI_TRY(const auto listener, Listener::open(context, options.listen, api, connections, limits, tls.get()));
    std::unique_ptr<Listener> metrics;
    if (options.metrics) {
        LINLI_TRY(metrics, Listener::open(context, *options.metrics, page, readers, limits));
    }
    const IoThreads threads(context);
    listener->start();
    if (metrics)
        metrics->start();
    ready({listener->address(), metrics ? std::optional(metrics->address()) : std::nullopt});
    waitForStop(tls.get());
    spdlog::info("stopping");
    listener->stop();
    if (metrics)
        metrics->stop();
    api.stop();
    if (!connections.waitForNone(limits.stop))
        spdlog::warn("{} connections cut at the end", connections.count());
    spdlog::info("stopped");
    return {};
}

} // namespace linli::hub
