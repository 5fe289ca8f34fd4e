// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LiveChannels.h"

#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace linli::hub {
namespace {

/// How often channels are looked at when nothing happens, to find those that no longer answer.
constexpr std::chrono::seconds idleLook{5};

std::vector<DeviceId> authorsOf(const pb::sync::LogPage& page)
{
    std::vector<DeviceId> authors;
    for (const auto& entry : page.entries())
        if (const auto header = log::headerOf(entry.operation()))
            authors.push_back(header->place.device);
    std::ranges::sort(authors);
    authors.erase(std::ranges::unique(authors).begin(), authors.end());
    return authors;
}

bool isForPhones(const Error& error)
{
    return error.kind == ErrorKind::Rejected || error.code == "hub.catching_up";
}

} // namespace

LiveChannels::LiveChannels(LogPages& pages, Gatekeeper& gatekeeper, const LogHead& head, const Clock& clock)
    : m_pages(pages), m_gatekeeper(gatekeeper), m_head(head), m_clock(clock), m_thread([this] { run(); })
{
}

LiveChannels::~LiveChannels()
{
    stop();
}

void LiveChannels::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

LiveChannels::Id LiveChannels::open(const Asked& asked, std::shared_ptr<LiveSink> sink)
{
    auto channel = std::make_shared<Channel>();
    channel->device = asked.device;
    channel->after = asked.after;
    channel->hasOwnFrom = asked.hasOwnFrom;
    channel->sink = std::move(sink);
    std::unique_lock lock(m_mutex);
    channel->id = ++m_lastId;
    if (m_stopping) {
        lock.unlock();
        channel->sink->close("hub.stopping");
        return channel->id;
    }
    m_channels.push_back(channel);
    m_news = true;
    m_wake.notify_one();
    return channel->id;
}

void LiveChannels::pong(Id channel, std::uint64_t number)
{
    const std::scoped_lock lock(m_mutex);
    for (const auto& known : m_channels)
        if (known->id == channel)
            known->answered = number;
    m_news = true;
    m_wake.notify_one();
}

void LiveChannels::closed(Id channel)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_channels, [&](const auto& known) {
        if (known->id != channel)
            return false;
        known->open = false;
        return true;
    });
}

std::size_t LiveChannels::count()
{
    const std::scoped_lock lock(m_mutex);
    return m_channels.size();
}

void LiveChannels::logHasGrown()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_news = true;
    }
    m_wake.notify_one();
}

std::vector<std::shared_ptr<LiveChannels::Channel>> LiveChannels::waitForNews()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, idleLook, [this] { return m_news || m_stopping; });
    m_news = false;
    return {m_channels.begin(), m_channels.end()};
}

void LiveChannels::run()
{
    for (;;) {
        const auto channels = waitForNews();
        const bool stopping = [this] {
            const std::scoped_lock lock(m_mutex);
            return m_stopping;
        }();
        for (const auto& channel : channels) {
            if (stopping)
                drop(*channel, "hub.stopping");
            else if (channel->open)
                serve(*channel);
        }
        if (stopping)
            return;
    }
}

void LiveChannels::serve(Channel& channel)
{
    const std::uint64_t size = m_head.snapshot().size;
    const Milliseconds now = m_clock.monotonic();
    // A phone that is ahead of the log has to learn it, once: the hub was restored from a backup.
    while (channel.after.value < size || (channel.after.value > size && channel.sent == 0)) {
        if (channel.sent - std::min<std::uint64_t>(channel.answered, channel.sent) >= window)
            break;
        if (channel.sent == channel.answered)
            channel.since = now;
        if (const auto sent = sendPage(channel); !sent)
            return drop(channel, isForPhones(sent.error()) ? sent.error().code : "hub.busy");
    }
    if (channel.sent != channel.answered && now - channel.since > patience)
        drop(channel, "live.slow");
}

bool LiveChannels::fitsCommon(const Channel& channel) const
{
    return !m_common.frame.empty() && m_common.after == channel.after && m_common.size == m_head.snapshot().size &&
           !(channel.hasOwnFrom && std::ranges::binary_search(m_common.authors, channel.device));
}

Result<void> LiveChannels::sendPage(Channel& channel)
{
    LINLI_TRY(Reader reader, m_gatekeeper.reader(channel.device));
    reader.hasOwnFrom = channel.hasOwnFrom;
    Page own;
    const Page* page = &m_common;
    if (!fitsCommon(channel)) {
        pb::sync::LogPage message;
        own.size = m_head.snapshot().size;
        LINLI_TRY(const bool common, m_pages.read(channel.after, reader, message));
        own.after = channel.after;
        own.end = Seq{channel.after.value + static_cast<std::uint64_t>(message.entries_size())};
        own.authors = authorsOf(message);
        leaveOutNote(message);
        own.frame = sync::encodeFrame(message);
        if (common)
            m_common = std::move(own);
        else
            page = &own;
    }
    channel.sink->send(page->frame);
    channel.after = page->end;
    channel.sink->ping(++channel.sent);
    return {};
}

void LiveChannels::drop(Channel& channel, const std::string& code)
{
    spdlog::info("live channel closed: {}", code);
    channel.sink->close(code);
    closed(channel.id);
}

} // namespace linli::hub
