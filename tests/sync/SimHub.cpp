// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/SimHub.h"

#include "app/hub/ReplicaCache.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/sync/SimDatabase.h"

namespace linli::sim {

using namespace std::chrono_literals;

/// The hub's strand as events: its work is done a moment after it was woken, and every `look`.
class SimStrand final : public hub::Strand {
public:
    SimStrand(SimHub& hub, std::function<bool()> work, Milliseconds look)
        : m_hub(hub), m_work(std::move(work)), m_look(look), m_life(hub.m_life)
    {
        lookAgain();
    }
    void wake() override
    {
        if (!std::exchange(m_awake, true))
            later(Milliseconds(m_hub.m_world.random.between(1, 20)), [this] { run(); });
    }
    void stop() override
    {
        // A dead process does nothing more.
        while (!m_life.expired() && m_work())
            ;
    }

private:
    void later(Milliseconds delay, std::function<void()> event)
    {
        m_hub.m_world.loop.after(delay, [alive = std::weak_ptr(m_alive), event = std::move(event)] {
            if (!alive.expired())
                event();
        });
    }
    void run()
    {
        m_awake = false;
        while (m_work())
            ;
        m_hub.afterWork();
    }
    void lookAgain()
    {
        later(m_look, [this] {
            run();
            lookAgain();
        });
    }

    SimHub& m_hub;
    std::function<bool()> m_work;
    Milliseconds m_look;
    std::weak_ptr<int> m_life;
    std::shared_ptr<int> m_alive = std::make_shared<int>();
    bool m_awake = false;
};

SimHub::SimHub(World& world, std::size_t number, std::filesystem::path folder, SimDatabase* database)
    : clock(world.loop), m_world(world), m_number(number), m_folder(std::move(folder)), m_database(database)
{
}

SimHub::~SimHub()
{
    m_life.reset();
}

std::filesystem::path SimHub::files() const
{
    return m_database == nullptr ? m_folder : m_database->folder();
}

void SimHub::start()
{
    m_life = std::make_shared<int>();
    m_storage = m_database == nullptr ? std::make_shared<hub::FolderStorage>() : m_database->connect(*this);
    tryToStart();
}

/// A process that does not find its database ends, and whoever looks after it starts it again.
void SimHub::tryToStart()
{
    const auto folder = must(hub::HubFolder::open(m_folder));
    const hub::StartStrand strand = [this](std::function<bool()> work, Milliseconds look) {
        return std::make_unique<SimStrand>(*this, std::move(work), look);
    };
    const auto ids = m_storage->communities(folder);
    auto opened =
        ids ? hub::CommunityHub::open(folder.files(ids->front()), clock, clock, strand, m_storage, simSnapshots)
            : std::unexpected(ids.error());
    if (!opened && m_database != nullptr && opened.error().code == "store.unreachable") {
        m_world.loop.after(1s, [this, life = std::weak_ptr(m_life)] {
            if (!life.expired())
                tryToStart();
        });
        return;
    }
    hub::HttpApi::Communities communities;
    communities.emplace(ids->front(), must(std::move(opened)));
    m_api = std::make_unique<hub::HttpApi>(std::move(communities), clock);
    m_listening = m_storage->listen([this, life = std::weak_ptr(m_life)](const CommunityId&, std::uint64_t size) {
        if (!life.expired() && isUp())
            community().logHasGrown(size);
    });
    m_known = size();
    noteGrowth();
    m_world.note("hub " + std::to_string(m_number) + " up, log " + std::to_string(m_known));
}

/// Of several processes the first that shows it tells when.
void SimHub::noteGrowth()
{
    auto& growth = m_world.growth;
    if (growth.empty() || m_known > growth.back().first)
        growth.emplace_back(m_known, m_world.loop.now());
}

void SimHub::takeImage(bool powerLoss)
{
    m_dead = true;
    m_image = m_world.folder / ("hub" + std::to_string(m_number) + "." + std::to_string(++m_lives));
    m_world.disk.copyCrashed(m_folder, m_image, powerLoss, m_world.random.next());
}

void SimHub::bury(Milliseconds back)
{
    m_world.note("hub " + std::to_string(m_number) + " dies");
    spare();
    m_life.reset();
    m_listening.reset();
    for (const auto& socket : std::exchange(m_sockets, {}))
        socket->close();
    m_api.reset();
    m_storage.reset();
    m_world.disk.forget(m_folder);
    std::filesystem::remove_all(m_folder);
    m_folder = m_image;
    m_dead = false;
    clock.offset = 0ms; // whoever starts it looks at the clock
    m_world.loop.after(back, [this] { start(); });
}

void SimHub::die(bool powerLoss, Milliseconds back)
{
    takeImage(powerLoss);
    bury(back);
}

void SimHub::doom(std::uint64_t at, bool powerLoss, Milliseconds back)
{
    m_world.disk.doom(m_folder, at, [this, powerLoss, back] {
        takeImage(powerLoss);
        m_world.loop.after(0ms, [this, back] { bury(back); });
    });
}

void SimHub::fallIll(SimDisk::Illness illness, Milliseconds lasts)
{
    m_world.note("hub " + std::to_string(m_number) + " disk ill");
    m_world.journal.count("disks ill");
    m_world.disk.fallIll(m_folder, illness);
    m_world.loop.after(lasts, [this, folder = m_folder] { m_world.disk.recover(folder); });
}

void SimHub::spare()
{
    m_world.disk.spare(m_folder);
}

hub::CommunityHub& SimHub::community()
{
    return *m_api->communities().begin()->second;
}

std::uint64_t SimHub::size()
{
    return community().head().snapshot().size;
}

std::vector<log::Entry> SimHub::log()
{
    const auto folder = must(hub::HubFolder::open(files()));
    auto store = must(hub::openLog(folder.files(must(folder.communities()).front()), store::Database::Access::Read));
    constexpr std::size_t all = 1'000'000;
    return must(store.entriesAfter(Seq{0}, all, all * all));
}

log::Digests SimHub::digests()
{
    const auto files = must(hub::HubFolder::open(m_folder)).files(community().genesis().community);
    auto database = must(store::Database::open(files.replica(), store::DatabaseKey(files.keys.database.copy()),
                                               store::Database::Access::Write));
    return must(must(community::Replica::open(std::move(database))).digests());
}

/// As a transport gives a header's name to the phone.
static std::string smallLetters(std::string name)
{
    for (char& letter : name)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return name;
}

namespace {

/// A path's query parameters, as the web server would find them.
struct Query {
    explicit Query(const std::string& target)
    {
        const std::size_t mark = target.find("?after=");
        path = target.substr(0, mark);
        if (mark == std::string::npos)
            return;
        after = target.substr(mark + 7);
        const std::size_t amp = after.find("&own=");
        if (amp == std::string::npos)
            return;
        own = after.substr(amp + 5);
        after.resize(amp);
    }
    std::string path;
    std::string after;
    std::string own;
};

} // namespace

void SimHub::handle(const sync::HttpRequest& request, const std::string& address, Respond respond)
{
    const std::string bearer = request.token.empty() ? std::string() : "Bearer " + request.token;
    const Query query(request.path);
    const hub::Request asked{.method = request.method,
                             .path = query.path,
                             .after = query.after,
                             .authorization = bearer,
                             .contentType = request.contentType,
                             .body = request.body,
                             .own = query.own,
                             .range = sync::headerOf(request.headers, "range"),
                             .tusVersion = sync::headerOf(request.headers, "tus-resumable"),
                             .uploadLength = sync::headerOf(request.headers, "upload-length"),
                             .uploadMetadata = sync::headerOf(request.headers, "upload-metadata"),
                             .uploadOffset = sync::headerOf(request.headers, "upload-offset"),
                             .uploadChecksum = sync::headerOf(request.headers, "upload-checksum"),
                             .address = address};
    m_api->handle(asked, [this, life = std::weak_ptr(m_life), request, respond = std::move(respond)](hub::Reply reply) {
        if (life.expired() || m_dead)
            return;
        m_world.witness.heard(request, reply, m_world.journal);
        if (request.path.find("/snapshot") != std::string::npos)
            m_world.journal.count(reply.status == 200 ? "parts of snapshots served" : "parts of snapshots not there");
        for (auto& [name, value] : reply.headers)
            name = smallLetters(std::move(name));
        respond(std::move(reply));
    });
}

std::weak_ptr<SimHub::Socket> SimHub::openLive(const std::string& path, const std::string& token, Socket socket)
{
    const std::string bearer = "Bearer " + token;
    const Query query(path);
    hub::Request asked{};
    asked.method = "GET";
    asked.path = query.path;
    asked.after = query.after;
    asked.own = query.own;
    asked.authorization = bearer;
    const auto admission = m_api->admitLive(asked);
    if (!admission)
        return {};
    socket.device = admission->device;
    socket.after = admission->after;
    socket.hasOwnFrom = admission->hasOwnFrom;
    m_sockets.push_back(std::make_shared<Socket>(std::move(socket)));
    const std::weak_ptr<Socket> opened = m_sockets.back();
    m_world.loop.after(1ms, [this, opened] {
        if (const auto still = opened.lock(); still && isUp())
            feed(*still);
    });
    return opened;
}

void SimHub::closeLive(const std::weak_ptr<Socket>& socket)
{
    std::erase(m_sockets, socket.lock());
}

/// What LiveChannels does on its thread: every open channel gets pages up to the log's end, or is closed.
void SimHub::feed(Socket& socket)
{
    hub::CommunityHub& hub = community();
    while (socket.after.value < size()) {
        auto reader = hub.gatekeeper().reader(socket.device);
        if (!reader)
            return socket.close();
        reader->hasOwnFrom = socket.hasOwnFrom;
        pb::sync::LogPage page;
        if (const auto read = hub.pages().read(socket.after, *reader, page); !read) {
            m_world.note("live page: " + read.error().code);
            return socket.close();
        }
        if (m_dead)
            return;
        socket.after.value += static_cast<std::uint64_t>(page.entries_size());
        m_world.witness.heardPage(sync::encodeFrame(page), m_world.journal);
        hub::leaveOutNote(page);
        socket.send(sync::encodeFrame(page));
    }
}

void SimHub::afterWork()
{
    if (m_dead)
        return;
    const std::uint64_t now = size();
    if (now == std::exchange(m_known, now))
        return;
    m_world.note("log " + std::to_string(now));
    noteGrowth();
    const auto sockets = m_sockets; // a channel may close while it is fed
    for (const auto& socket : sockets)
        feed(*socket);
}

} // namespace linli::sim
