// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardActions.h"

#include "app/resident/core/Texts.h"
#include "core/hazards/Content.h"

namespace linli::resident {

std::vector<QString> photoFiles(const QList<QUrl>& photos)
{
    std::vector<QString> files;
    for (const QUrl& photo : photos)
        files.push_back(photo.toString(QUrl::FullyEncoded));
    return files;
}

int HazardActions::maximumLength() const
{
    return static_cast<int>(hazards::maxNoteText);
}

void HazardActions::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
}

void HazardActions::setHazardId(const QString& id)
{
    if (id == m_hazardId)
        return;
    m_hazardId = id;
    emit hazardIdChanged();
}

void HazardActions::setPrivate(bool isPrivate)
{
    if (isPrivate == m_private)
        return;
    m_private = isPrivate;
    emit privateChanged();
}

HazardSubject HazardActions::subject() const
{
    return {idFrom<OpId>(m_hazardId), m_private};
}

void HazardActions::submit(const QList<QUrl>& photos,
                           std::function<community::Replica::Draft(const std::vector<Hash>& photos)> makeDraft)
{
    // A second press while the first is being stored would do the same thing twice.
    if (m_busy)
        return;
    m_busy = true;
    emit busyChanged();
    m_core
        ->submit(
            {photoFiles(photos),
             [makeDraft = std::move(makeDraft)](const std::vector<Hash>& hashes) -> Result<community::Replica::Draft> {
                 return makeDraft(hashes);
             }})
        .then(this, [this](const Result<OpId>& outcome) { finish(outcome); });
}

void HazardActions::finish(const Result<OpId>& outcome)
{
    m_busy = false;
    emit busyChanged();
    if (outcome)
        emit done();
    else
        emit failed(problemText(outcome.error().code));
}

void HazardActions::support()
{
    submit({}, [hazard = subject()](const auto&) { return supportDraft(hazard); });
}

void HazardActions::comment(const QString& text)
{
    submit({}, [hazard = subject(), words = text.trimmed().toStdString()](const auto&) {
        return commentDraft(hazard, words);
    });
}

void HazardActions::rate(hazardanswer::Value answer)
{
    submit({}, [hazard = subject(), answer](const auto&) {
        return rateDraft(hazard, static_cast<hazards::Answer>(answer));
    });
}

void HazardActions::reopen(const QString& note, const QList<QUrl>& photos)
{
    submit(photos, [hazard = subject(), words = note.trimmed().toStdString()](const std::vector<Hash>& hashes) {
        return reopenDraft(hazard, words, hashes);
    });
}

void HazardActions::withdraw()
{
    submit({}, [hazard = subject()](const auto&) {
        const AdvanceDraft step{.state = hazards::State::Closed, .reason = hazards::ClosingReason::Withdrawn};
        return advanceDraft(hazard, step, {});
    });
}

void HazardActions::hide(const QString& opId, const QString& reason)
{
    submit({}, [target = idFrom<OpId>(opId), words = reason.trimmed().toStdString(),
                isPrivate = m_private](const auto&) { return hideDraft(target, words, isPrivate); });
}

} // namespace linli::resident
