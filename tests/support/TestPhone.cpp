// SPDX-License-Identifier: Apache-2.0
#include "tests/support/TestPhone.h"

#include "core/members/members.pb.h"
#include "core/sync/JoinSession.h"
#include "core/sync/Joining.h"

namespace linli::test {

TestPhone::TestPhone(std::filesystem::path folder, TestHub& hub) : m_folder(std::move(folder)), m_hub(hub) {}

template <class ExchangeType> void TestPhone::run(ExchangeType& exchange)
{
    while (const auto request = exchange.nextRequest())
        exchange.onResponse(m_hub.handle(*request));
}

std::string TestPhone::join(const std::string& invite, const std::string& name)
{
    auto joining = sync::startJoining(m_folder, vault, "http://hub.example", invite, name, m_hub.now());
    if (!joining)
        return joining.error().code;
    sync::JoinSession session(joining->home.replica().genesis(), joining->join);
    run(session);
    if (session.error()) {
        community::Home::abandonJoining(std::move(joining->home));
        return session.error()->code;
    }
    m_home.emplace(std::move(joining->home));
    const std::string code = sync();
    return code.empty() && !m_home->finishJoining() ? "finish" : code;
}

std::string TestPhone::sync()
{
    const platform::FakeClock clock(m_hub.now());
    sync::SyncSession session({m_home->replica(), m_home->photos(), m_home->identity(), clock},
                              {.pull = true, .token = m_token});
    run(session);
    m_token = session.token();
    return session.outcome().error ? session.outcome().error->code : std::string();
}

OpId TestPhone::submitBytes(const community::Replica::Draft& draft)
{
    const auto op = replica().submit(m_home->identity(), draft, m_hub.now());
    rejection = op ? std::string() : op.error().code;
    return op.value_or(OpId{});
}

std::string TestPhone::inviteHousehold(const std::string& household)
{
    return invite([&](void* facts) { static_cast<pb::members::Invite*>(facts)->set_household(household); });
}

std::string TestPhone::inviteRole(members::Role role, const std::vector<std::string>& buildings,
                                  const std::string& household)
{
    return invite([&](void* facts) {
        auto* target = static_cast<pb::members::Invite*>(facts)->mutable_role();
        target->set_role(static_cast<pb::members::Role>(role));
        target->mutable_buildings()->Assign(buildings.begin(), buildings.end());
        target->set_household(household);
    });
}

std::string TestPhone::invite(const std::function<void(void*)>& setTarget)
{
    crypto::Secret32 seed = crypto::Secret32::random();
    pb::members::Invite facts;
    facts.set_key(asString(crypto::SigningKey::fromSeed(seed).publicKey()));
    facts.set_expires_ms(toMs(m_hub.now() + std::chrono::days(7)));
    setTarget(&facts);
    submit("members.invite", facts, pb::members::Nothing());
    const auto& genesis = replica().genesis();
    return members::inviteText({genesis.community, genesis.hubKey, genesis.foundingHash, std::move(seed)});
}

std::string TestPhone::reopen()
{
    m_home.reset();
    return take(community::Home::open(m_folder, vault));
}

std::string TestPhone::recover()
{
    m_home.reset();
    return take(community::Home::recover(m_folder, vault));
}

std::string TestPhone::take(Result<community::Home> home)
{
    if (!home)
        return home.error().code;
    m_home.emplace(std::move(*home));
    return {};
}

} // namespace linli::test
