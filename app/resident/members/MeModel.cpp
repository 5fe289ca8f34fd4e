// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/MeModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/members/MemberTexts.h"
#include "core/members/members.pb.h"

#include <algorithm>

namespace linli::resident {

using members::Role;

MeModel::MeModel(QObject* parent) : QObject(parent), m_reload([this] { return load(); }) {}

void MeModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

Result<MeModel::Facts> MeModel::readFacts(store::Database& db, const MemberId& self)
{
    Facts facts;
    LINLI_TRY(facts.actor, members::actor(db, self));
    LINLI_TRY(const auto community, members::community(db));
    if (community)
        facts.community = community->name;
    LINLI_TRY(facts.buildings, members::buildings(db));
    if (facts.actor.member.household) {
        LINLI_TRY(facts.household, members::household(db, *facts.actor.member.household));
    }
    return facts;
}

QFuture<void> MeModel::load()
{
    return m_core->read([self = m_core->self()](store::Database& db) { return readFacts(db, self); })
        .then(this, [this](const Result<Facts>& facts) {
            if (!facts)
                return;
            m_facts = *facts;
            m_loaded = true;
            emit changed();
        });
}

QString MeModel::name() const
{
    return toQString(m_facts.actor.member.name);
}

QString MeModel::community() const
{
    return toQString(m_facts.community);
}

std::optional<members::Building> MeModel::building(const BuildingId& id) const
{
    const auto found = std::ranges::find(m_facts.buildings, id, &members::Building::id);
    return found == m_facts.buildings.end() ? std::nullopt : std::optional(*found);
}

QString MeModel::home() const
{
    return m_facts.household ? homeText(*m_facts.household, building(m_facts.household->building)) : QString();
}

QString MeModel::householdId() const
{
    return m_facts.household ? toQString(m_facts.household->id.value) : QString();
}

QStringList MeModel::roles() const
{
    QStringList roles;
    for (const members::Grant& grant : m_facts.actor.member.grants) {
        QStringList reach;
        for (const BuildingId& id : grant.buildings) {
            const auto known = building(id);
            reach.append(toQString(known ? known->name : id.value));
        }
        //: A role with the places it is for: %1 "Building captain", %2 a list of buildings
        roles.append(reach.isEmpty() ? roleText(grant.role)
                                     : tr("%1: %2").arg(roleText(grant.role), reach.join(QStringLiteral(", "))));
    }
    return roles;
}

bool MeModel::invitesOthers() const
{
    return m_facts.actor.hasAny({Role::Captain, Role::Admin});
}

bool MeModel::writesNotices() const
{
    return m_facts.actor.hasAny({Role::Captain, Role::Worker, Role::Property, Role::Admin});
}

void MeModel::rename(const QString& name)
{
    if (m_renaming || !m_core)
        return;
    m_renaming = true;
    emit renamingChanged();
    m_core
        ->submit({{},
                  [name = name.trimmed().toStdString()](const std::vector<Hash>&) -> Result<community::Replica::Draft> {
                      pb::members::Name content;
                      content.set_name(name);
                      return community::Replica::Draft{"members.rename", {}, toBytes(content.SerializeAsString()), {}};
                  }})
        .then(this, [this](const Result<OpId>& op) {
            m_renaming = false;
            emit renamingChanged();
            if (op)
                emit renamed();
            else
                emit failed(problemText(op.error().code));
        });
}

} // namespace linli::resident
