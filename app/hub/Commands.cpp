// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Commands.h"

#include "app/hub/CommandOutput.h"
#include "app/hub/Founding.h"
#include "app/hub/Fsck.h"
#include "app/hub/http/WebServer.h"
#include "core/base/Encoding.h"

#include <spdlog/spdlog.h>

#include <iostream>

namespace linli::hub {
namespace {

std::unique_ptr<Clock> makeClock(const std::string& testClock)
{
    if (testClock.empty())
        return std::make_unique<HubClock>();
    spdlog::warn("time comes from a file: for tests only");
    return std::make_unique<TestClock>(testClock);
}

Result<HttpApi::Communities> openCommunities(const HubFolder& folder, const std::shared_ptr<HubStorage>& storage,
                                             const Clock& logClock, const Clock& machineClock)
{
    LINLI_TRY(const auto ids, storage->communities(folder));
    if (ids.empty())
        return fail(ErrorKind::Store, "hub.no_data", "no community was founded yet");
    HttpApi::Communities communities;
    for (const CommunityId& id : ids) {
        LINLI_TRY(communities[id], CommunityHub::open(folder.files(id), logClock, machineClock, startThread, storage));
        spdlog::info("community {}: log size {}", toText(id), communities[id]->head().snapshot().size);
    }
    return communities;
}

std::optional<TlsFiles> tlsFiles(const ServeOptions& options)
{
    if (options.tlsCertificate.empty())
        return std::nullopt;
    return TlsFiles{options.tlsCertificate, options.tlsKey};
}

/// The operator's word that what the logs lack will not come back.
Result<void> acceptLoss(const HubFolder& folder, HubStorage& storage)
{
    LINLI_TRY(const auto ids, storage.communities(folder));
    for (const CommunityId& id : ids) {
        LINLI_TRY(const auto log, storage.openLog(folder.files(id), HubStorage::Use::Serve));
        LINLI_TRY(const LogStore::Head head, log->head());
        if (head.standstill == Standstill::None)
            continue;
        LINLI_CHECK(log->goOn(head.state.size, true));
        spdlog::warn("community {}: goes on at size {}; what phones know beyond it is given up", toText(id),
                     head.state.size);
    }
    return {};
}

Result<void> serve(const ServeOptions& options, const OpenStorage& open)
{
    LINLI_TRY(const ListenAddress wanted, parseListen(options.listen));
    std::optional<ListenAddress> metrics;
    if (!options.metrics.empty()) {
        LINLI_TRY(metrics, parseListen(options.metrics));
    }
    LINLI_CHECK(crypto::initialise());
    LINLI_TRY(const HubFolder folder, HubFolder::open(options.data));
    LINLI_TRY(const FileLock lock, folder.lock());
    LINLI_TRY(const auto storage, open(options.database));
    if (options.acceptLoss)
        LINLI_CHECK(acceptLoss(folder, *storage));

    const auto logClock = makeClock(options.testClock);
    const HubClock machineClock;
    LINLI_TRY(auto communities, openCommunities(folder, storage, *logClock, machineClock));
    for (const auto& [id, community] : communities)
        community->setRefillPatience(std::chrono::seconds(options.refillWait));
    HttpApi api(std::move(communities), machineClock);
    const auto listening = storage->listen([&api](const CommunityId& community, std::uint64_t size) {
        if (const auto found = api.communities().find(community); found != api.communities().end())
            found->second->logHasGrown(size);
    });
    return runServer(api, {wanted, tlsFiles(options), metrics}, [](const Listening& ready) {
        nlohmann::json line;
        line["listening"] = ready.phones.text();
        if (ready.metrics)
            line["metrics"] = ready.metrics->text();
        print(line);
    });
}

} // namespace

int runFound(const FoundOptions& options, const OpenStorage& open)
{
    const auto clock = makeClock(options.testClock);
    const auto founded = open(options.database).and_then([&](const std::shared_ptr<HubStorage>& storage) {
        return found(options.data, {options.name, options.compounds, options.households, options.hubUrl}, *clock,
                     *storage);
    });
    if (!founded)
        return giveUp(founded.error());
    nlohmann::json out;
    out["community_id"] = toText(founded->community);
    out["admin_invite"] = founded->adminInvite;
    if (!founded->adminInviteUrl.empty())
        out["invite_url"] = founded->adminInviteUrl;
    print(out);
    return exitDone;
}

int runServe(const ServeOptions& options, const OpenStorage& open)
{
    const auto served = serve(options, open);
    return served ? exitDone : giveUp(served.error());
}

int runFsck(const FsckOptions& options, const OpenStorage& open)
{
    const auto folder = crypto::initialise().and_then([&] { return HubFolder::open(options.data); });
    if (!folder)
        return giveUp(folder.error());
    const auto storage = open(options.database);
    if (!storage)
        return giveUp(storage.error());
    const auto ids = (*storage)->communities(*folder);
    if (!ids)
        return giveUp(ids.error());
    int code = exitDone;
    for (const CommunityId& id : *ids) {
        const auto report = fsck(folder->files(id), **storage);
        if (!report) {
            std::cerr << toText(id) << ": ";
            complain(report.error());
            code = exitDiffers;
            continue;
        }
        nlohmann::json out;
        out["community_id"] = toText(id);
        out["log_size"] = report->log.size;
        out["log_root"] = toHex(report->log.root);
        out["community_sha256"] = toHex(report->digest);
        print(out);
    }
    return code;
}

} // namespace linli::hub
