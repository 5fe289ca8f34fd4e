// SPDX-License-Identifier: Apache-2.0
#include "app/hub/WebServer.h"

#include "app/hub/LiveSocket.h"
#include "app/hub/Replies.h"
#include "core/sync/Messages.h"

#include <drogon/drogon.h>
#include <spdlog/spdlog.h>
#include <trantor/utils/Logger.h>

#include <atomic>
#include <csignal>

namespace linli::hub {
namespace {

/// Bodies are at most a photo and some headroom; all stay in memory, since Drogon would write longer ones to a file in clear.
constexpr std::size_t maxBody = 4 * 1024 * 1024;
constexpr std::size_t ioThreads = 2;
constexpr std::size_t idleSeconds = 90;

sigset_t stopSignals()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    return signals;
}

drogon::HttpResponsePtr toDrogon(Reply reply)
{
    auto out = drogon::HttpResponse::newHttpResponse();
    out->setStatusCode(static_cast<drogon::HttpStatusCode>(reply.status));
    out->setContentTypeString(reply.contentType);
    out->addHeader("Cache-Control", "no-store");
    out->addHeader("X-Content-Type-Options", "nosniff");
    if (reply.retryAfter)
        out->addHeader("Retry-After",
                       std::to_string(std::chrono::ceil<std::chrono::seconds>(*reply.retryAfter).count()));
    out->setBody(asString(reply.body));
    return out;
}

bool asksForSocket(const drogon::HttpRequestPtr& request)
{
    return !request->getHeader("sec-websocket-key").empty() && request->path().ends_with("/live");
}

void answer(HttpApi& api, const drogon::HttpRequestPtr& request, drogon::AdviceCallback respond,
            drogon::AdviceChainCallback passOn)
{
    const Request asked = readRequest(request);
    if (asksForSocket(request)) {
        const auto admission = api.admitLive(asked);
        return admission ? passOn() : respond(toDrogon(admission.error()));
    }
    api.handle(asked, [respond = std::move(respond)](Reply reply) { respond(toDrogon(std::move(reply))); });
}

/// Drogon calls its beginning advices before it tells its threads to listen. So: first to the end of the main loop's queue,
/// then to the end of each thread's, where listening is ahead of us.
void callWhenListening(std::function<void()> ready)
{
    drogon::app().getLoop()->queueInLoop([ready = std::move(ready)] {
        const auto missing = std::make_shared<std::atomic<std::size_t>>(ioThreads);
        for (std::size_t i = 0; i < ioThreads; ++i)
            drogon::app().getIOLoop(i)->queueInLoop([missing, ready] {
                if (--*missing == 0)
                    ready();
            });
    });
}

void sendLogsToStderr()
{
    trantor::Logger::setLogLevel(trantor::Logger::kError);
    trantor::Logger::setOutputFunction(
        [](const char* text, std::uint64_t length) { std::fwrite(text, 1, length, stderr); },
        [] { std::fflush(stderr); });
}

void configure(HttpApi& api, const ServerOptions& options)
{
    auto& app = drogon::app();
    app.disableSigtermHandling()
        .setThreadNum(ioThreads)
        .setClientMaxBodySize(maxBody)
        .setClientMaxMemoryBodySize(maxBody)
        .setClientMaxWebSocketMessageSize(1024)
        .setIdleConnectionTimeout(idleSeconds)
        .setUploadPath(std::filesystem::absolute(options.scratch).string())
        .enableServerHeader(false)
        .enableGzip(false)
        .setCustomErrorHandler(
            [](drogon::HttpStatusCode status) { return toDrogon(problem(status, "hub.bad_request")); })
        .addListener(options.listen.host, options.listen.port);
    // Every request ends here but for admitted live channels, so Drogon's own routes and static files are never reached.
    app.registerPreRoutingAdvice(
        [&api](const drogon::HttpRequestPtr& request, drogon::AdviceCallback&& respond,
               drogon::AdviceChainCallback&& passOn) { answer(api, request, std::move(respond), std::move(passOn)); });
    app.registerController(std::make_shared<LiveSocket>(api));
    for (const auto& [id, community] : api.communities())
        app.registerWebSocketController(sync::communityPath(id, "/live"), LiveSocket::classTypeName());
}

} // namespace

void blockStopSignals()
{
    const sigset_t signals = stopSignals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void runServer(HttpApi& api, const ServerOptions& options, const std::function<void(const ListenAddress&)>& ready)
{
    sendLogsToStderr();
    configure(api, options);
    drogon::app().registerBeginningAdvice([&] {
        // Drogon makes folders for uploads that it keeps in files; we keep none.
        std::error_code ignored;
        std::filesystem::remove_all(options.scratch, ignored);
        callWhenListening([&] { ready(options.listen); });
    });
    std::thread stopper([&api] {
        const sigset_t signals = stopSignals();
        int which = 0;
        ::sigwait(&signals, &which);
        spdlog::info("stopping");
        api.stop();
        drogon::app().getLoop()->queueInLoop([] { drogon::app().quit(); });
    });
    drogon::app().run();
    // Wakes the thread when the server ended by itself; it takes every stop signal alike.
    ::pthread_kill(stopper.native_handle(), SIGINT);
    stopper.join();
    spdlog::info("stopped");
}

} // namespace linli::hub
