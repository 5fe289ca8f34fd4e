// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Acts.h"

#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/sync/Courier.h"

namespace linli::sim {
namespace {

constexpr double nonsense = 0.03;

} // namespace

void Hand::act()
{
    struct Choice {
        std::size_t weight;
        void (Hand::*act)();
    };
    // The setting's treasurer keeps the books, its staff publish; others try now and then and are refused.
    const bool treasurer = m_phone.index() == 3;
    const bool staff = m_phone.index() < 3;
    const std::array<Choice, 11> choices{{{staff ? 10U : 4U, &Hand::members},
                                          {22, &Hand::hazards},
                                          {staff ? 12U : 2U, &Hand::plans},
                                          {20, &Hand::polls},
                                          {24, &Hand::events},
                                          {treasurer ? 40U : 2U, &Hand::funds},
                                          {12, &Hand::notices},
                                          {4, &Hand::erase},
                                          {6, &Hand::discard},
                                          {10, &Hand::meet},
                                          {2, &Hand::audit}}};
    std::size_t all = 0;
    for (const Choice& choice : choices)
        all += choice.weight;
    std::size_t at = m_random.below(all);
    for (const Choice& choice : choices) {
        if (at < choice.weight)
            return (this->*choice.act)();
        at -= choice.weight;
    }
}

std::string Hand::anyId(std::string_view sql)
{
    const auto ids = must(m_phone.replica().db().all(sql, {}, [](const store::Row& row) { return row.id<OpId>(0); }));
    if (ids.empty() || m_random.chance(nonsense))
        return asString(crypto::randomBytes(OpId{}.bytes.size()));
    return m_random.pick(ids).str();
}

std::string Hand::anyText(std::string_view sql)
{
    const auto all = must(m_phone.replica().db().all(sql, {}, [](const store::Row& row) { return row.text(0); }));
    return all.empty() || m_random.chance(nonsense) ? std::string("nowhere") : m_random.pick(all);
}

std::string Hand::words()
{
    return m_random.chance(nonsense) ? std::string() : "话" + std::to_string(m_random.below(1'000'000));
}

std::string Hand::photo()
{
    Bytes jpeg{0xFF, 0xD8, 0xFF};
    for (int i = 0; i < 60; ++i)
        jpeg.push_back(static_cast<std::uint8_t>(m_random.next()));
    return asString(m_phone.home().photos().addOwn(jpeg).value_or(Hash{})); // a full disk takes none
}

std::int64_t Hand::soon()
{
    return toMs(m_phone.clock.now()) + m_random.between(m_random.chance(nonsense) ? -600'000 : 30'000, 900'000);
}

void Hand::submit(std::string_view kind, const google::protobuf::MessageLite& facts,
                  const google::protobuf::MessageLite& content, log::Audience audience)
{
    const std::string refused = m_phone.submit({std::string(kind), toBytes(facts.SerializeAsString()),
                                                toBytes(content.SerializeAsString()), std::move(audience)});
    m_world.note(m_phone.name() + " " + std::string(kind) + " " + refused);
    m_world.journal.count(std::string(kind) + (refused.empty() ? " saved" : " refused"));
}

void Hand::erase()
{
    pb::community::EraseFacts facts;
    facts.set_target(anyId("SELECT op_id FROM entry WHERE op_id IS NOT NULL AND verdict = '' ORDER BY seq"));
    pb::community::EraseContent content;
    content.set_reason(words());
    submit(community::eraseKind, facts, content);
}

void Hand::discard()
{
    const auto items = must(m_phone.replica().outbox().items());
    if (items.empty())
        return;
    const community::OutboxItem& item = m_random.pick(items);
    if (item.kind == "members.join")
        return;
    const auto done = m_phone.replica().discard(item.op, m_phone.clock.now());
    m_world.note(m_phone.name() + " discards " + (done ? "" : done.error().code));
    m_world.journal.count(done ? "discarded" : "discard refused");
    if (!done)
        return;
    Saved& saved = m_world.witness.all()[item.op];
    if (m_phone.isDead()) {
        saved.certain = false; // nobody saw how it ended
        return;
    }
    (item.state == community::OutboxState::Rejected ? saved.forgotten : saved.givenUp) = true;
    m_phone.kick();
}

void Hand::audit()
{
    m_phone.audit(m_random.chance(0.5));
}

/// Two phones side by side, with or without a network: one hands over, the other takes along.
void Hand::meet()
{
    std::vector<SimPhone*> others;
    for (const auto& phone : m_world.phones)
        if (phone.get() != &m_phone && phone->isUp())
            others.push_back(phone.get());
    if (others.empty())
        return;
    SimPhone& other = *m_random.pick(others);
    sync::Courier giver(m_phone.replica());
    const auto handed = giver.handOver(m_phone.home().identity().device, m_random.chance(0.5), m_phone.clock.now());
    if (!handed || m_phone.isDead())
        return;
    const auto taken =
        sync::Courier(other.replica()).takeIn(handed->file, other.home().identity().device, other.clock.now());
    const std::string came = taken ? std::to_string(taken->taken.size()) : taken.error().code;
    m_world.note(m_phone.name() + " hands over to " + other.name() + ", taken " + came);
    if (!taken || other.isDead())
        return;
    for (std::size_t i = 0; i < taken->taken.size(); ++i)
        m_world.journal.count("carried");
    other.kick();
}

} // namespace linli::sim
