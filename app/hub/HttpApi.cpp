// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "core/community/PhotoStore.h"
#include "core/sync/Messages.h"

#include <charconv>

namespace linli::hub {
namespace {

/// A phone that was without network for long sends what it has at once, ten thousand reports if need be; then people type.
constexpr RateLimiter::Rate operationRate{.burst = 12'000, .perSecond = 20};
/// Who works for a neighbourhood answers, publishes and carries for others.
constexpr RateLimiter::Rate staffRate{.burst = 12'000, .perSecond = 100};
/// A notice rings on every phone, so few are enough, and a broken program must not ring them all day. They have a rate of their
/// own, so that other work of the same phone never holds one back.
constexpr RateLimiter::Rate noticeRate{.burst = 60, .perSecond = 0.2};
/// A backlog of reports with photos, then one a few seconds.
constexpr RateLimiter::Rate photoRate{.burst = 300, .perSecond = 0.5};
/// A whole neighbourhood may sit behind one address.
constexpr RateLimiter::Rate strangerRate{.burst = 1000, .perSecond = 20};
/// Once in a phone's life; a file is up to a mebibyte that is opened for somebody without a token.
constexpr RateLimiter::Rate sidecarRate{.burst = 20, .perSecond = 1.0 / 60};
constexpr int tooManyRequests = 429;

constexpr std::string_view healthPath = "/healthz";
constexpr std::size_t noBody = 0;
constexpr std::size_t loginBody = 4 * 1024;
constexpr std::size_t joinBody = 64 * 1024;
constexpr std::size_t sidecarBody = 1024 * 1024;
/// The most that anybody may send without a token.
constexpr std::size_t strangerBody = joinBody;

std::string_view takePart(std::string_view& path)
{
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    return part;
}

} // namespace

const std::array<HttpApi::Route, 17> HttpApi::routes = {{
    {"GET", "/info", &HttpApi::info, noBody, "hub.too_large"},
    {"POST", "/join", &HttpApi::join, joinBody, "push.too_large"},
    {"POST", "/challenge", &HttpApi::challenge, loginBody, "hub.too_large"},
    {"POST", "/login", &HttpApi::login, loginBody, "hub.too_large"},
    {"POST", "/operations", &HttpApi::operations, maxPushBytes, "push.too_large"},
    {"POST", "/sidecar", &HttpApi::sidecar, sidecarBody, "push.too_large"},
    {"GET", "/log", &HttpApi::logPage, noBody, "hub.too_large"},
    {"GET", "/checkpoint", &HttpApi::checkpoint, noBody, "hub.too_large"},
    {"POST", "/refill", &HttpApi::refill, maxPushBytes, "refill.too_large"},
    {"PUT", "/photos/", &HttpApi::putPhoto, community::maxPhotoBytes, "photo.too_large"},
    {"GET", "/photos/", &HttpApi::getPhoto, noBody, "hub.too_large"},
    {"GET", "/snapshot", &HttpApi::snapshotManifest, noBody, "hub.too_large"},
    {"GET", "/snapshot/page/", &HttpApi::snapshotPage, noBody, "hub.too_large"},
    {"GET", "/snapshot/own/", &HttpApi::snapshotOwnPart, noBody, "hub.too_large"},
    {"POST", "/uploads", &HttpApi::createUpload, noBody, "hub.too_large"},
    {"HEAD", "/uploads/", &HttpApi::headUpload, noBody, "hub.too_large"},
    {"PATCH", "/uploads/", &HttpApi::patchUpload, community::maxPhotoBytes, "photo.too_large"},
}};

HttpApi::HttpApi(Communities communities, const Clock& machineClock)
    : m_communities(std::move(communities)), m_clock(machineClock), m_operationRates(operationRate),
      m_staffRates(staffRate), m_noticeRates(noticeRate), m_photoRates(photoRate), m_strangerRates(strangerRate),
      m_sidecarRates(sidecarRate)
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

std::expected<HttpApi::Found, Reply> HttpApi::findRoute(const Request& request) const
{
    auto target = findTarget(request.path);
    if (!target) {
        const bool ours = request.path.starts_with("/v1/c/");
        return std::unexpected(problem(404, ours ? "hub.unknown_community" : "hub.unknown_path"));
    }
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
            return Found{route, *target};
        otherMethod = true;
    }
    return std::unexpected(otherMethod ? problem(405, "hub.wrong_method") : problem(404, "hub.unknown_path"));
}

std::expected<Admission, Reply> HttpApi::admit(const Request& head)
{
    if (head.path == healthPath)
        return Admission{};
    auto admission = findRoute(head).and_then([&](const Found& found) { return admitTo(found, head); });
    if (!admission)
        countRefusal(admission.error());
    return admission;
}

std::expected<Admission, Reply> HttpApi::admitTo(const Found& found, const Request& head)
{
    const Route& route = found.route;
    const std::size_t size = head.bodySize.value_or(0);
    if (size > route.maxBody)
        return std::unexpected(problem(413, route.tooLarge));
    if (route.handler == &HttpApi::patchUpload)
        return openChunk(head, found.target).transform([&](std::unique_ptr<BodySink> sink) {
            return Admission{.maxBody = route.maxBody, .sink = std::move(sink)};
        });
    if (route.handler == &HttpApi::sidecar) {
        if (auto refused = overRate(m_sidecarRates, head.address, 1))
            return std::unexpected(std::move(*refused));
        return Admission{.maxBody = route.maxBody, .sink = nullptr};
    }
    // Who has no token is told so before a large body is read.
    if (size > strangerBody)
        if (const auto reader = authenticate(head, found.target); !reader)
            return std::unexpected(problem(reader.error()));
    return Admission{.maxBody = route.maxBody, .sink = nullptr};
}

void HttpApi::handle(const Request& request, Respond respond)
{
    if (request.path == healthPath)
        return respond(replyText("ok"));
    auto found = findRoute(request);
    if (!found)
        return respond(std::move(found.error()));
    (this->*found->route.handler)(request, found->target, counted(std::move(respond)));
}

Respond HttpApi::counted(Respond respond)
{
    return [this, respond = std::move(respond)](Reply reply) {
        countRefusal(reply);
        respond(std::move(reply));
    };
}

/// By the code that the reply carries, which is one of ours.
void HttpApi::countRefusal(const Reply& reply)
{
    if (reply.status >= 400)
        m_refusals.add(sync::problemOf(reply).code);
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

/// What cannot be read as a number asks for nothing special.
std::optional<std::uint64_t> HttpApi::parseOwn(std::string_view text)
{
    const auto from = parseAfter(text);
    return from ? std::optional(from->value) : std::nullopt;
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
    return LiveAdmission{&target->community, reader->device, *after, parseOwn(request.own)};
}

} // namespace linli::hub
