// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/CommunityHub.h"
#include "app/hub/HttpService.h"
#include "app/hub/RateLimiter.h"

#include <map>

namespace linli::hub {

/// The HTTP API of core/sync/README.md without a web server: requests in, replies out, exactly one each. A reply may come
/// later and on another thread (the strand's). Threads: any.
class HttpApi final : public HttpService {
public:
    using Communities = std::map<CommunityId, std::unique_ptr<CommunityHub>>;

    HttpApi(Communities communities, const Clock& machineClock);
    ~HttpApi() override;
    HttpApi(const HttpApi&) = delete;
    HttpApi& operator=(const HttpApi&) = delete;
    [[nodiscard]] std::expected<Admission, Reply> admit(const Request& head) override;
    void handle(const Request& request, Respond respond) override;
    /// For "/live".
    [[nodiscard]] std::expected<LiveAdmission, Reply> admitLive(const Request& request) override;
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
        std::size_t maxBody;
        std::string_view tooLarge; ///< code for a larger one
    };
    struct Found {
        const Route& route;
        Target target;
    };
    static const std::array<Route, 12> routes;

    [[nodiscard]] std::optional<Target> findTarget(std::string_view path) const;
    [[nodiscard]] std::expected<Found, Reply> findRoute(const Request& request) const;
    [[nodiscard]] Result<Reader> authenticate(const Request& request, const Target& target);
    [[nodiscard]] static std::optional<Seq> parseAfter(std::string_view text);
    static constexpr std::size_t maxPushOperations = 500;
    static constexpr std::size_t maxPushBytes = 512 * 1024;
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
    /// `sender`: the device whose token it came with; nothing for a join.
    void push(const Target& target, std::vector<log::SignedOperation> operations, const std::optional<DeviceId>& sender,
              Respond respond);

    Communities m_communities;
    const Clock& m_clock;
    RateLimiter m_operationRates; ///< by device
    RateLimiter m_photoRates;     ///< by device
    RateLimiter m_strangerRates;  ///< by address
};

} // namespace linli::hub
