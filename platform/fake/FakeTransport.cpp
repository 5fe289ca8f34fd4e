// SPDX-License-Identifier: Apache-2.0
#include "platform/fake/FakeTransport.h"

#include <algorithm>
#include <utility>

namespace linli::platform {

struct FakeTransport::Channel {
    LiveHandlers handlers;
    bool open = true; ///< until closed by either side
};

struct FakeTransport::State {
    Handler handler;
    LiveGate gate;
    std::deque<std::function<void()>> queue;
    std::vector<std::weak_ptr<Channel>> channels;
    bool destroyed = false;

    /// Calls `step` for every channel that somebody still holds and that is open when its turn comes.
    void forEachOpen(const std::function<void(Channel&)>& step)
    {
        for (const std::weak_ptr<Channel>& weak : channels)
            queue.emplace_back([weak, step] {
                if (const auto channel = weak.lock(); channel && channel->open)
                    step(*channel);
            });
    }
};

/// Holds its channel; letting go of it is what closes it.
class FakeTransport::Live final : public sync::LiveChannel {
public:
    explicit Live(std::shared_ptr<Channel> channel) : m_channel(std::move(channel)) {}
    ~Live() override { m_channel->open = false; }

private:
    std::shared_ptr<Channel> m_channel;
};

FakeTransport::FakeTransport(Handler handler) : m_state(std::make_shared<State>())
{
    m_state->handler = std::move(handler);
}

FakeTransport::~FakeTransport()
{
    m_state->destroyed = true;
    m_state->queue.clear();
}

void FakeTransport::send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done)
{
    m_state->queue.emplace_back([state = m_state.get(), request = std::move(request), done = std::move(done)] {
        done(state->handler(request));
    });
}

std::unique_ptr<sync::LiveChannel> FakeTransport::openLive(const std::string& path, const std::string& token,
                                                           LiveHandlers handlers)
{
    auto channel = std::make_shared<Channel>(std::move(handlers), true);
    std::erase_if(m_state->channels, [](const std::weak_ptr<Channel>& weak) { return weak.expired(); });
    m_state->channels.push_back(channel);
    m_state->queue.emplace_back([state = m_state.get(), weak = std::weak_ptr(channel), path, token] {
        const auto opening = weak.lock();
        if (!opening || !opening->open)
            return;
        const Result<void> accepted = state->gate ? state->gate(path, token) : Result<void>{};
        if (accepted && opening->handlers.opened)
            opening->handlers.opened();
        if (accepted)
            return;
        opening->open = false;
        if (opening->handlers.closed)
            opening->handlers.closed(accepted.error());
    });
    return std::make_unique<Live>(std::move(channel));
}

void FakeTransport::setLiveGate(LiveGate gate)
{
    m_state->gate = std::move(gate);
}

void FakeTransport::pushFrame(const Bytes& frame)
{
    m_state->forEachOpen([frame](Channel& channel) {
        if (channel.handlers.received)
            channel.handlers.received(frame);
    });
}

void FakeTransport::closeLive(const Error& reason)
{
    m_state->forEachOpen([reason](Channel& channel) {
        channel.open = false;
        if (channel.handlers.closed)
            channel.handlers.closed(reason);
    });
}

std::size_t FakeTransport::liveChannels() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_state->channels, [](const std::weak_ptr<Channel>& weak) {
        const auto channel = weak.lock();
        return channel && channel->open;
    }));
}

std::size_t FakeTransport::pump()
{
    const std::shared_ptr<State> state = m_state;
    std::size_t delivered = 0;
    while (!state->destroyed && !state->queue.empty()) {
        const auto next = std::move(state->queue.front());
        state->queue.pop_front();
        next();
        ++delivered;
    }
    return delivered;
}

bool FakeTransport::idle() const
{
    return m_state->queue.empty();
}

} // namespace linli::platform
