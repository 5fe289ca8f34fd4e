// SPDX-License-Identifier: Apache-2.0
#include "app/resident/notices/NoticeComposer.h"

#include "app/resident/core/OwnOperation.h"
#include "app/resident/core/Texts.h"
#include "app/resident/notices/NoticeWords.h"
#include "core/notices/Queries.h"
#include "core/notices/Rules.h"

#include <array>
#include <chrono>

namespace linli::resident {
namespace {

using NoticeChoices = NoticeComposer::Choices;
using Earlier = NoticeComposer::Earlier;
using AreaKind = NoticeAreaModel::Kind;
using namespace std::chrono_literals;

// What people choose from. CAP's "unknown" is left out: who sends a notice has to make up their mind.
constexpr std::array severities{notices::Severity::Extreme, notices::Severity::Severe, notices::Severity::Moderate,
                                notices::Severity::Minor};
constexpr std::array urgencies{notices::Urgency::Immediate, notices::Urgency::Expected, notices::Urgency::Future,
                               notices::Urgency::Past};
constexpr std::array certainties{notices::Certainty::Observed, notices::Certainty::Likely,
                                 notices::Certainty::Possible};
constexpr std::array categories{notices::Category::Infra,     notices::Category::Fire,     notices::Category::Met,
                                notices::Category::Health,    notices::Category::Security, notices::Category::Safety,
                                notices::Category::Transport, notices::Category::Env,      notices::Category::Other};
constexpr std::array<std::chrono::hours, 6> lifetimes{2h, 6h, 24h, 72h, 168h, 720h};

template <class Code, std::size_t N> QStringList texts(const std::array<Code, N>& codes, QString (*word)(Code))
{
    QStringList texts;
    for (const Code code : codes)
        texts.append(word(code));
    return texts;
}
template <class Code, std::size_t N> int rowOf(const std::array<Code, N>& codes, Code code)
{
    const auto found = std::ranges::find(codes, code);
    return found == codes.end() ? -1 : static_cast<int>(found - codes.begin());
}
template <class Code, std::size_t N> bool isRow(const std::array<Code, N>& codes, int row)
{
    return row >= 0 && row < static_cast<int>(codes.size());
}

/// Only own buildings for a captain; everything for roles that reach the whole community; nothing for others.
Result<std::vector<NoticeAreaModel::Row>> readAreas(store::Database& db, const MemberId& self)
{
    using members::Role;
    LINLI_TRY(const auto actor, members::actor(db, self));
    const bool everywhere = actor.hasAny({Role::Worker, Role::Property, Role::Admin});
    std::vector<NoticeAreaModel::Row> rows;
    if (!everywhere && !actor.has(Role::Captain))
        return rows;
    std::map<BuildingId, int> homes;
    LINLI_TRY(const auto households, members::households(db));
    for (const auto& household : households)
        ++homes[household.building];
    LINLI_TRY(const auto buildings, members::buildings(db));
    if (everywhere) {
        rows.push_back({AreaKind::Community, {}, {}, static_cast<int>(households.size()), false});
        LINLI_TRY(const auto compounds, members::compounds(db));
        for (const auto& compound : compounds) {
            int count = 0;
            for (const auto& building : buildings)
                count += building.compound == compound.id ? homes[building.id] : 0;
            rows.push_back({AreaKind::Compound, compound.id.value, compound.name, count, false});
        }
    }
    for (const auto& building : buildings) {
        if (everywhere || actor.isCaptainOf(building.id))
            rows.push_back({AreaKind::Building, building.id.value, building.name, homes[building.id], false});
    }
    return rows;
}

Result<NoticeChoices> readChoices(store::Database& db, const MemberId& self, const OpId& replaces)
{
    NoticeChoices choices;
    LINLI_TRY(choices.areas, readAreas(db, self));
    if (replaces.isNull())
        return choices;
    LINLI_TRY(const auto found, notices::notice(db, replaces, self));
    if (found)
        choices.earlier =
            Earlier{found->notice.terms, found->area, found->notice.headline, found->description, found->instruction};
    return choices;
}

pb::notices::PublishFacts publishFacts(const notices::Area& area, const OpId& replaces)
{
    pb::notices::PublishFacts facts;
    facts.set_msg_type(replaces.isNull() ? pb::notices::ALERT : pb::notices::UPDATE);
    if (!replaces.isNull())
        facts.add_references(replaces.str());
    if (area.isCommunity())
        facts.mutable_area()->set_community(true);
    for (const CompoundId& compound : area.compounds)
        facts.mutable_area()->add_compounds(compound.value);
    for (const BuildingId& building : area.buildings)
        facts.mutable_area()->add_buildings(building.value);
    return facts;
}

} // namespace

NoticeComposer::NoticeComposer(QObject* parent)
    : QObject(parent), m_live(
                           this,
                           [this] {
                               return [self = m_core->self(), replaces = idFrom<OpId>(m_replaces)](
                                          store::Database& db) { return readChoices(db, self, replaces); };
                           },
                           [this](const Result<Choices>& choices) { take(choices); })
{
    connect(&m_areas, &NoticeAreaModel::chosenChanged, this, &NoticeComposer::changed);
}

void NoticeComposer::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void NoticeComposer::setReplaces(const QString& notice)
{
    if (notice == m_replaces)
        return;
    m_replaces = notice;
    m_filled = false;
    m_loading = true;
    emit changed();
    m_live.restart();
}

void NoticeComposer::take(const Result<Choices>& choices)
{
    m_loading = false;
    if (!choices) {
        emit failed(problemText(choices.error().code));
        emit changed();
        return;
    }
    m_areas.setChoices(choices->areas);
    if (m_areas.count() == 1 && !m_areas.any())
        m_areas.toggle(0);
    if (choices->earlier && !std::exchange(m_filled, true))
        fillFrom(*choices->earlier);
    emit changed();
}

void NoticeComposer::fillFrom(const Earlier& earlier)
{
    m_areas.choose(earlier.area);
    m_severity = rowOf(severities, earlier.terms.severity);
    m_urgency = rowOf(urgencies, earlier.terms.urgency);
    m_certainty = rowOf(certainties, earlier.terms.certainty);
    m_category = rowOf(categories, earlier.terms.category);
    m_headline = toQString(earlier.headline);
    m_description = toQString(earlier.description);
    m_instruction = toQString(earlier.instruction);
}

QStringList NoticeComposer::severityTexts() const
{
    return texts(severities, noticeSeverityText);
}

QStringList NoticeComposer::urgencyTexts() const
{
    return texts(urgencies, noticeUrgencyText);
}

QStringList NoticeComposer::certaintyTexts() const
{
    return texts(certainties, noticeCertaintyText);
}

QStringList NoticeComposer::categoryTexts() const
{
    return texts(categories, noticeCategoryText);
}

QStringList NoticeComposer::lifetimeTexts() const
{
    QStringList texts;
    for (const auto lifetime : lifetimes) {
        const int hours = static_cast<int>(lifetime.count());
        texts.append(hours <= 24 ? tr("%n hours", nullptr, hours) : tr("%n days", nullptr, hours / 24));
    }
    return texts;
}

QString NoticeComposer::missing() const
{
    if (!m_areas.any())
        return tr("Choose who should get it.");
    if (!isRow(severities, m_severity))
        return tr("Choose how serious it is.");
    if (!isRow(urgencies, m_urgency))
        return tr("Choose how soon people must act.");
    if (!isRow(certainties, m_certainty))
        return tr("Choose how certain it is.");
    if (!isRow(categories, m_category))
        return tr("Choose what it is about.");
    if (!isRow(lifetimes, m_lifetime))
        return tr("Choose how long it counts.");
    if (m_headline.trimmed().isEmpty())
        return tr("Write what happens in one sentence.");
    if (m_headline.size() > headlineLimit() || m_description.size() > descriptionLimit() ||
        m_instruction.size() > instructionLimit())
        return tr("A text is too long. Shorten the one marked red.");
    return {};
}

QString NoticeComposer::whoText() const
{
    if (!m_areas.any())
        return {};
    //: Who gets a notice; %n is how many homes, %1 names of buildings
    return tr("%n households: %1", nullptr, m_areas.households()).arg(m_areas.chosenText());
}

bool NoticeComposer::dirty() const
{
    return !m_headline.isEmpty() || !m_description.isEmpty() || !m_instruction.isEmpty();
}

int NoticeComposer::headlineLimit() const
{
    return static_cast<int>(notices::maxHeadline);
}

int NoticeComposer::descriptionLimit() const
{
    return static_cast<int>(notices::maxDescription);
}

int NoticeComposer::instructionLimit() const
{
    return static_cast<int>(notices::maxInstruction);
}

void NoticeComposer::send()
{
    if (m_busy || !m_core || !missing().isEmpty())
        return;
    m_busy = true;
    emit busyChanged();
    const auto at = [](const auto& codes, int row) { return codes[static_cast<std::size_t>(row)]; };
    pb::notices::PublishFacts facts = publishFacts(m_areas.area(), idFrom<OpId>(m_replaces));
    facts.set_category(static_cast<pb::notices::Category>(at(categories, m_category)));
    facts.set_severity(static_cast<pb::notices::Severity>(at(severities, m_severity)));
    facts.set_urgency(static_cast<pb::notices::Urgency>(at(urgencies, m_urgency)));
    facts.set_certainty(static_cast<pb::notices::Certainty>(at(certainties, m_certainty)));
    pb::notices::PublishContent content;
    content.set_headline(m_headline.trimmed().toStdString());
    content.set_description(m_description.trimmed().toStdString());
    content.set_instruction(m_instruction.trimmed().toStdString());
    const auto work = [facts, content, lifetime = at(lifetimes, m_lifetime)](CoreWorker& worker) {
        auto dated = facts;
        dated.set_expires_ms(toMs(worker.now() + lifetime));
        return worker.submit({}, [&](const std::vector<Hash>&) { return draftOf("notices.publish", dated, content); });
    };
    m_core->onCore<OpId>(work).then(this, [this](const Result<OpId>& outcome) {
        m_busy = false;
        emit busyChanged();
        if (outcome)
            emit sent(toQString(*outcome));
        else
            emit failed(problemText(outcome.error().code));
    });
}

} // namespace linli::resident
