// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"

#include <charconv>

namespace linli::hub {
namespace {

/// A phone after a week without network sends what it has at once; then people type.
constexpr RateLimiter::Rate operationRate{.burst = 2000, .perSecond = 50};
/// A backlog of reports with photos, then one a few seconds.
constexpr RateLimiter::Rate photoRate{.burst = 300, .perSecond = 0.5};
/// A whole neighbourhood may sit behind one address.
constexpr RateLimiter::Rate strangerRate{.burst = 1000, .perSecond = 20};
constexpr int tooManyRequests = 429;

std::string_view takePart(std::string_view& path)
{
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    return part;
}

} // namespace

const std::array<HttpApi::Route, 12> HttpApi::routes = {{
    {"GET", "/info", &HttpApi::info},
    {"POST", "/join", &HttpApi::join},
    {"POST", "/challenge", &HttpApi::challenge},
    {"POST", "/login", &HttpApi::login},
    {"POST", "/operations", &HttpApi::operations},
    {"GET", "/log", &HttpApi::logPage},
    {"GET", "/checkpoint", &HttpApi::checkpoint},
    {"PUT", "/photos/", &HttpApi::putPhoto},
    {"GET", "/photos/", &HttpApi::getPhoto},
    {"GET", "/snapshot", &HttpApi::snapshotManifest},
    {"GET", "/snapshot/page/", &HttpApi::snapshotPage},
    {"GET", "/snapshot/own/", &HttpApi::snapshotOwnPart},
}};

HttpApi::HttpApi(Communities communities, const Clock& machineClock)
    : m_communities(std::move(communities)), m_clock(machineClock), m_operationRates(operationRate),
      m_photoRates(photoRate), m_strangerRates(strangerRate)
{
}

HttpApi::~HttpApi() = default;

void HttpApi::stop()
{
    for (const auto& [id, community] : m_communities)
        community->stop();
}

std::optional<HttpApi::Target> HttpApi::findTarget(std::string_view path) const
{
    constexpr std::string_view start = "/v1/c/";
    if (!path.starts_with(start))
        return std::nullopt;
    path.remove_prefix(start.size());
    const auto id = parseId<CommunityId>(takePart(path));
    const auto found = id ? m_communities.find(*id) : m_communities.end();
    if (found == m_communities.end())
        return std::nullopt;
    return Target{*found->second, path, {}};
}

void HttpApi::handle(const Request& request, Respond respond)
{
    if (request.path == "/healthz")
        return respond(replyText("ok"));
    auto target = findTarget(request.path);
    if (!target)
        return respond(problem(404, request.path.starts_with("/v1/c/") ? "hub.unknown_community" : "hub.unknown_path"));
    bool otherMethod = false;
    for (const Route& route : routes) {
        std::string_view expected = route.path.substr(1);
        std::string_view rest = target->rest;
        if (expected.ends_with('/') && rest.starts_with(expected)) {
            target->name = rest.substr(expected.size());
            rest = expected;
        }
        if (rest != expected)
            continue;
        if (route.method == request.method)
            return (this->*route.handler)(request, *target, std::move(respond));
        otherMethod = true;
    }
    respond(otherMethod ? problem(405, "hub.wrong_method") : problem(404, "hub.unknown_path"));
}

Result<Reader> HttpApi::authenticate(const Request& request, const Target& target)
{
    constexpr std::string_view scheme = "Bearer ";
    const bool bearer = request.authorization.starts_with(scheme);
    const auto device =
        bearer ? target.community.sessions().deviceOf(request.authorization.substr(scheme.size()), m_clock.monotonic())
               : std::nullopt;
    if (!device)
        return fail(ErrorKind::Rejected, "auth.token");
    auto reader = target.community.gatekeeper().reader(*device);
    if (!reader && reader.error().kind == ErrorKind::Rejected)
        target.community.sessions().endAll(*device);
    return reader;
}

std::optional<Reply> HttpApi::overRate(RateLimiter& rates, const std::string& name, double amount)
{
    const auto wait = rates.take(name, amount, m_clock.monotonic());
    if (!wait)
        return std::nullopt;
    Reply reply = problem(tooManyRequests, "hub.rate");
    reply.retryAfter = *wait;
    return reply;
}

std::optional<Seq> HttpApi::parseAfter(std::string_view text)
{
    Seq seq;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seq.value);
    // Beyond 2^62 the arithmetic of pages would overflow; no log is that long.
    const bool whole = fault == std::errc() && end == text.data() + text.size() && seq.value < 1ULL << 62;
    return whole ? std::optional(seq) : std::nullopt;
}

std::expected<LiveAdmission, Reply> HttpApi::admitLive(const Request& request)
{
    const auto target = findTarget(request.path);
    if (!target || target->rest != "live")
        return std::unexpected(problem(404, "hub.unknown_path"));
    const auto reader = authenticate(request, *target);
    if (!reader)
        return std::unexpected(problem(reader.error()));
    const auto after = parseAfter(request.after);
    if (!after)
        return std::unexpected(problem(400, "log.bad_after"));
    return LiveAdmission{&target->community, reader->device, *after};
}

} // namespace linli::hub
