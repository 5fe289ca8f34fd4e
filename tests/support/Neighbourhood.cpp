// SPDX-License-Identifier: Apache-2.0
#include "tests/support/Neighbourhood.h"

#include "core/log/Digest.h"
#include "core/log/Photos.h"
#include "core/members/Invite.h"
#include "core/members/Members.h"
#include "core/members/members.pb.h"

#include <cstdlib>
#include <stdexcept>

namespace linli::test {
namespace {

namespace pb = linli::pb::members;
using members::Role;

constexpr Timestamp startOfTime = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1};

/// A test's neighbourhood that cannot be built is a failed test, not a value to pass on.
template <class T> T need(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().code + ": " + result.error().detail);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "linli-test-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        m_path = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// A new encrypted store with the schema of these capabilities.
store::Database createStore(const std::filesystem::path& file, const std::vector<const log::Capability*>& capabilities)
{
    auto db = need(
        store::Database::open(file, store::DatabaseKey(crypto::Secret32::random()), store::Database::Access::Create));
    need(db.runScript(log::photoSchema()));
    for (const log::Capability* capability : capabilities)
        need(db.runScript(capability->schema()));
    return db;
}

void addSquare(google::protobuf::RepeatedField<std::int32_t>& outline, int latitude, int longitude, int side)
{
    for (const auto& [north, east] : {std::pair{0, 0}, {0, 1}, {1, 1}, {1, 0}}) {
        outline.Add(latitude + north * side);
        outline.Add(longitude + east * side);
    }
}

void addBuilding(pb::Found& found, const char* compound, const char* id, int number)
{
    auto& building = *found.add_buildings();
    building.set_id(id);
    building.set_compound(compound);
    building.set_name(std::string(id) + "栋");
    building.set_units(1);
    building.set_floors(3);
    addSquare(*building.mutable_outline(), 308'600'000 + number * 5'000, 1'044'100'000, 2'000);
    for (int i = 0; i < 6; ++i) {
        auto& household = *found.add_households();
        household.set_building(id);
        household.set_unit("1");
        household.set_room(std::to_string(100 * (i / 2 + 1) + i % 2 + 1));
        household.set_area_cm2(static_cast<std::uint64_t>(800'000 + 10'000 * (6 * number + i)));
        auto& owner = *household.add_owners();
        owner.set_owner(std::to_string(1001 + 6 * number + i));
        owner.set_numerator(1);
        owner.set_denominator(1);
    }
}

pb::Found foundingOf(const CommunityId& community, const crypto::SigningPublicKey& hub,
                     const crypto::SigningPublicKey& invite)
{
    pb::Found found;
    found.set_community_id(community.str());
    found.set_name("锦溪社区");
    found.set_hub_key(asString(hub));
    for (const auto& [id, name, longitude] : {std::tuple{"JY", "锦苑小区", 0}, {"YH", "溪和小区", 50'000}}) {
        auto& compound = *found.add_compounds();
        compound.set_id(id);
        compound.set_name(name);
        addSquare(*compound.mutable_outline(), 308'595'000, 1'044'095'000 + longitude, 40'000);
    }
    addBuilding(found, "JY", "JY-1", 0);
    addBuilding(found, "JY", "JY-2", 1);
    addBuilding(found, "YH", "YH-1", 2);
    found.set_admin_invite_key(asString(invite));
    found.set_admin_invite_expires_ms(toMs(startOfTime + std::chrono::days(7)));
    return found;
}

/// One submission, kept for replaysAlike().
struct Submitted {
    OpId op;
    MemberId by;
    DeviceId device;
    Timestamp at;
    std::string kind;
    std::string facts;
    std::optional<std::string> content;
    log::Audience audience;
    log::Verdict verdict;
};

} // namespace

struct Neighbourhood::Impl {
    std::vector<const log::Capability*> capabilities;
    std::vector<log::TableSpec> tables;
    TemporaryFolder folder;
    store::Database db;
    Timestamp now = startOfTime;
    std::uint64_t nextOp = 1;
    CommunityId community{crypto::uuidV7(startOfTime)};
    crypto::SigningKey hub = crypto::SigningKey::generate();
    Hash genesis = crypto::sha256(asBytes("the founding of a test neighbourhood"));
    MemberId admin;
    std::vector<Submitted> submissions;
    int replays = 0;

    explicit Impl(std::vector<const log::Capability*> beside)
        : capabilities(withMembers(std::move(beside))), db(createStore(folder.path() / "store", capabilities))
    {
        tables.assign(log::photoTables().begin(), log::photoTables().end());
        for (const log::Capability* capability : capabilities)
            tables.insert(tables.end(), capability->tables().begin(), capability->tables().end());
    }

    static std::vector<const log::Capability*> withMembers(std::vector<const log::Capability*> beside)
    {
        beside.insert(beside.begin(), &members::capability());
        return beside;
    }

    const log::Kind& kind(std::string_view name) const
    {
        for (const log::Capability* capability : capabilities)
            for (const log::Kind& kind : capability->kinds())
                if (kind.name == name)
                    return kind;
        throw std::runtime_error("no such kind: " + std::string(name));
    }

    /// Distinct and ascending, so that lists by id are in the order of making.
    OpId newOp()
    {
        OpId op{crypto::uuidV7(now)};
        std::uint64_t rest = nextOp++;
        for (std::size_t i = 15; i > 8; --i, rest >>= 8)
            op.bytes[i] = static_cast<std::uint8_t>(rest);
        op.bytes[6] = 0x70;
        op.bytes[7] = 0;
        op.bytes[8] = 0x80;
        return op;
    }

    DeviceId deviceOf(const MemberId& member)
    {
        for (const members::Device& device : need(members::devicesOf(db, member)))
            if (device.state == members::DeviceState::Active)
                return device.id;
        return {};
    }

    void advanceTime(store::Database& store, Timestamp at) const
    {
        for (const log::Capability* capability : capabilities)
            need(capability->advanceTime(store, at));
    }

    log::Verdict judge(const log::Context& context, const log::Kind& kind, const log::OpView& view) const
    {
        if (!context.member.isNull()) {
            const auto author = need(members::member(context.db, context.member));
            if (!author || !author->active)
                return log::Verdict::reject("members.inactive");
        }
        return need(kind.decide(context, view));
    }

    log::Verdict play(store::Database& store, const Submitted& what, Seq seq) const
    {
        const log::Kind& rule = kind(what.kind);
        const bool byHub = what.by.isNull() && what.kind != "members.join";
        const log::Context context{store, what.op, what.by, what.device, byHub, what.at, seq, what.audience};
        log::OpView view{what.kind, asBytes(what.facts), std::nullopt};
        if (what.content)
            view.content = asBytes(*what.content);
        auto transaction = need(store::Transaction::begin(store));
        log::Verdict verdict = view.content ? rule.checkContent(view) : log::Verdict::accept();
        if (verdict.accepted())
            verdict = judge(context, rule, view);
        if (verdict.accepted())
            need(rule.apply(context, view));
        if (verdict.accepted() && what.kind == "members.found")
            need(members::setGenesis(store, genesis));
        need(transaction.commit());
        return verdict;
    }

    Outcome submit(const MemberId& by, const DeviceId& device, std::string_view kindName, std::string facts,
                   std::string content, log::Audience audience)
    {
        Submitted what{
            newOp(), by, device, now, std::string(kindName), std::move(facts), std::move(content), std::move(audience),
            {}};
        what.verdict = play(db, what, Seq{submissions.size() + 1});
        submissions.push_back(what);
        return {what.verdict, what.op};
    }

    MemberId join(const crypto::SigningKey& invite, const std::string& name)
    {
        const crypto::SigningKey signing = crypto::SigningKey::generate();
        const crypto::SealingKey sealing = crypto::SealingKey::generate();
        const DeviceId device{crypto::uuidV7(now)};
        pb::Join facts;
        facts.set_invite_key(asString(invite.publicKey()));
        facts.set_signing_key(asString(signing.publicKey()));
        facts.set_sealing_key(asString(sealing.publicKey()));
        facts.set_genesis_hash(asString(genesis));
        facts.set_invite_signature(
            asString(members::signProof({community, device, signing.publicKey(), sealing.publicKey()}, invite)));
        pb::Name content;
        content.set_name(name);
        const Outcome joined =
            submit({}, device, "members.join", facts.SerializeAsString(), content.SerializeAsString(), {});
        if (!joined.accepted())
            throw std::runtime_error("join: " + joined.verdict.code);
        return MemberId{joined.op.bytes};
    }

    MemberId inviteAndJoin(pb::Invite facts, const std::string& name)
    {
        const crypto::SigningKey key = crypto::SigningKey::generate();
        facts.set_key(asString(key.publicKey()));
        facts.set_expires_ms(toMs(now + std::chrono::days(7)));
        const Outcome invited = submit(admin, deviceOf(admin), "members.invite", facts.SerializeAsString(), {}, {});
        if (!invited.accepted())
            throw std::runtime_error("invite: " + invited.verdict.code);
        return join(key, name);
    }
};

Neighbourhood::Neighbourhood(std::vector<const log::Capability*> capabilities)
{
    need(crypto::initialise());
    m_impl = std::make_unique<Impl>(std::move(capabilities));
    const crypto::SigningKey invite = crypto::SigningKey::generate();
    const pb::Found facts = foundingOf(m_impl->community, m_impl->hub.publicKey(), invite.publicKey());
    const Outcome founded = submit({}, "members.found", facts, pb::Nothing{});
    if (!founded.accepted())
        throw std::runtime_error("founding: " + founded.verdict.code);
    m_impl->admin = m_impl->join(invite, "第一管理员");
}

Neighbourhood::~Neighbourhood() = default;

store::Database& Neighbourhood::db()
{
    return m_impl->db;
}

Timestamp Neighbourhood::now() const
{
    return m_impl->now;
}

void Neighbourhood::advance(Milliseconds by)
{
    m_impl->now += by;
    m_impl->advanceTime(m_impl->db, m_impl->now);
}

MemberId Neighbourhood::resident(const std::string& household)
{
    pb::Invite facts;
    facts.set_household(household);
    return m_impl->inviteAndJoin(std::move(facts), "住户" + household);
}

MemberId Neighbourhood::staff(members::Role role, std::vector<std::string> buildings, const std::string& household)
{
    pb::Invite facts;
    facts.mutable_role()->set_role(static_cast<pb::Role>(role));
    for (const std::string& building : buildings)
        facts.mutable_role()->add_buildings(building);
    facts.mutable_role()->set_household(household);
    return m_impl->inviteAndJoin(std::move(facts), std::string(members::roleName(role)));
}

Neighbourhood::Outcome Neighbourhood::submitBytes(const MemberId& by, std::string_view kind, std::string facts,
                                                  std::string content, log::Audience audience)
{
    return m_impl->submit(by, m_impl->deviceOf(by), kind, std::move(facts), std::move(content), std::move(audience));
}

Neighbourhood::Outcome Neighbourhood::submitFrom(const DeviceId& device, const MemberId& by, std::string_view kind,
                                                 std::string facts, std::string content)
{
    return m_impl->submit(by, device, kind, std::move(facts), std::move(content), {});
}

void Neighbourhood::erase(const OpId& op)
{
    auto transaction = need(store::Transaction::begin(m_impl->db));
    need(log::eraseContent(m_impl->db, m_impl->tables, op));
    need(transaction.commit());
    for (Submitted& what : m_impl->submissions)
        if (what.op == op)
            what.content.reset();
}

std::string Neighbourhood::replayDifference()
{
    const auto name = "replay-" + std::to_string(++m_impl->replays);
    store::Database fresh = createStore(m_impl->folder.path() / name, m_impl->capabilities);
    std::uint64_t seq = 0;
    for (const Submitted& what : m_impl->submissions) {
        m_impl->advanceTime(fresh, what.at);
        ++seq;
        // A later reader takes verdicts on content on trust (log::Kind::checkContent).
        if (!what.content && what.verdict.code.starts_with("content."))
            continue;
        const log::Verdict verdict = m_impl->play(fresh, what, Seq{seq});
        if (verdict != what.verdict)
            return "entry " + std::to_string(seq) + " " + what.kind + ": '" + what.verdict.code + "' became '" +
                   verdict.code + "'";
    }
    m_impl->advanceTime(fresh, m_impl->now);
    const auto before = need(log::stateDigests(m_impl->db, m_impl->tables));
    const auto after = need(log::stateDigests(fresh, m_impl->tables));
    return before.community == after.community && before.own == after.own ? std::string() : "the digests differ";
}

const crypto::SigningPublicKey& Neighbourhood::hubKey() const
{
    return m_impl->hub.publicKey();
}

CommunityId Neighbourhood::communityId() const
{
    return m_impl->community;
}

Hash Neighbourhood::genesis() const
{
    return m_impl->genesis;
}

MemberId Neighbourhood::firstAdmin() const
{
    return m_impl->admin;
}

} // namespace linli::test
