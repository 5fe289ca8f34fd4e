// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Phone.h"

#include "core/sync/JoinSession.h"
#include "core/sync/Joining.h"

#include <QEventLoop>
#include <QRandomGenerator>

namespace linli::bench {

namespace {

/// For what no signal tells, such as the end of the text while photos go on.
constexpr std::chrono::milliseconds look{5};

std::filesystem::path makePrivate(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    return folder;
}

} // namespace

Phone::Phone(const std::filesystem::path& folder, std::string hubUrl) : m_folder(makePrivate(folder)), m_vault(m_folder)
{
    moveTo(std::move(hubUrl));
    m_wake.setSingleShot(true);
    QObject::connect(&m_wake, &QTimer::timeout, [this] {
        if (m_engine)
            m_engine->onWake();
    });
}

Phone::~Phone() = default;

void Phone::moveTo(std::string hubUrl)
{
    m_hubUrl = std::move(hubUrl);
    m_transport = std::make_unique<platform::QtTransport>(QUrl(QString::fromStdString(m_hubUrl)));
}

Result<sync::HttpResponse> Phone::exchange(sync::HttpRequest request)
{
    Result<sync::HttpResponse> answer;
    QEventLoop loop;
    m_transport->send(std::move(request), [&](Result<sync::HttpResponse> response) {
        answer = std::move(response);
        loop.quit();
    });
    loop.exec();
    return answer;
}

void Phone::join(const std::string& invite)
{
    auto joining = need(sync::startJoining(m_folder, m_vault, m_hubUrl, invite, "住户", m_clock.now()));
    sync::JoinSession session(joining.home.replica().genesis(), joining.join);
    while (auto request = session.nextRequest())
        session.onResponse(exchange(std::move(*request)));
    if (session.error())
        throw std::runtime_error("join: " + session.error()->code);
    m_home.emplace(std::move(joining.home));
    need(m_home->finishJoining());
}

void Phone::close()
{
    stopLive();
    m_home.reset();
}

double Phone::reopen()
{
    close();
    return secondsOf([this] { m_home.emplace(need(community::Home::open(m_folder, m_vault))); });
}

sync::SyncParts Phone::parts()
{
    return {replica(), m_home->photos(), m_home->identity(), m_clock};
}

namespace {

/// A session, and a stopwatch on its own work.
class Timed final : public sync::Exchange {
public:
    Timed(sync::SyncSession& session, const std::function<void()>& after) : m_session(session), m_after(after) {}
    std::optional<sync::HttpRequest> nextRequest() override
    {
        std::optional<sync::HttpRequest> request;
        own += secondsOf([&] { request = m_session.nextRequest(); });
        requests += request ? 1 : 0;
        return request;
    }
    std::vector<sync::HttpRequest> soon() override { return m_session.soon(); }
    void onResponse(Result<sync::HttpResponse> response) override
    {
        own += secondsOf([&] { m_session.onResponse(std::move(response)); });
        if (m_after)
            m_after();
    }
    double own = 0;
    std::size_t requests = 0;

private:
    sync::SyncSession& m_session;
    const std::function<void()>& m_after;
};

} // namespace

Phone::Run Phone::drive(sync::SyncSession& session, const std::function<void()>& after)
{
    Timed timed(session, after);
    QEventLoop loop;
    bool over = false;
    sync::Driver driver(*m_transport, timed, [&] {
        over = true;
        loop.quit();
    });
    const Stopwatch watch;
    driver.start();
    if (!over)
        loop.exec();
    m_token = session.token();
    return {watch.seconds(), timed.own, timed.requests, session.outcome().error};
}

Phone::Run Phone::sync(const std::function<void()>& after)
{
    sync::SyncSession session(parts(), {.photos = false, .token = m_token});
    return drive(session, after);
}

void Phone::syncAll()
{
    sync::SyncSession session(parts(), {.token = m_token});
    if (const auto error = drive(session, {}).error)
        throw std::runtime_error("sync: " + error->code + " " + error->detail);
}

void Phone::goLive(std::function<void()> changed, bool photos)
{
    sync::SyncEngine::Hooks hooks;
    hooks.wakeAfter = [this](Milliseconds wait) { m_wake.start(wait); };
    hooks.random = [] { return QRandomGenerator::global()->generateDouble(); };
    hooks.changed = [this, changed = std::move(changed)] {
        if (changed)
            changed();
        if (m_look)
            m_look();
    };
    m_engine = std::make_unique<sync::SyncEngine>(parts(), *m_transport, std::move(hooks));
    m_engine->setPhotos(photos);
    m_engine->start();
}

void Phone::stopLive()
{
    m_wake.stop();
    m_engine.reset();
}

void Phone::waitUntil(const std::function<bool()>& holds, std::chrono::seconds patience)
{
    if (holds())
        return;
    QEventLoop loop;
    bool inTime = true;
    QTimer::singleShot(patience, &loop, [&] {
        inTime = false;
        loop.quit();
    });
    m_look = [&] {
        if (holds())
            loop.quit();
    };
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &loop, m_look);
    timer.start(look);
    loop.exec();
    m_look = {};
    require(inTime, "waited in vain");
}

OpId Phone::submit(const std::string& kind, const std::string& facts, const std::string& content)
{
    return need(replica().submit(m_home->identity(), {kind, toBytes(facts), toBytes(content), {}}, m_clock.now()));
}

std::uintmax_t Phone::storeBytes() const
{
    std::uintmax_t bytes = 0;
    for (const char* name : {"linli.db", "linli.db-wal"}) {
        std::error_code ignored;
        const auto size = std::filesystem::file_size(m_folder / name, ignored);
        bytes += ignored ? 0 : size;
    }
    return bytes;
}

} // namespace linli::bench
