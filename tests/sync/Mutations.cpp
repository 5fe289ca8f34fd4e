// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Mutations.h"

#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/sync/SimHub.h"
#include "tests/sync/SimPhone.h"

namespace linli::sim {
namespace {

using namespace std::chrono_literals;

std::vector<log::SignedOperation> pushedBy(const sync::HttpRequest& request)
{
    std::vector<log::SignedOperation> operations;
    pb::sync::Push push;
    if (request.path.ends_with("/operations") && sync::decodeBody(request.contentType, request.body, push))
        for (const auto& in : push.operations())
            operations.push_back(must(log::operationFromProto(in)));
    return operations;
}

/// A phone that forgets the operation's id when an answer is lost: what it sends again is a new operation.
class SkippedDedupe final : public Interposer {
public:
    explicit SkippedDedupe(World& world) : m_world(world) {}
    void onLostReply(SimPhone& phone, const sync::HttpRequest& request) override
    {
        for (const log::SignedOperation& operation : pushedBy(request))
            m_world.loop.after(1ms, [&phone, operation] {
                if (const auto content = operation.content(); phone.isUp() && content)
                    makeAgain(phone, must(log::decodeHeader(operation.header)), *content);
            });
    }

private:
    static void makeAgain(SimPhone& phone, const log::Header& header, ByteView content)
    {
        // The rules may refuse the second one, as they would in the product.
        const auto again = phone.replica().submit(
            phone.home().identity(), {header.kind, header.facts, {content.begin(), content.end()}, header.audience},
            phone.clock.now());
        if (again)
            phone.kick();
    }
    World& m_world;
};

/// A hub that gives a page's entries from one after the one that was asked for.
class OffByOneCursor final : public Interposer {
public:
    std::optional<sync::HttpResponse> onRequest(SimPhone&, sync::HttpRequest& request) override
    {
        constexpr std::string_view ask = "/log?after=";
        const std::size_t at = request.path.find(ask);
        if (at == std::string::npos)
            return std::nullopt;
        const std::size_t number = at + ask.size();
        const auto after = std::stoull(request.path.substr(number));
        request.path.resize(number);
        request.path += std::to_string(after + 1);
        return std::nullopt;
    }
};

/// A phone that does not take its pending operations back before it applies entries.
class LostUndo final : public Interposer {
public:
    void onReply(SimPhone& phone, const sync::HttpRequest& request, sync::HttpResponse&) override
    {
        if (request.path.find("/log?after=") != std::string::npos)
            forget(phone);
    }
    void onFrame(SimPhone& phone, Bytes&) override { forget(phone); }

private:
    static void forget(SimPhone& phone)
    {
        if (phone.isUp())
            must(phone.replica().db().run("DELETE FROM undo_log"));
    }
};

/// A hub that answers first and commits later, and now and then dies in between.
class AckBeforeCommit final : public Interposer {
public:
    explicit AckBeforeCommit(World& world) : m_world(world), m_random(world.random.next()) {}
    std::optional<sync::HttpResponse> onRequest(SimPhone& phone, sync::HttpRequest& request) override
    {
        const auto operations = pushedBy(request);
        if (operations.empty() || !m_random.chance(0.1))
            return std::nullopt;
        SimHub& hub = *m_world.hubFor(phone.index());
        pb::sync::PushAnswer answers;
        std::uint64_t seq = hub.size();
        for (std::size_t i = 0; i < operations.size(); ++i) {
            auto* answer = answers.add_answers();
            answer->set_status(pb::sync::Answer::ACCEPTED);
            answer->set_seq(++seq);
        }
        sync::Body body = sync::encodeBody(answers);
        sync::HttpResponse reply{200, std::move(body.contentType), std::move(body.bytes), std::nullopt};
        m_world.witness.heard(request, reply, m_world.journal);
        m_world.loop.after(0ms, [&hub] {
            if (hub.isUp())
                hub.die(false, 1ms);
        });
        return reply;
    }

private:
    World& m_world;
    Random m_random;
};

} // namespace

std::string_view mutationName(Mutation mutation)
{
    switch (mutation) {
    case Mutation::SkippedDedupe:
        return "skipped-dedupe";
    case Mutation::OffByOneCursor:
        return "off-by-one-cursor";
    case Mutation::LostUndo:
        return "lost-undo";
    case Mutation::AckBeforeCommit:
        return "ack-before-commit";
    case Mutation::WallClockTime:
        return "wall-clock-time";
    }
    return {};
}

void plant(World& world, Mutation mutation)
{
    switch (mutation) {
    case Mutation::SkippedDedupe:
        world.interposer = std::make_unique<SkippedDedupe>(world);
        break;
    case Mutation::OffByOneCursor:
        world.interposer = std::make_unique<OffByOneCursor>();
        break;
    case Mutation::LostUndo:
        world.interposer = std::make_unique<LostUndo>();
        break;
    case Mutation::AckBeforeCommit:
        world.interposer = std::make_unique<AckBeforeCommit>(world);
        break;
    case Mutation::WallClockTime:
        for (const auto& hub : world.hubs)
            hub->clock.seesJumps = true;
    }
}

} // namespace linli::sim
