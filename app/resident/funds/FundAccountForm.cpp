// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundAccountForm.h"

#include "app/resident/core/OwnOperation.h"
#include "app/resident/core/Texts.h"
#include "app/resident/funds/FundWords.h"
#include "core/funds/Rules.h"

#include <array>

namespace linli::resident {
namespace {

constexpr std::array tracks{funds::Track::Guarantee, funds::Track::Incentive, funds::Track::MicroFund};

} // namespace

QStringList FundAccountForm::trackTexts() const
{
    QStringList texts;
    for (const funds::Track track : tracks)
        texts.append(fundTrackText(track));
    return texts;
}

QString FundAccountForm::trackHint() const
{
    return m_track < 0 || m_track >= std::ssize(tracks) ? QString()
                                                        : fundTrackHint(tracks[static_cast<std::size_t>(m_track)]);
}

bool FundAccountForm::complete() const
{
    return m_core && !m_name.trimmed().isEmpty() && m_track >= 0 && m_track < std::ssize(tracks);
}

int FundAccountForm::nameLimit() const
{
    return static_cast<int>(funds::maxAccountName);
}

int FundAccountForm::noteLimit() const
{
    return static_cast<int>(funds::maxNote);
}

void FundAccountForm::save()
{
    if (m_busy || !complete())
        return;
    m_busy = true;
    emit busyChanged();
    const auto makeDraft = [track = tracks[static_cast<std::size_t>(m_track)], name = m_name.trimmed().toStdString(),
                            note = m_note.trimmed().toStdString()](const std::vector<Hash>&) {
        pb::funds::OpenAccountFacts facts;
        facts.set_track(static_cast<pb::funds::Track>(track));
        pb::funds::OpenAccountContent content;
        content.set_name(name);
        content.set_note(note);
        return draftOf("funds.open_account", facts, content);
    };
    m_core->submit({{}, makeDraft}).then(this, [this](const Result<OpId>& outcome) {
        m_busy = false;
        emit busyChanged();
        if (outcome)
            emit saved(toQString(*outcome));
        else
            emit failed(problemText(outcome.error().code));
    });
}

} // namespace linli::resident
