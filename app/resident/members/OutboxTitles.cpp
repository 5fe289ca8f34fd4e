// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/OutboxTitles.h"

#include "app/resident/core/Texts.h"
#include "core/community/community.pb.h"
#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/hazards/hazards.pb.h"
#include "core/members/members.pb.h"
#include "core/notices/notices.pb.h"
#include "core/plans/plans.pb.h"

#include <QCoreApplication>

#include <algorithm>

namespace linli::resident {
namespace {

using Texts = QStringList (*)(ByteView content);

struct KindWords {
    std::string_view kind;
    const char* title;
    Texts texts;
};

QStringList nothing(ByteView)
{
    return {};
}

/// The text fields of one content message, the empty ones left out.
template <class Message, auto... fields> QStringList fieldsOf(ByteView content)
{
    Message message;
    QStringList texts;
    if (!message.ParseFromArray(content.data(), static_cast<int>(content.size())))
        return texts;
    const auto add = [&texts](const std::string& text) {
        if (!text.empty())
            texts.append(toQString(text));
    };
    (add((message.*fields)()), ...);
    return texts;
}

QStringList pollTexts(ByteView content)
{
    pb::plans::OpenPollContent message;
    QStringList texts;
    if (!message.ParseFromArray(content.data(), static_cast<int>(content.size())))
        return texts;
    texts.append(toQString(message.question()));
    for (const auto& option : message.options())
        texts.append(QStringLiteral("· ") + toQString(option));
    return texts;
}

using pb::community::EraseContent;
using pb::events::CancelContent;
using pb::funds::OpenAccountContent;
using pb::funds::PostContent;
using pb::funds::ReverseContent;
using pb::hazards::CommentContent;
using pb::hazards::NoteContent;
using pb::hazards::ReportContent;
using pb::members::Name;
using pb::members::Reason;
using EventContent = pb::events::PublishContent;
using NoticeContent = pb::notices::PublishContent;
using NoticeCancel = pb::notices::CancelContent;
using PlanContent = pb::plans::PublishContent;
using pb::plans::ProgressContent;
using pb::plans::ResultContent;

const KindWords kindWords[] = {
    {"hazards.report", QT_TRANSLATE_NOOP("Outbox", "Hazard report"),
     fieldsOf<ReportContent, &ReportContent::text, &ReportContent::place, &ReportContent::behalf_name,
              &ReportContent::behalf_contact>},
    {"hazards.advance", QT_TRANSLATE_NOOP("Outbox", "News on a hazard"), fieldsOf<NoteContent, &NoteContent::note>},
    {"hazards.support", QT_TRANSLATE_NOOP("Outbox", "“Me too” on a hazard"), nothing},
    {"hazards.comment", QT_TRANSLATE_NOOP("Outbox", "Comment on a hazard"),
     fieldsOf<CommentContent, &CommentContent::text>},
    {"hazards.rate", QT_TRANSLATE_NOOP("Outbox", "Answer whether a hazard is fixed"), nothing},
    {"hazards.reopen", QT_TRANSLATE_NOOP("Outbox", "Hazard opened again"), fieldsOf<NoteContent, &NoteContent::note>},
    {"plans.publish", QT_TRANSLATE_NOOP("Outbox", "Plan"),
     fieldsOf<PlanContent, &PlanContent::title, &PlanContent::text, &PlanContent::place>},
    {"plans.open_poll", QT_TRANSLATE_NOOP("Outbox", "Vote"), pollTexts},
    {"plans.vote", QT_TRANSLATE_NOOP("Outbox", "Your vote"), nothing},
    {"plans.progress", QT_TRANSLATE_NOOP("Outbox", "Progress of a plan"),
     fieldsOf<ProgressContent, &ProgressContent::text>},
    {"plans.result", QT_TRANSLATE_NOOP("Outbox", "Result of a plan"), fieldsOf<ResultContent, &ResultContent::text>},
    {"events.publish", QT_TRANSLATE_NOOP("Outbox", "Event"),
     fieldsOf<EventContent, &EventContent::title, &EventContent::text, &EventContent::place>},
    {"events.sign_up", QT_TRANSLATE_NOOP("Outbox", "Sign-up for an event"), nothing},
    {"events.withdraw", QT_TRANSLATE_NOOP("Outbox", "Sign-up taken back"), nothing},
    {"events.check_in", QT_TRANSLATE_NOOP("Outbox", "Check-in at an event"), nothing},
    {"events.update", QT_TRANSLATE_NOOP("Outbox", "Change of an event"), nothing},
    {"events.cancel", QT_TRANSLATE_NOOP("Outbox", "Event cancelled"), fieldsOf<CancelContent, &CancelContent::reason>},
    {"funds.open_account", QT_TRANSLATE_NOOP("Outbox", "New account"),
     fieldsOf<OpenAccountContent, &OpenAccountContent::name, &OpenAccountContent::note>},
    {"funds.post", QT_TRANSLATE_NOOP("Outbox", "Entry in the accounts"),
     fieldsOf<PostContent, &PostContent::purpose, &PostContent::payee, &PostContent::note>},
    {"funds.reverse", QT_TRANSLATE_NOOP("Outbox", "Correction in the accounts"),
     fieldsOf<ReverseContent, &ReverseContent::reason>},
    {"notices.publish", QT_TRANSLATE_NOOP("Outbox", "Notice"),
     fieldsOf<NoticeContent, &NoticeContent::headline, &NoticeContent::description, &NoticeContent::instruction>},
    {"notices.cancel", QT_TRANSLATE_NOOP("Outbox", "Notice cancelled"), fieldsOf<NoticeCancel, &NoticeCancel::reason>},
    {"notices.acknowledge", QT_TRANSLATE_NOOP("Outbox", "Notice read"), nothing},
    {"members.join", QT_TRANSLATE_NOOP("Outbox", "Joining"), fieldsOf<Name, &Name::name>},
    {"members.invite", QT_TRANSLATE_NOOP("Outbox", "Invite"), nothing},
    {"members.rename", QT_TRANSLATE_NOOP("Outbox", "Your new name"), fieldsOf<Name, &Name::name>},
    {"members.revoke_device", QT_TRANSLATE_NOOP("Outbox", "Signing out a phone"), nothing},
    {"members.grant", QT_TRANSLATE_NOOP("Outbox", "Role given"), nothing},
    {"members.withdraw_role", QT_TRANSLATE_NOOP("Outbox", "Role taken back"), nothing},
    {"members.move_out", QT_TRANSLATE_NOOP("Outbox", "Moving out"), nothing},
    {"members.transfer_household", QT_TRANSLATE_NOOP("Outbox", "Change of a home's owners"), nothing},
    {"members.register_household", QT_TRANSLATE_NOOP("Outbox", "Change of the register"),
     fieldsOf<Reason, &Reason::reason>},
    {"community.raise_rules", QT_TRANSLATE_NOOP("Outbox", "Newer rules for the community"), nothing},
    {"community.erase", QT_TRANSLATE_NOOP("Outbox", "Removing something"),
     fieldsOf<EraseContent, &EraseContent::reason>},
};

const KindWords* wordsOf(std::string_view kind)
{
    const auto found = std::ranges::find(kindWords, kind, &KindWords::kind);
    return found == std::end(kindWords) ? nullptr : &*found;
}

} // namespace

QString operationTitle(std::string_view kind)
{
    const KindWords* const words = wordsOf(kind);
    return words ? QCoreApplication::translate("Outbox", words->title) : QCoreApplication::translate("Outbox", "Entry");
}

QStringList operationTexts(std::string_view kind, ByteView content)
{
    const KindWords* const words = wordsOf(kind);
    return words ? words->texts(content) : QStringList();
}

} // namespace linli::resident
