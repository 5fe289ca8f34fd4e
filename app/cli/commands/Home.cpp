// SPDX-License-Identifier: Apache-2.0
// Commands about this phone: join, recover, sync, digest, photo.
#include "app/cli/Command.h"
#include "app/cli/Network.h"
#include "app/cli/Watch.h"
#include "core/base/File.h"
#include "core/sync/Delivery.h"
#include "core/sync/Evidence.h"
#include "core/sync/JoinSession.h"
#include "core/sync/Joining.h"

namespace linli::cli {
namespace {

Result<sync::SyncOutcome> syncOnce(community::Home& home, sync::Transport& transport, const Clock& clock)
{
    sync::SyncSession session({home.replica(), home.photos(), home.identity(), clock}, {.pull = true, .token = {}});
    runExchange(transport, session);
    if (session.outcome().error)
        return std::unexpected(*session.outcome().error);
    return session.outcome();
}

/// Nobody waits for a command line that has the log: what a search wants is made at once.
Result<void> fillIndexes(community::Home& home)
{
    for (;;) {
        LINLI_TRY(const bool more, home.replica().fillIndexes());
        if (!more)
            return {};
    }
}

/// The hub takes the join, then the log comes. Only a "no" of the hub gives the attempt up; after a lost answer the same
/// command goes on with the same operation.
Result<void> finishJoin(sync::Joining joining, const Platform& platform)
{
    LINLI_TRY(const auto transport, platform.connect(joining.home.hubUrl()));
    sync::JoinSession session(joining.home.replica().genesis(), std::move(joining.join));
    runExchange(*transport, session);
    if (session.error()) {
        if (session.error()->kind == ErrorKind::Rejected)
            community::Home::abandonJoining(std::move(joining.home));
        return std::unexpected(*session.error());
    }
    LINLI_CHECK(syncOnce(joining.home, *transport, platform.clock));
    LINLI_CHECK(joining.home.finishJoining());
    LINLI_CHECK(fillIndexes(joining.home));
    LINLI_TRY(const MemberId member, joining.home.member());
    Session::print({{"community_id", toText(joining.home.replica().genesis().community)},
                    {"member_id", toText(member)},
                    {"device_id", toText(joining.home.identity().device)}});
    return {};
}

Action prepareJoin(CLI::App& app)
{
    struct Options {
        std::string url;
        std::string invite;
        std::string name = "住户";
    };
    const auto in = std::make_shared<Options>();
    app.add_option("URL", in->url, "the hub's address, http:// or https://")->required();
    app.add_option("INVITE", in->invite, "the invite, LL1-…, or a linli://join address")->required();
    app.add_option("--name", in->name, "how neighbours will see you")->capture_default_str();
    return [in](Session& session) -> Result<void> {
        LINLI_CHECK(session.platform().connect(in->url)); // a wrong address is told before anything is made
        LINLI_TRY(auto joining, sync::startJoining(session.folder(), session.vault(), in->url, in->invite, in->name,
                                                   session.platform().clock.now()));
        return finishJoin(std::move(joining), session.platform());
    };
}

/// Only where the hub insists on another log, and only when told twice: what this phone has of its own is copied aside.
Result<void> followHub(Session& session, bool confirmed)
{
    LINLI_CHECK(session.open());
    community::Home& home = session.home();
    const Clock& clock = session.platform().clock;
    LINLI_TRY(const auto transport, session.platform().connect(home.hubUrl()));
    const auto before = syncOnce(home, *transport, clock);
    if (before)
        return fail(ErrorKind::Invalid, "home.follows_hub");
    if (!sync::isAnotherLog(before.error()))
        return std::unexpected(before.error());
    const std::uint64_t size = home.replica().confirmed().size;
    LINLI_TRY(const auto evidence, sync::Evidence(home.replica()).count());
    if (!confirmed) {
        Session::print({{"followed", false}, {"why", before.error().code}, {"log_size", size}, {"evidence", evidence}});
        return fail(ErrorKind::Invalid, "home.unconfirmed", before.error().code);
    }
    LINLI_TRY(const std::size_t queued, home.followHub());
    LINLI_CHECK(syncOnce(home, *transport, clock));
    LINLI_CHECK(fillIndexes(home));
    LINLI_TRY(const auto waiting, home.replica().outbox().unsentCount());
    LINLI_TRY(const auto rejected, home.replica().outbox().rejectedCount());
    Session::print({{"followed", true},
                    {"given_up", size},
                    {"log_size", home.replica().confirmed().size},
                    {"offered", queued},
                    {"waiting", waiting},
                    {"rejected", rejected},
                    {"evidence", evidence}});
    return {};
}

Action prepareRecover(CLI::App& app)
{
    struct Options {
        bool followHub = false;
        bool yes = false;
    };
    const auto in = std::make_shared<Options>();
    CLI::Option* follow = app.add_flag(
        "--follow-hub", in->followHub,
        "the hub's log is another one than this phone's, and the community goes on with it: go over to it");
    app.add_flag("--yes", in->yes, "really; without it, only what is the matter is told")->needs(follow);
    return [in](Session& session) -> Result<void> {
        if (in->followHub)
            return followHub(session, in->yes);
        LINLI_TRY(auto home, community::Home::recover(session.folder(), session.vault()));
        LINLI_TRY(const auto waiting, home.replica().outbox().unsentCount());
        Session::print({{"recovered", true}, {"waiting", waiting}});
        return {};
    };
}

/// Needs no key: the file is sealed to the hub.
Action prepareDeliver(CLI::App& app)
{
    struct Options {
        std::string url;
        std::string file;
    };
    const auto in = std::make_shared<Options>();
    app.add_option("URL", in->url, "the hub's address, http:// or https://")->required();
    app.add_option("--file", in->file, "the sidecar; without it, that of this home");
    return [in](Session& session) -> Result<void> {
        constexpr std::uintmax_t most = 1024 * 1024;
        const std::filesystem::path file =
            in->file.empty() ? session.folder() / "own.sidecar" : std::filesystem::path(in->file);
        auto bytes = readFile(file, most);
        if (!bytes)
            return fail(ErrorKind::Invalid, bytes.error().code, file.string());
        LINLI_TRY(sync::Delivery delivery, sync::Delivery::of(std::move(*bytes)));
        LINLI_TRY(const auto transport, session.platform().connect(in->url));
        runExchange(*transport, delivery);
        LINLI_CHECK(delivery.outcome());
        std::int64_t inLog = 0;
        const auto& answers = delivery.outcome()->answers();
        for (const auto& answer : answers)
            inLog += answer.seq() > 0 ? 1 : 0;
        Session::print({{"operations", answers.size()}, {"in_log", inLog}, {"left", answers.size() - inLog}});
        return {};
    };
}

Action prepareSync(CLI::App& app)
{
    const auto watch = std::make_shared<bool>(false);
    app.add_flag("--watch", *watch, "stay connected until SIGTERM; prints a line of JSON at every change");
    return [watch](Session& session) -> Result<void> {
        LINLI_TRY(auto transport, session.platform().connect(session.home().hubUrl()));
        if (*watch)
            return Watch(session, std::move(transport)).run();
        LINLI_TRY(const auto outcome, syncOnce(session.home(), *transport, session.platform().clock));
        LINLI_CHECK(fillIndexes(session.home()));
        community::Replica& replica = session.home().replica();
        LINLI_TRY(const auto rejected, replica.outbox().rejectedCount());
        LINLI_TRY(const auto waiting, replica.outbox().unsentCount());
        Session::print({{"pushed", outcome.pushed},
                        {"carried", outcome.carried},
                        {"pulled", outcome.pulled},
                        {"photos_up", outcome.photosUp},
                        {"photos_down", outcome.photosDown},
                        {"rejected", rejected},
                        {"waiting", waiting},
                        {"log_size", replica.confirmed().size}});
        return {};
    };
}

Action prepareDigest(CLI::App&)
{
    return [](Session& session) -> Result<void> {
        community::Replica& replica = session.home().replica();
        LINLI_TRY(const log::Digests digests, replica.digests());
        Session::print({{"log_size", replica.confirmed().size},
                        {"log_root", toJson(replica.confirmed().root)},
                        {"community_sha256", toJson(digests.community)},
                        {"own_sha256", toJson(digests.own)}});
        return {};
    };
}

Action preparePhoto(CLI::App& app)
{
    struct Options {
        std::string hash;
        std::string out;
    };
    const auto in = std::make_shared<Options>();
    app.add_option("HASH", in->hash, "SHA-256 of the photo, as 'show' lists it")->required();
    app.add_option("--out", in->out, "file to write the JPEG to")->required();
    return [in](Session& session) -> Result<void> {
        const auto hash = toHash(fromHex(in->hash).value_or(Bytes{}));
        if (!hash)
            return fail(ErrorKind::Invalid, "input.hash", "64 hexadecimal digits are needed");
        LINLI_TRY(const auto jpeg, session.home().photos().find(*hash));
        if (!jpeg)
            return fail(ErrorKind::Invalid, "photo.unknown", in->hash);
        if (const auto written = writeFileDurably(in->out, *jpeg); !written)
            return fail(ErrorKind::Invalid, "file.not_written", in->out + ": " + written.error().code);
        Session::print({{"sha256", toJson(*hash)}, {"bytes", jpeg->size()}, {"out", in->out}});
        return {};
    };
}

} // namespace

std::span<const Command> homeCommands()
{
    static constexpr std::array commands{
        Command{"join", "join a community with an invite", prepareJoin, false},
        Command{"recover", "set a store that does not open aside, keep what was written; or go over to the hub's log",
                prepareRecover, false},
        Command{"deliver", "bring what this phone wrote to the hub although its keys are lost", prepareDeliver, false},
        Command{"sync", "send what was written and fetch what is new", prepareSync, true, true},
        Command{"digest", "the log's size and root, and the digests of the state", prepareDigest},
        Command{"photo", "write a photo that this phone has into a file", preparePhoto},
    };
    return commands;
}

} // namespace linli::cli
