// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardDetail.h"

#include "app/resident/core/Texts.h"

#include <ranges>

namespace linli::resident {

HazardDetail::HazardDetail(QObject* parent)
    : QObject(parent), m_read(
                           this, [this] { return prepare(); }, [this](const auto& outcome) { show(outcome); }),
      m_timeline(new HazardTimelineModel(this))
{
}

void HazardDetail::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void HazardDetail::setHazardId(const QString& id)
{
    if (id == m_hazardId)
        return;
    m_hazardId = id;
    m_story.reset();
    m_timeline->clear();
    m_loading = true;
    emit hazardIdChanged();
    emit changed();
    m_read.restart();
}

void HazardDetail::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    emit changed();
    m_timeline->retranslate();
}

LiveRead<HazardDetail::Story>::Work HazardDetail::prepare() const
{
    if (m_hazardId.isEmpty())
        return {};
    return [hazard = idFrom<OpId>(m_hazardId), viewer = core()->self()](store::Database& db) {
        return readHazardStory(db, hazard, viewer);
    };
}

void HazardDetail::show(const Result<Story>& outcome)
{
    m_loading = false;
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    if (outcome) {
        m_story = *outcome;
        m_timeline->setLines(m_story ? m_story->lines : std::vector<StoryLine>());
    }
    emit changed();
}

QString HazardDetail::title() const
{
    return m_story ? hazardItemName(report().item, m_language) : QString();
}

QString HazardDetail::categoryName() const
{
    return m_story ? hazardCategoryName(report().category, m_language) : QString();
}

QString HazardDetail::iconName() const
{
    return m_story ? hazardCategoryIcon(report().category) : QStringLiteral("other");
}

QString HazardDetail::words() const
{
    return m_story ? wordsOf(report().text, report().unreadable) : QString();
}

QString HazardDetail::place() const
{
    return m_story ? toQString(m_story->place) : QString();
}

QList<QUrl> HazardDetail::photos() const
{
    return m_story ? photoUrls(m_story->detail.photos) : QList<QUrl>();
}

QList<QUrl> HazardDetail::photosAfter() const
{
    if (!m_story || report().state != hazards::State::Fixed)
        return {};
    for (const hazards::Event& event : std::views::reverse(m_story->detail.timeline)) {
        if (event.state == hazards::State::Fixed)
            return photoUrls(event.photos);
    }
    return {};
}

QString HazardDetail::reporter() const
{
    return m_story ? toQString(m_story->reporter) : QString();
}

QString HazardDetail::behalfName() const
{
    return m_story ? toQString(report().behalfName.value_or("")) : QString();
}

QString HazardDetail::behalfContact() const
{
    return m_story ? toQString(report().behalfContact.value_or("")) : QString();
}

QDateTime HazardDetail::reported() const
{
    return m_story ? toDateTime(report().accepted) : QDateTime();
}

QString HazardDetail::hiddenBy() const
{
    return hidden() ? toQString(m_story->hidden->who) : QString();
}

QString HazardDetail::hiddenBecause() const
{
    return hidden() ? toQString(m_story->hidden->reason) : QString();
}

hazardstate::Value HazardDetail::state() const
{
    return m_story ? static_cast<hazardstate::Value>(report().state) : hazardstate::Reported;
}

QString HazardDetail::stateText() const
{
    return m_story ? hazardStateText(report().state, report().reason) : QString();
}

int HazardDetail::stateTone() const
{
    return m_story ? hazardStateTone(report().state) : 0;
}

QString HazardDetail::deliveryProblem() const
{
    return m_story && !m_story->operation.code.empty() ? problemText(m_story->operation.code) : QString();
}

QString HazardDetail::duplicateOf() const
{
    return m_story && report().duplicateOf ? toQString(*report().duplicateOf) : QString();
}

QString HazardDetail::assignee() const
{
    return m_story ? toQString(m_story->assignee) : QString();
}

QDateTime HazardDetail::expected() const
{
    return m_story && report().expected ? toDateTime(*report().expected) : QDateTime();
}

hazardanswer::Value HazardDetail::answer() const
{
    return m_story && m_story->detail.answer ? static_cast<hazardanswer::Value>(*m_story->detail.answer)
                                             : hazardanswer::None;
}

QList<int> HazardDetail::moves() const
{
    QList<int> moves;
    if (m_story) {
        for (const hazards::State state : permissions().moves)
            moves.push_back(static_cast<int>(state));
    }
    return moves;
}

} // namespace linli::resident
