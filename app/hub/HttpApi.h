// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/CommunityHub.h"
#include "app/hub/RateLimiter.h"
#include "core/sync/Transport.h"

#include <map>

namespace linli::hub {

/// A request as the web server got it. Views are valid during handle() only.
struct Request {
    std::string_view method;
    std::string_view path;
    std::string_view after;         ///< query parameter "after", empty when absent
    std::string_view authorization; ///< header
    std::string_view contentType;
    ByteView body;
    std::string address; ///< of the peer, for rates of those who have no device yet
};
using Reply = sync::HttpResponse;

/// A phone that asks for the live channel, admitted.
struct LiveAdmission {
    CommunityHub* community;
    DeviceId device;
    Seq after;
};

/// The HTTP API of core/sync/README.md without a web server: requests in, replies out, exactly one each. A reply may come
/// later and on another thread (the strand's). Threads: any.
class HttpApi {
public:
    using Communities = std::map<CommunityId, std::unique_ptr<CommunityHub>>;
    using Respond = std::function<void(Reply)>;

    HttpApi(Communities communities, const Clock& machineClock);
    ~HttpApi();
    void handle(const Request& request, Respond respond);
    /// For "/live": admission, or the reply that refuses it.
    [[nodiscard]] std::expected<LiveAdmission, Reply> admitLive(const Request& request);
    [[nodiscard]] const Communities& communities() const { return m_communities; }
    /// Answers what is under way and takes no more.
    void stop();

private:
    /// A community and what is asked of it.
    struct Target {
        CommunityHub& community;
        std::string_view rest; ///< after the community: "log"
        std::string_view name; ///< part after a route's trailing "/"
    };
    using Handler = void (HttpApi::*)(const Request&, const Target&, Respond);
    struct Route {
        std::string_view method;
        std::string_view path; ///< after the community; a trailing "/" takes one more part
        Handler handler;
    };
    static const std::array<Route, 12> routes;

    [[nodiscard]] std::optional<Target> findTarget(std::string_view path) const;
    [[nodiscard]] Result<Reader> authenticate(const Request& request, const Target& target);
    [[nodiscard]] static std::optional<Seq> parseAfter(std::string_view text);
    [[nodiscard]] static Result<std::vector<log::SignedOperation>> readPush(const Request& request);
    [[nodiscard]] std::optional<Reply> overRate(RateLimiter& rates, const std::string& name, double amount);

    void info(const Request& request, const Target& target, Respond respond);
    void join(const Request& request, const Target& target, Respond respond);
    void challenge(const Request& request, const Target& target, Respond respond);
    void login(const Request& request, const Target& target, Respond respond);
    void operations(const Request& request, const Target& target, Respond respond);
    void logPage(const Request& request, const Target& target, Respond respond);
    void checkpoint(const Request& request, const Target& target, Respond respond);
    void putPhoto(const Request& request, const Target& target, Respond respond);
    void getPhoto(const Request& request, const Target& target, Respond respond);
    void snapshotManifest(const Request& request, const Target& target, Respond respond);
    void snapshotPage(const Request& request, const Target& target, Respond respond);
    void snapshotOwnPart(const Request& request, const Target& target, Respond respond);
    void push(const Target& target, std::vector<log::SignedOperation> operations, Respond respond);

    Communities m_communities;
    const Clock& m_clock;
    RateLimiter m_operationRates; ///< by device
    RateLimiter m_photoRates;     ///< by device
    RateLimiter m_strangerRates;  ///< by address
};

} // namespace linli::hub
