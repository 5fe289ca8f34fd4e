// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardWords.h"

#include "app/resident/core/Texts.h"

#include <QCoreApplication>

namespace linli::resident {
namespace {

using hazards::Action;
using hazards::Answer;
using hazards::ClosingReason;
using hazards::State;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HazardWords)
};

/// Numbers of Tone.Value.
enum Tone { Neutral, Brand, Accent, Info, Success, Warning, Error };

QString closedText(ClosingReason reason)
{
    switch (reason) {
    case ClosingReason::Duplicate:
        //: State of a hazard: closed, because the same thing was reported before
        return Words::tr("Closed: reported before");
    case ClosingReason::NotResponsible:
        //: State of a hazard: closed, because others than the neighbourhood's staff have to deal with it
        return Words::tr("Closed: passed on to others");
    case ClosingReason::Unable:
        //: State of a hazard: closed, because it cannot be repaired for now
        return Words::tr("Closed: cannot be done");
    case ClosingReason::Withdrawn:
        //: State of a hazard: closed, because its reporter took it back
        return Words::tr("Taken back");
    default:
        //: State of a hazard: closed without being fixed
        return Words::tr("Closed");
    }
}

} // namespace

QString hazardStateText(State state, ClosingReason reason)
{
    switch (state) {
    case State::Reported:
        //: State of a hazard: nobody has looked at it yet
        return Words::tr("Reported");
    case State::Acknowledged:
        //: State of a hazard: staff have seen it and will deal with it
        return Words::tr("Accepted");
    case State::Scheduled:
        //: State of a hazard: there is a day for the repair
        return Words::tr("Scheduled");
    case State::InProgress:
        //: State of a hazard: somebody is repairing it
        return Words::tr("Being fixed");
    case State::Fixed:
        //: State of a hazard: repaired
        return Words::tr("Fixed");
    case State::Closed:
        return closedText(reason);
    case State::Reopened:
        //: State of a hazard: it was fixed or closed, but a neighbour showed that it is not
        return Words::tr("Not fixed after all");
    }
    return {};
}

int hazardStateTone(State state)
{
    switch (state) {
    case State::Reported:
        return Warning;
    case State::Acknowledged:
    case State::Scheduled:
    case State::InProgress:
        return Info;
    case State::Fixed:
        return Success;
    case State::Reopened:
        return Error;
    default:
        return Neutral;
    }
}

QString hazardAnswerText(Answer answer)
{
    switch (answer) {
    case Answer::Fixed:
        //: A neighbour's answer to "Is it fixed?"
        return Words::tr("It is fixed");
    case Answer::Partly:
        //: A neighbour's answer to "Is it fixed?"
        return Words::tr("Partly fixed");
    case Answer::Not:
        //: A neighbour's answer to "Is it fixed?"
        return Words::tr("Not fixed");
    case Answer::Unknown:
        //: A neighbour's answer to "Is it fixed?"
        return Words::tr("I don't know");
    }
    return {};
}

QString hazardEventText(const hazards::Event& event)
{
    switch (event.action) {
    case Action::Comment:
        //: Headline of a neighbour's comment in a hazard's history
        return Words::tr("Comment");
    case Action::Rate:
        return hazardAnswerText(event.answer.value_or(Answer::Unknown));
    case Action::Reopen:
        return hazardStateText(State::Reopened, ClosingReason::None);
    default:
        return hazardStateText(event.state.value_or(State::Reported), event.reason);
    }
}

QString hazardEventIcon(const hazards::Event& event)
{
    switch (event.action) {
    case Action::Comment:
        return QStringLiteral("comment");
    case Action::Rate:
        return QStringLiteral("support");
    case Action::Reopen:
        return QStringLiteral("hazard");
    case Action::Report:
        return QStringLiteral("edit");
    default:
        break;
    }
    switch (event.state.value_or(State::Reported)) {
    case State::Scheduled:
        return QStringLiteral("event");
    case State::InProgress:
        return QStringLiteral("facility");
    case State::Fixed:
        return QStringLiteral("check-circle");
    case State::Closed:
        return QStringLiteral("close");
    default:
        return QStringLiteral("check");
    }
}

int hazardEventTone(const hazards::Event& event)
{
    if (event.action == Action::Reopen)
        return Error;
    if (event.action == Action::Comment || event.action == Action::Rate)
        return Neutral;
    return hazardStateTone(event.state.value_or(State::Reported));
}

QString hazardDutyText(members::Role role)
{
    switch (role) {
    case members::Role::Worker:
        //: Role of somebody who may be given a task
        return Words::tr("Community worker");
    case members::Role::Property:
        //: Role of somebody who may be given a task
        return Words::tr("Property management");
    case members::Role::Captain:
        //: Role of somebody who may be given a task
        return Words::tr("Building captain");
    default:
        //: Role of somebody who may be given a task
        return Words::tr("Administrator");
    }
}

QString wordsOf(const std::optional<std::string>& text, bool unreadable)
{
    if (unreadable)
        //: In the place of a text that was written to the staff, on a phone of the staff that has only just joined
        return Words::tr("Written to the staff. This phone will be able to show it soon.");
    return toQString(text.value_or(""));
}

QString localText(const hazards::LocalText& text, const QString& language)
{
    return toQString(text.in(language.toStdString()));
}

QString hazardItemName(const std::string& item, const QString& language)
{
    const hazards::Item* const known = hazards::catalogue().item(item);
    return known ? localText(known->name, language) : toQString(item);
}

QString hazardCategoryName(const std::string& category, const QString& language)
{
    const hazards::Category* const known = hazards::catalogue().category(category);
    return known ? localText(known->name, language) : toQString(category);
}

QString hazardCategoryIcon(const std::string& category)
{
    const hazards::Category* const known = hazards::catalogue().category(category);
    return known ? toQString(known->icon) : QStringLiteral("other");
}

} // namespace linli::resident
