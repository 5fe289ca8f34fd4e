// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/CommunityHub.h"
#include "app/hub/HttpService.h"
#include "app/hub/Metrics.h"
#include "app/hub/RateLimiter.h"

#include <map>
#include <span>

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
    /// Its numbers in Prometheus' text format.
    [[nodiscard]] std::string metrics();
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
    static const std::array<Route, 17> routes;

    [[nodiscard]] std::optional<Target> findTarget(std::string_view path) const;
    [[nodiscard]] std::expected<Found, Reply> findRoute(const Request& request) const;
    [[nodiscard]] std::expected<Admission, Reply> admitTo(const Found& found, const Request& head);
    [[nodiscard]] Result<Reader> authenticate(const Request& request, const Target& target);
    [[nodiscard]] static std::optional<Seq> parseAfter(std::string_view text);
    [[nodiscard]] static std::optional<std::uint64_t> parseOwn(std::string_view text);
    static constexpr std::size_t maxPushOperations = 500;
    static constexpr std::size_t maxPushBytes = 512 * 1024;
    /// What a packed body may unpack to: enough to see that it is too large, too little to fill the memory.
    static constexpr std::size_t maxUnpackedBody = 1024 * 1024;
    [[nodiscard]] static Result<std::vector<log::SignedOperation>> readPush(const Request& request);
    /// Counts an answer that is none.
    [[nodiscard]] Respond counted(Respond respond);
    void countRefusal(const Reply& reply);
    [[nodiscard]] std::optional<Reply> overRate(RateLimiter& rates, const std::string& name, double amount);

    void info(const Request& request, const Target& target, Respond respond);
    void join(const Request& request, const Target& target, Respond respond);
    void challenge(const Request& request, const Target& target, Respond respond);
    void login(const Request& request, const Target& target, Respond respond);
    void operations(const Request& request, const Target& target, Respond respond);
    void sidecar(const Request& request, const Target& target, Respond respond);
    void logPage(const Request& request, const Target& target, Respond respond);
    void checkpoint(const Request& request, const Target& target, Respond respond);
    void refill(const Request& request, const Target& target, Respond respond);
    [[nodiscard]] static Result<RefillDesk::Offer> readOffer(const Request& request, const DeviceId& device);
    void putPhoto(const Request& request, const Target& target, Respond respond);
    void getPhoto(const Request& request, const Target& target, Respond respond);
    void createUpload(const Request& request, const Target& target, Respond respond);
    void headUpload(const Request& request, const Target& target, Respond respond);
    void patchUpload(const Request& request, const Target& target, Respond respond);
    class ChunkSink;
    [[nodiscard]] std::expected<std::unique_ptr<BodySink>, Reply> openChunk(const Request& head, const Target& target);
    /// A photo that is on the shelf counts as an upload that is done; one that is whole but not there yet is put there first.
    [[nodiscard]] static Result<std::optional<UploadShelf::Upload>>
    findUpload(const Target& target, const DeviceId& device, const Hash& photo);
    /// A photo's name in a path: nothing but lower-case hexadecimal, so that each has one name.
    [[nodiscard]] static std::optional<Hash> photoName(std::string_view hex);
    /// Nothing when the device may push these now.
    [[nodiscard]] std::optional<Reply> overPushRate(const Reader& reader,
                                                    std::span<const log::SignedOperation> operations);
    struct Asked;
    [[nodiscard]] static Asked askedFor(const log::SignedOperation& operation, const std::optional<DeviceId>& sender);
    /// `answers`: of those that were not set aside.
    [[nodiscard]] Reply pushReply(std::span<const Asked> asked, std::span<const Sequencer::Answer> answers);
    [[nodiscard]] static Reply pushRefusal(Sequencer& sequencer, std::size_t operations, const Error& error);
    void snapshotManifest(const Request& request, const Target& target, Respond respond);
    void snapshotPage(const Request& request, const Target& target, Respond respond);
    void snapshotOwnPart(const Request& request, const Target& target, Respond respond);
    /// `sender`: the device whose token it came with; nothing for a join.
    void push(const Target& target, std::vector<log::SignedOperation> operations, const std::optional<DeviceId>& sender,
              Respond respond);

    Communities m_communities;
    const Clock& m_clock;
    RateLimiter m_operationRates; ///< by device
    RateLimiter m_staffRates;     ///< by device, of those who answer for a neighbourhood
    RateLimiter m_noticeRates;    ///< by device
    RateLimiter m_photoRates;     ///< by device
    CodeCounter m_verdicts;       ///< of operations
    CodeCounter m_refusals;       ///< of requests
    RateLimiter m_strangerRates;  ///< by address
    RateLimiter m_sidecarRates;   ///< by address
};

} // namespace linli::hub
