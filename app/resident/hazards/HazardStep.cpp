// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardStep.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardActions.h"
#include "core/hazards/Content.h"

namespace linli::resident {

QString HazardStep::stateText() const
{
    return hazardStateText(static_cast<hazards::State>(m_state), static_cast<hazards::ClosingReason>(m_reason));
}

bool HazardStep::offersDate() const
{
    return hazards::isWork(static_cast<hazards::State>(m_state));
}

bool HazardStep::complete() const
{
    if (needsPhoto() && m_photos.isEmpty())
        return false;
    if (needsReason() && m_reason == hazardreason::None)
        return false;
    if (m_reason == hazardreason::Duplicate && m_duplicateOf.isEmpty())
        return false;
    return m_state != hazardstate::Scheduled || m_expected.isValid();
}

int HazardStep::maximumLength() const
{
    return static_cast<int>(hazards::maxNoteText);
}

AdvanceDraft HazardStep::draft() const
{
    AdvanceDraft step{.state = static_cast<hazards::State>(m_state), .note = m_note.trimmed().toStdString()};
    if (needsReason())
        step.reason = static_cast<hazards::ClosingReason>(m_reason);
    if (step.reason == hazards::ClosingReason::Duplicate)
        step.duplicateOf = idFrom<OpId>(m_duplicateOf);
    if (!m_assignee.isEmpty())
        step.assignee = idFrom<MemberId>(m_assignee);
    if (offersDate() && m_expected.isValid())
        step.expected = toTimestamp(m_expected);
    return step;
}

void HazardStep::submit()
{
    if (m_busy || !complete())
        return;
    m_busy = true;
    emit busyChanged();
    const HazardSubject subject{idFrom<OpId>(m_hazardId), m_private};
    m_core
        ->submit({photoFiles(m_photos),
                  [subject, step = draft()](const std::vector<Hash>& photos) -> Result<community::Replica::Draft> {
                      return advanceDraft(subject, step, photos);
                  }})
        .then(this, [this](const Result<OpId>& outcome) {
            m_busy = false;
            emit busyChanged();
            if (outcome)
                emit done();
            else
                emit failed(problemText(outcome.error().code));
        });
}

} // namespace linli::resident
