// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/JoinForm.h"

#include "app/resident/core/Texts.h"
#include "core/members/Invite.h"

#include <QClipboard>
#include <QGuiApplication>

namespace linli::resident {

void JoinForm::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
}

void JoinForm::setInvite(const QString& invite)
{
    if (invite == m_invite)
        return;
    m_invite = invite;
    m_code.clear();
    readInvite();
    emit changed();
}

void JoinForm::readInvite()
{
    const std::string text = m_invite.trimmed().toStdString();
    const auto link = members::parseInviteUrl(text);
    const auto token = link ? Result<members::Invite>(fail(ErrorKind::Invalid, {})) : members::parseInvite(text);
    m_inviteReads = link || token;
    m_needsHub = token.has_value();
    if (text.empty() || m_inviteReads)
        m_inviteCode.clear();
    else
        m_inviteCode = text.starts_with("linli:") ? link.error().code : token.error().code;
}

void JoinForm::setHub(const QString& hub)
{
    if (hub == m_hub)
        return;
    m_hub = hub;
    m_code.clear();
    emit changed();
}

void JoinForm::setName(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    m_code.clear();
    emit changed();
}

QString JoinForm::inviteProblem() const
{
    return m_inviteCode.empty() ? QString() : problemText(m_inviteCode);
}

QString JoinForm::problem() const
{
    return m_code.empty() ? QString() : problemText(m_code);
}

bool JoinForm::ready() const
{
    return m_inviteReads && !m_name.trimmed().isEmpty() && (!m_needsHub || !m_hub.trimmed().isEmpty());
}

void JoinForm::paste()
{
    setInvite(QGuiApplication::clipboard()->text().trimmed());
}

void JoinForm::join()
{
    if (m_busy || !ready() || !m_core)
        return;
    m_busy = true;
    m_code.clear();
    emit changed();
    m_core->join(m_needsHub ? m_hub.trimmed() : QString(), m_invite.trimmed(), m_name.trimmed())
        .then(this, [this](const Result<void>& outcome) {
            m_busy = false;
            m_code = outcome ? std::string() : outcome.error().code;
            if (outcome)
                m_invite.clear();
            emit changed();
            if (outcome)
                emit joined();
        });
}

} // namespace linli::resident
