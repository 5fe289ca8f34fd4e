// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/InviteMaker.h"

#include "app/resident/core/Texts.h"
#include "core/members/Invite.h"
#include "core/members/members.pb.h"

#include <QClipboard>
#include <QGuiApplication>

namespace linli::resident {
namespace {

constexpr Milliseconds inviteLife = std::chrono::days(7); ///< long enough for a visit, short for a lost slip of paper

} // namespace

void InviteMaker::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
}

Result<InviteMaker::Made> InviteMaker::makeInvite(CoreWorker& worker, Target target, const std::string& id)
{
    community::Home* const home = worker.home();
    if (!home)
        return fail(ErrorKind::Store, "home.not_joined");
    const Timestamp expires = worker.now() + inviteLife;
    crypto::Secret32 seed = crypto::Secret32::random();
    pb::members::Invite facts;
    facts.set_key(asString(crypto::SigningKey::fromSeed(seed).publicKey()));
    facts.set_expires_ms(toMs(expires));
    if (target == Target::Household)
        facts.set_household(id);
    else if (target == Target::OwnDevice)
        facts.set_own_device(id);
    else
        facts.set_readmit_member(id);
    LINLI_CHECK(worker.submit({}, [&](const std::vector<Hash>&) -> Result<community::Replica::Draft> {
        return community::Replica::Draft{"members.invite", toBytes(facts.SerializeAsString()), {}, {}};
    }));
    const community::Genesis& genesis = home->replica().genesis();
    const members::Invite invite{genesis.community, genesis.hubKey, genesis.foundingHash, std::move(seed)};
    return Made{toQString(members::inviteUrl(home->hubUrl(), invite)), expires};
}

void InviteMaker::make(Target target, const std::string& id)
{
    if (m_busy || !m_core)
        return;
    m_busy = true;
    m_problem.clear();
    m_link.clear();
    emit changed();
    m_core->onCore<Made>([target, id](CoreWorker& worker) { return makeInvite(worker, target, id); })
        .then(this, [this](const Result<Made>& made) {
            m_busy = false;
            if (made) {
                m_link = made->link;
                m_expires = toDateTime(made->expires);
            } else {
                m_problem = problemText(made.error().code);
            }
            emit changed();
        });
}

void InviteMaker::makeForHousehold(const QString& householdId)
{
    make(Target::Household, householdId.toStdString());
}

void InviteMaker::makeForOwnDevice()
{
    if (m_core)
        make(Target::OwnDevice, m_core->self().str());
}

void InviteMaker::makeForReturn(const QString& memberId)
{
    make(Target::Return, idFrom<MemberId>(memberId).str());
}

void InviteMaker::copyLink()
{
    QGuiApplication::clipboard()->setText(m_link);
}

} // namespace linli::resident
