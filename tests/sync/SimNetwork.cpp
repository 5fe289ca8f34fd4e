// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/SimNetwork.h"

#include "tests/sync/SimHub.h"
#include "tests/sync/SimPhone.h"

namespace linli::sim {
namespace {

using namespace std::chrono_literals;
using Reply = sync::HttpResponse;

Error unreachable(std::string code)
{
    return {ErrorKind::Unreachable, std::move(code), {}};
}

Milliseconds delay(World& world)
{
    return Milliseconds(world.random.between(1, world.weather.slowest.count()));
}

/// One request until its caller has been answered, which happens once.
struct Call {
    std::function<void(Result<Reply>)> done;
    void answer(Result<Reply> reply)
    {
        if (const auto call = std::exchange(done, nullptr))
            call(std::move(reply));
    }
};

Reply portalPage()
{
    return {200, "text/html", toBytes("<html>欢迎使用免费上网</html>"), std::nullopt};
}

void deliverReply(World& world, SimPhone& phone, const sync::HttpRequest& request, Reply reply,
                  const std::shared_ptr<Call>& call)
{
    const bool lost = !phone.online || world.random.chance(world.weather.lose);
    const bool cut = world.random.chance(world.weather.cut);
    if (world.interposer && (lost || cut))
        world.interposer->onLostReply(phone, request);
    if (lost)
        return;
    if (world.interposer && !cut)
        world.interposer->onReply(phone, request, reply);
    const bool inPart = cut && request.keepsPart && reply.status == 200 && !reply.body.empty();
    if (inPart) {
        reply.body.resize(
            static_cast<std::size_t>(world.random.between(1, static_cast<std::int64_t>(reply.body.size()))));
        reply.whole = false;
    }
    world.loop.after(delay(world), [call, cut = cut && !inPart, reply = std::move(reply)]() mutable {
        call->answer(cut ? Result<Reply>(std::unexpected(unreachable("hub.unreachable"))) : std::move(reply));
    });
}

void reachHub(World& world, SimPhone& phone, sync::HttpRequest request, const std::shared_ptr<Call>& call)
{
    if (world.hubFor(phone.index()) == nullptr)
        return world.loop.after(delay(world),
                                [call] { call->answer(std::unexpected(unreachable("hub.unreachable"))); });
    if (world.interposer)
        if (auto instead = world.interposer->onRequest(phone, request))
            return deliverReply(world, phone, request, std::move(*instead), call);
    SimHub* const hub = world.hubFor(phone.index()); // the interposer may have ended one
    if (hub == nullptr)
        return;
    hub->handle(request, phone.address(), [&world, &phone, request, call](Reply reply) {
        deliverReply(world, phone, request, std::move(reply), call);
    });
}

/// A live channel between both ends.
struct Wire {
    sync::Transport::LiveHandlers phone; ///< cleared when the phone closed it
    std::weak_ptr<SimHub::Socket> hub;
    Timestamp last; ///< frames never overtake each other
    bool broken = false;
};

void closeAtHub(World& world, const Wire& wire)
{
    for (const auto& hub : world.hubs)
        hub->closeLive(wire.hub);
}

class Channel final : public sync::LiveChannel {
public:
    Channel(World& world, std::shared_ptr<Wire> wire) : m_world(world), m_wire(std::move(wire)) {}
    ~Channel() override
    {
        m_wire->phone = {};
        m_wire->broken = true;
        closeAtHub(m_world, *m_wire);
    }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

private:
    World& m_world;
    std::shared_ptr<Wire> m_wire;
};

void breakWire(World& world, const std::shared_ptr<Wire>& wire, Milliseconds noticedAfter)
{
    if (std::exchange(wire->broken, true))
        return;
    closeAtHub(world, *wire);
    world.loop.after(noticedAfter, [wire] {
        if (const auto closed = std::exchange(wire->phone.closed, nullptr))
            closed(unreachable("hub.unreachable"));
    });
}

void carryFrame(World& world, SimPhone& phone, const std::shared_ptr<Wire>& wire, Bytes frame)
{
    if (wire->broken)
        return;
    if (!phone.online || world.random.chance(world.weather.cut + world.weather.lose))
        return breakWire(world, wire, Milliseconds(world.random.between(1, 30'000)));
    if (world.interposer)
        world.interposer->onFrame(phone, frame);
    wire->last = std::max(wire->last, world.loop.now() + delay(world));
    world.loop.after(wire->last - world.loop.now(), [wire, frame = std::move(frame)]() mutable {
        // A copy, since the phone may close the channel, which clears the handlers, from within.
        if (const auto received = wire->phone.received; received && !wire->broken)
            received(std::move(frame));
    });
}

void shakeHands(World& world, SimPhone& phone, const std::string& path, const std::string& token,
                const std::shared_ptr<Wire>& wire)
{
    if (wire->broken)
        return;
    SimHub* const hub = world.hubFor(phone.index());
    if (!phone.online || hub == nullptr || world.random.chance(world.weather.lose + world.weather.cut))
        return breakWire(world, wire, delay(world));
    // The handlers keep only weak hold of the wire: the socket may outlive the phone's process.
    const std::weak_ptr weak(wire);
    SimHub::Socket socket{.device = {},
                          .after = {},
                          .send =
                              [&world, &phone, weak](const Bytes& frame) {
                                  if (const auto still = weak.lock())
                                      carryFrame(world, phone, still, frame);
                              },
                          .close =
                              [&world, weak] {
                                  if (const auto still = weak.lock())
                                      breakWire(world, still, delay(world));
                              }};
    wire->hub = hub->openLive(path, token, std::move(socket));
    if (wire->hub.expired())
        return breakWire(world, wire, delay(world));
    wire->last = world.loop.now() + delay(world);
    world.loop.after(wire->last - world.loop.now(), [wire] {
        if (const auto opened = wire->phone.opened; opened && !wire->broken)
            opened();
    });
}

} // namespace

void SimTransport::send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done)
{
    if (m_phone.isDead())
        return;
    auto call = std::make_shared<Call>(std::move(done));
    m_world.loop.after(request.deadline, [call] { call->answer(std::unexpected(unreachable("hub.timeout"))); });
    const Weather& weather = m_world.weather;
    if (!m_phone.online || m_world.random.chance(weather.cut))
        return m_world.loop.after(delay(m_world),
                                  [call] { call->answer(std::unexpected(unreachable("hub.unreachable"))); });
    if (m_world.random.chance(weather.stray))
        return m_world.loop.after(delay(m_world), [call] { call->answer(portalPage()); });
    if (m_world.random.chance(weather.lose))
        return;
    const auto travel = [&world = m_world, &phone = m_phone, request, call] { reachHub(world, phone, request, call); };
    m_world.loop.after(delay(m_world), travel);
    if (m_world.random.chance(weather.twice))
        m_world.loop.after(delay(m_world) * 20, travel);
}

std::unique_ptr<sync::LiveChannel> SimTransport::openLive(const std::string& path, const std::string& token,
                                                          LiveHandlers handlers)
{
    auto wire = std::make_shared<Wire>();
    wire->phone = std::move(handlers);
    wire->broken = m_phone.isDead();
    m_world.loop.after(delay(m_world), [&world = m_world, &phone = m_phone, path, token, wire] {
        shakeHands(world, phone, path, token, wire);
    });
    return std::make_unique<Channel>(m_world, wire);
}

} // namespace linli::sim
