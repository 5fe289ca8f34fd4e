// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Town.h"

#include "app/hub/CommunityHub.h"
#include "app/hub/postgres/PostgresStorage.h"
#include "core/base/File.h"
#include "core/log/Checkpoint.h"
#include "core/members/Import.h"
#include "core/members/members.pb.h"
#include "tests/bench/Need.h"
#include "tests/support/HubProcess.h"

#include <atomic>
#include <fstream>
#include <future>

namespace linli::bench {
namespace {

namespace pb = linli::pb::members;

constexpr std::uint64_t seed = 20261123; ///< of the committed reports; another one is another measurement
constexpr std::chrono::days past{730};
constexpr std::size_t staffSize = 4;
constexpr std::size_t spareInvites = 16;
constexpr std::size_t together = 20; ///< operations in one commit, so with one time

/// Declared time that the hub's strand reads while we set it.
class TownClock final : public Clock {
public:
    explicit TownClock(Timestamp start) : m_now(toMs(start)) {}
    [[nodiscard]] Timestamp now() const override { return fromMs(m_now); }
    [[nodiscard]] Milliseconds monotonic() const override { return Milliseconds{m_now}; }
    void set(Timestamp now) { m_now = toMs(now); }

private:
    std::atomic<std::int64_t> m_now;
};

std::vector<std::string> sampleHouseholds()
{
    pb::Found found;
    const Bytes places = need(readFile(LINLI_SAMPLE_DATA "/compounds.geojson", members::maxImportBytes));
    const Bytes homes = need(readFile(LINLI_SAMPLE_DATA "/households.csv", members::maxImportBytes));
    need(members::importPlaces(asString(places), found));
    need(members::importHouseholds(asString(homes), found));
    std::vector<std::string> ids;
    for (const auto& home : found.households())
        ids.push_back(home.building() + "-" + home.unit() + "-" + home.room());
    return ids;
}

std::string writeTime(const std::filesystem::path& folder, Timestamp at)
{
    std::filesystem::create_directories(folder);
    const auto file = folder / "founded_at";
    std::ofstream(file) << toMs(at);
    return file.string();
}

Timestamp realNow()
{
    return SystemClock().now();
}

} // namespace

/// The hub's own code on the folder, without its HTTP.
class Town::Hub {
public:
    Hub(const std::filesystem::path& data, const std::string& database, CommunityId community, Timestamp start)
        : clock(start), m_lock(need(need(hub::HubFolder::open(data)).lock())),
          m_hub(need(hub::CommunityHub::open(need(hub::HubFolder::open(data)).files(community), clock, clock,
                                             hub::startThread, storage(database))))
    {
    }
    ~Hub() { m_hub->stop(); }
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    void push(std::vector<log::SignedOperation> operations)
    {
        std::promise<Result<std::vector<hub::Sequencer::Answer>>> promise;
        auto answered = promise.get_future();
        m_hub->sequencer().push(std::move(operations), [&](auto answers) { promise.set_value(std::move(answers)); });
        for (const auto& answer : need(answered.get()))
            require(answer.entry && answer.verdict.accepted(), "the town's log refuses: " + answer.verdict.code);
    }
    [[nodiscard]] log::LogState state() const
    {
        const auto snapshot = m_hub->head().snapshot();
        return need(log::verifyCheckpoint(snapshot.checkpoint, m_hub->genesis().community, m_hub->genesis().hubKey));
    }
    TownClock clock;

private:
    static std::shared_ptr<hub::HubStorage> storage(const std::string& database)
    {
        if (database.empty())
            return std::make_shared<hub::FolderStorage>();
        return need(hub::PostgresStorage::open(database));
    }
    FileLock m_lock;
    std::unique_ptr<hub::CommunityHub> m_hub;
};

Town::Town(std::filesystem::path folder, Size size, const std::string& database)
    : m_folder(std::move(folder)), m_ground(sampleGround(size.residents, staffSize)), m_households(sampleHouseholds())
{
    const Timestamp start = realNow() - past;
    QStringList always;
    if (!database.empty())
        always = {"--database", QString::fromStdString(database)};
    test::HubProcess process(QString::fromStdString((m_folder / "hub").string()), always);
    require(process.found({"--test-clock", QString::fromStdString(writeTime(m_folder, start))}),
            "linli-hub found: " + process.log().toStdString());
    m_community = need(parseId<CommunityId>(process.community())
                           .transform([](auto id) { return Result<CommunityId>(id); })
                           .value_or(fail(ErrorKind::Internal, "no community id")));
    Hub hub(m_folder / "hub", database, m_community, start);
    settle(hub, process.adminInvite(), size);
    live(hub, size);
    hub.clock.set(realNow());
    std::vector<log::SignedOperation> last;
    for (std::size_t i = 0; i < spareInvites; ++i) {
        last.push_back(
            invite([&](void* out) { static_cast<pb::Invite*>(out)->set_household(m_households[i]); }, realNow()));
        m_invites.push_back(members::inviteText(*m_lastInvite));
    }
    hub.push(std::move(last));
    const log::LogState state = hub.state();
    m_entries = state.size;
    for (Citizen& resident : m_residents)
        resident.saw(state);
}

std::filesystem::path Town::copyTo(const std::filesystem::path& folder) const
{
    std::filesystem::copy(m_folder / "hub", folder, std::filesystem::copy_options::recursive);
    return folder;
}

log::SignedOperation Town::invite(const std::function<void(void*)>& setTarget, Timestamp now)
{
    members::Invite invite{m_lastInvite->community, m_lastInvite->hubKey, m_lastInvite->genesis,
                           crypto::Secret32::random()};
    pb::Invite facts;
    facts.set_key(asString(invite.key().publicKey()));
    facts.set_expires_ms(toMs(now + std::chrono::days(30)));
    setTarget(&facts);
    m_lastInvite = std::move(invite);
    return m_admin->sign("members.invite", facts.SerializeAsString(), pb::Nothing().SerializeAsString(), now);
}

void Town::settle(Hub& hub, const std::string& adminInvite, const Size& size)
{
    const Timestamp now = hub.clock.now();
    m_lastInvite = need(members::parseInvite(adminInvite));
    m_admin.emplace(m_community, now);
    hub.push({m_admin->join(*m_lastInvite, "王秀兰", now)});
    std::vector<log::SignedOperation> invites;
    std::vector<log::SignedOperation> joins;
    const auto move = [&](std::vector<Citizen>& to, const std::function<void(pb::Invite&)>& target) {
        invites.push_back(invite([&](void* facts) { target(*static_cast<pb::Invite*>(facts)); }, now));
        to.emplace_back(m_community, now);
        joins.push_back(to.back().join(*m_lastInvite, "住户" + std::to_string(joins.size() + 1), now));
    };
    for (std::size_t i = 0; i < size.residents; ++i)
        move(m_residents, [&](pb::Invite& facts) { facts.set_household(m_households[i % m_households.size()]); });
    for (std::size_t i = 0; i < staffSize; ++i)
        move(m_staff, [](pb::Invite& facts) { facts.mutable_role()->set_role(pb::WORKER); });
    hub.push(std::move(invites));
    hub.push(std::move(joins));
}

void Town::live(Hub& hub, const Size& size)
{
    Generator generator(m_ground, seed);
    const std::vector<Act> acts = size.withLife ? generator.life(size.reports) : generator.reports(size.reports);
    const Milliseconds stride = past / static_cast<std::int64_t>(acts.size() / together + 2);
    std::vector<log::SignedOperation> batch;
    for (const Act& act : acts) {
        Citizen& author = act.byStaff ? m_staff[act.who] : m_residents[act.who];
        batch.push_back(author.sign(act.op, act.kind, act.facts, act.content, hub.clock.now()));
        if (batch.size() < together && &act != &acts.back())
            continue;
        hub.push(std::exchange(batch, {}));
        hub.clock.set(hub.clock.now() + stride);
    }
}

} // namespace linli::bench
