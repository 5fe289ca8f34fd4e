// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/SimDatabase.h"

#include "tests/sync/SimHub.h"

namespace linli::sim {
namespace {

using namespace std::chrono_literals;
using Use = hub::HubStorage::Use;

constexpr Milliseconds lookEvery = 5s;
constexpr double answersLost = 0.03;
constexpr double noticesLost = 0.2;

std::unexpected<Error> unreachable()
{
    return fail(ErrorKind::Unreachable, "store.unreachable", "in the simulation");
}

hub::CommunityFiles onlyCommunity(const std::filesystem::path& folder)
{
    const auto opened = must(hub::HubFolder::open(folder));
    return opened.files(must(opened.communities()).front());
}

} // namespace

/// Whether a process is still there to ask anything, and the database to answer.
class Line {
public:
    Line(const int& away, SimHub& process) : m_away(away), m_process(process), m_life(process.life()) {}
    [[nodiscard]] bool isOpen() const { return m_away == 0 && !m_life.expired() && !m_process.isDead(); }

private:
    const int& m_away;
    SimHub& m_process;
    std::weak_ptr<int> m_life;
};

/// A log, over a line.
class SimLog final : public hub::LogStore {
public:
    SimLog(SimDatabase& database, Line line, std::unique_ptr<hub::LogStore> log)
        : m_database(database), m_line(std::move(line)), m_log(std::move(log))
    {
    }
    Result<log::LogState> holdFor(Growth growth) override
    {
        return m_line.isOpen() ? m_log->holdFor(growth) : unreachable();
    }
    void release() override { m_log->release(); }
    Result<Head> head() override { return m_line.isOpen() ? m_log->head() : unreachable(); }
    Result<void> append(const Addition& addition) override
    {
        if (!m_line.isOpen())
            return unreachable();
        LINLI_CHECK(m_log->append(addition));
        m_database.tellAll();
        return m_database.losesAnswer() ? unreachable() : Result<void>{};
    }
    Result<std::vector<log::Entry>> entriesAfter(Seq after, std::size_t maxEntries, std::size_t maxBytes) override
    {
        return m_line.isOpen() ? m_log->entriesAfter(after, maxEntries, maxBytes) : unreachable();
    }
    Result<void> eachLeaf(const std::function<void(const Hash&)>& each) override
    {
        return m_line.isOpen() ? m_log->eachLeaf(each) : unreachable();
    }
    Result<void> eachCheckpoint(const std::function<bool(std::uint64_t size, const std::string& note)>& each) override
    {
        return m_line.isOpen() ? m_log->eachCheckpoint(each) : unreachable();
    }
    Result<std::vector<Hash>> photosToErase() override
    {
        return m_line.isOpen() ? m_log->photosToErase() : unreachable();
    }
    Result<void> photoErased(const Hash& photo) override
    {
        return m_line.isOpen() ? m_log->photoErased(photo) : unreachable();
    }
    Result<void> standStill(hub::Standstill why) override
    {
        return m_line.isOpen() ? m_log->standStill(why) : unreachable();
    }
    Result<void> goOn(std::uint64_t size, bool lossAccepted) override
    {
        return m_line.isOpen() ? m_log->goOn(size, lossAccepted) : unreachable();
    }
    Result<void> keepEvidence(const std::string& note) override
    {
        return m_line.isOpen() ? m_log->keepEvidence(note) : unreachable();
    }
    Result<std::vector<std::string>> evidence() override { return m_line.isOpen() ? m_log->evidence() : unreachable(); }

private:
    SimDatabase& m_database;
    Line m_line;
    std::unique_ptr<hub::LogStore> m_log;
};

/// Photos, over a line.
class SimPhotos final : public hub::PhotoBox {
public:
    SimPhotos(Line line, std::unique_ptr<hub::PhotoBox> photos) : m_line(std::move(line)), m_photos(std::move(photos))
    {
    }
    Result<void> addReceived(const Hash& name, ByteView jpeg) override
    {
        return m_line.isOpen() ? m_photos->addReceived(name, jpeg) : unreachable();
    }
    Result<std::optional<Bytes>> find(const Hash& name) override
    {
        return m_line.isOpen() ? m_photos->find(name) : unreachable();
    }
    Result<void> remove(const Hash& name) override { return m_line.isOpen() ? m_photos->remove(name) : unreachable(); }
    Result<std::vector<Hash>> all() override { return m_line.isOpen() ? m_photos->all() : unreachable(); }

private:
    Line m_line;
    std::unique_ptr<hub::PhotoBox> m_photos;
};

class SimStorage final : public hub::HubStorage {
public:
    SimStorage(SimDatabase& database, SimHub& process) : m_database(database), m_line(database.m_away, process) {}
    Result<std::vector<CommunityId>> communities(const hub::HubFolder&) override
    {
        if (!m_line.isOpen())
            return unreachable();
        return std::vector{m_database.m_community.community};
    }
    Result<crypto::Identity> identity(const hub::CommunityFiles&) override
    {
        return m_line.isOpen() ? m_database.m_files.identity(m_database.m_community) : unreachable();
    }
    Result<std::unique_ptr<hub::LogStore>> openLog(const hub::CommunityFiles&, Use use) override
    {
        if (!m_line.isOpen())
            return unreachable();
        LINLI_TRY(auto log, m_database.m_files.openLog(m_database.m_community, use));
        return std::make_unique<SimLog>(m_database, m_line, std::move(log));
    }
    Result<std::unique_ptr<hub::PhotoBox>> openPhotos(const hub::CommunityFiles&, Use use) override
    {
        if (!m_line.isOpen())
            return unreachable();
        LINLI_TRY(auto photos, m_database.m_files.openPhotos(m_database.m_community, use));
        return std::make_unique<SimPhotos>(m_line, std::move(photos));
    }
    Result<void> found(const hub::CommunityFiles&, const crypto::Identity&, const hub::LogStore::Addition&) override
    {
        return fail(ErrorKind::Internal, "sim.founded_already");
    }
    std::shared_ptr<void> listen(Moved moved) override
    {
        auto listener = std::make_shared<SimDatabase::Listener>(std::move(moved));
        m_database.m_listeners.push_back(listener);
        m_database.lookAround(listener);
        return listener;
    }

private:
    SimDatabase& m_database;
    Line m_line;
};

SimDatabase::SimDatabase(World& world, std::filesystem::path folder)
    : m_world(world), m_folder(std::move(folder)), m_community(onlyCommunity(m_folder)),
      m_log(must(m_files.openLog(m_community, Use::Read)))
{
}

std::shared_ptr<hub::HubStorage> SimDatabase::connect(SimHub& process)
{
    return std::make_shared<SimStorage>(*this, process);
}

void SimDatabase::goAway(Milliseconds back)
{
    m_world.note("database away");
    ++m_away;
    m_world.loop.after(back, [this] { --m_away; });
}

void SimDatabase::heal()
{
    m_healed = true;
}

/// The connection breaks after a commit: alone, or because the database goes.
bool SimDatabase::losesAnswer()
{
    if (m_healed || !m_world.random.chance(answersLost))
        return false;
    m_world.journal.count("commit without an answer");
    if (m_world.random.chance(0.5))
        goAway(Milliseconds(m_world.random.between(1, 10'000)));
    return true;
}

void SimDatabase::tellAll()
{
    std::erase_if(m_listeners, [](const auto& listener) { return listener.expired(); });
    for (const auto& weak : m_listeners)
        if (m_healed || !m_world.random.chance(noticesLost))
            m_world.loop.after(Milliseconds(m_world.random.between(1, 50)), [this, weak] {
                if (const auto listener = weak.lock())
                    tell(listener);
            });
}

void SimDatabase::tell(const std::shared_ptr<Listener>& listener)
{
    if (m_away == 0)
        listener->moved(m_community.community, must(m_log->head()).state.size);
}

void SimDatabase::lookAround(const std::shared_ptr<Listener>& listener)
{
    m_world.loop.after(lookEvery, [this, weak = std::weak_ptr(listener)] {
        if (const auto still = weak.lock()) {
            tell(still);
            lookAround(still);
        }
    });
}

} // namespace linli::sim
