// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Watcher.h"

#include <QEventLoop>

namespace linli::bench {
namespace {

constexpr std::chrono::minutes patience{1};

} // namespace

Watcher::Watcher(std::filesystem::path folder, std::string hubUrl, std::string invite, std::string url)
    : m_folder(std::move(folder)), m_thread([this, hubUrl, invite, url] { run(hubUrl, invite, url); })
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, patience, [this] { return m_live || !m_trouble.empty(); });
    require(m_live, "the watching phone does not get live: " + m_trouble);
}

Watcher::~Watcher()
{
    const std::scoped_lock lock(m_mutex);
    if (m_loop != nullptr)
        QMetaObject::invokeMethod(m_loop, &QEventLoop::quit, Qt::QueuedConnection);
}

void Watcher::run(const std::string& hubUrl, const std::string& invite, const std::string& url)
{
    try {
        Phone phone(m_folder, hubUrl);
        phone.join(invite);
        phone.moveTo(url);
        if (const auto error = phone.sync().error)
            throw std::runtime_error(error->code);
        phone.goLive([&] { noteSize(phone.replica().confirmed().size); });
        phone.waitUntil([&] { return phone.engine().state() == sync::SyncEngine::State::Live; });
        QEventLoop loop;
        {
            const std::scoped_lock lock(m_mutex);
            m_loop = &loop;
            m_live = true;
        }
        m_changed.notify_all();
        loop.exec();
        const std::scoped_lock lock(m_mutex);
        m_loop = nullptr;
    } catch (const std::exception& error) {
        const std::scoped_lock lock(m_mutex);
        m_trouble = error.what();
        m_changed.notify_all();
    }
}

void Watcher::noteSize(std::uint64_t size)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_times.try_emplace(size, std::chrono::steady_clock::now());
    }
    m_changed.notify_all();
}

Watcher::Time Watcher::reached(std::uint64_t size)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, patience, [&] { return m_times.lower_bound(size) != m_times.end(); });
    const auto found = m_times.lower_bound(size);
    require(found != m_times.end(), "the watching phone does not hear of entry " + std::to_string(size));
    return found->second;
}

} // namespace linli::bench
