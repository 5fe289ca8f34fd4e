// SPDX-License-Identifier: Apache-2.0
#include "app/resident/notices/NoticeWords.h"

#include "app/resident/core/Texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <utility>

namespace linli::resident {
namespace {

// Words of one CAP code. Found by value, so that the order does not matter.
template <class Code> using Word = std::pair<Code, const char*>;

template <class Code, std::size_t N> QString wordOf(Code code, const std::array<Word<Code>, N>& words)
{
    for (const auto& [known, text] : words) {
        if (known == code)
            return QCoreApplication::translate("NoticeWords", text);
    }
    return {};
}

constexpr std::array<Word<notices::Severity>, 5> severityWords{{
    {notices::Severity::Extreme, QT_TRANSLATE_NOOP("NoticeWords", "Danger to life")},
    {notices::Severity::Severe, QT_TRANSLATE_NOOP("NoticeWords", "Serious")},
    {notices::Severity::Moderate, QT_TRANSLATE_NOOP("NoticeWords", "Take care")},
    {notices::Severity::Minor, QT_TRANSLATE_NOOP("NoticeWords", "Good to know")},
    {notices::Severity::Unknown, QT_TRANSLATE_NOOP("NoticeWords", "How serious is not known")},
}};
constexpr std::array<Word<notices::Urgency>, 5> urgencyWords{{
    {notices::Urgency::Immediate, QT_TRANSLATE_NOOP("NoticeWords", "Act at once")},
    {notices::Urgency::Expected, QT_TRANSLATE_NOOP("NoticeWords", "Act within the hour")},
    {notices::Urgency::Future, QT_TRANSLATE_NOOP("NoticeWords", "Prepare in time")},
    {notices::Urgency::Past, QT_TRANSLATE_NOOP("NoticeWords", "It is over")},
    {notices::Urgency::Unknown, QT_TRANSLATE_NOOP("NoticeWords", "Nothing to do now")},
}};
constexpr std::array<Word<notices::Certainty>, 5> certaintyWords{{
    {notices::Certainty::Observed, QT_TRANSLATE_NOOP("NoticeWords", "It is certain")},
    {notices::Certainty::Likely, QT_TRANSLATE_NOOP("NoticeWords", "Very likely")},
    {notices::Certainty::Possible, QT_TRANSLATE_NOOP("NoticeWords", "Possible")},
    {notices::Certainty::Unlikely, QT_TRANSLATE_NOOP("NoticeWords", "Not likely")},
    {notices::Certainty::Unknown, QT_TRANSLATE_NOOP("NoticeWords", "How likely is not known")},
}};
constexpr std::array<Word<notices::Category>, 12> categoryWords{{
    {notices::Category::Geo, QT_TRANSLATE_NOOP("NoticeWords", "Ground and earthquake")},
    {notices::Category::Met, QT_TRANSLATE_NOOP("NoticeWords", "Weather")},
    {notices::Category::Safety, QT_TRANSLATE_NOOP("NoticeWords", "Safety")},
    {notices::Category::Security, QT_TRANSLATE_NOOP("NoticeWords", "Police and order")},
    {notices::Category::Rescue, QT_TRANSLATE_NOOP("NoticeWords", "Rescue")},
    {notices::Category::Fire, QT_TRANSLATE_NOOP("NoticeWords", "Fire")},
    {notices::Category::Health, QT_TRANSLATE_NOOP("NoticeWords", "Health")},
    {notices::Category::Env, QT_TRANSLATE_NOOP("NoticeWords", "Environment")},
    {notices::Category::Transport, QT_TRANSLATE_NOOP("NoticeWords", "Roads and traffic")},
    {notices::Category::Infra, QT_TRANSLATE_NOOP("NoticeWords", "Water, power, gas, lifts")},
    {notices::Category::Cbrne, QT_TRANSLATE_NOOP("NoticeWords", "Poison and explosion")},
    {notices::Category::Other, QT_TRANSLATE_NOOP("NoticeWords", "Other")},
}};
constexpr std::array<Word<notices::State>, 3> stateWords{{
    {notices::State::Superseded, QT_TRANSLATE_NOOP("NoticeWords", "Replaced by a newer notice")},
    {notices::State::Cancelled, QT_TRANSLATE_NOOP("NoticeWords", "Called off")},
    {notices::State::Expired, QT_TRANSLATE_NOOP("NoticeWords", "No longer counts")},
}};

// In the order of Tone.Value.
enum Tone { Neutral, Brand, Accent, Info, Success, Warning, Error };

template <class Id> QString nameOf(const std::map<Id, std::string>& names, const Id& id)
{
    const auto found = names.find(id);
    return toQString(found == names.end() ? id.value : found->second);
}

} // namespace

QString noticeSeverityText(notices::Severity severity)
{
    return wordOf(severity, severityWords);
}

QString noticeUrgencyText(notices::Urgency urgency)
{
    return wordOf(urgency, urgencyWords);
}

QString noticeCertaintyText(notices::Certainty certainty)
{
    return wordOf(certainty, certaintyWords);
}

QString noticeCategoryText(notices::Category category)
{
    return wordOf(category, categoryWords);
}

QString noticeStateText(notices::State state)
{
    return wordOf(state, stateWords);
}

int noticeTone(notices::State state, notices::Severity severity)
{
    if (state != notices::State::Live)
        return Neutral;
    switch (severity) {
    // The first page marks both as urgent.
    case notices::Severity::Extreme:
    case notices::Severity::Severe:
        return Error;
    case notices::Severity::Moderate:
        return Warning;
    default:
        return Info;
    }
}

QString noticeIcon(notices::Category category)
{
    switch (category) {
    case notices::Category::Fire:
        return QStringLiteral("fire");
    case notices::Category::Met:
        return QStringLiteral("water");
    case notices::Category::Security:
    case notices::Category::Safety:
        return QStringLiteral("shield");
    case notices::Category::Transport:
        return QStringLiteral("traffic");
    case notices::Category::Infra:
        return QStringLiteral("bolt");
    case notices::Category::Env:
        return QStringLiteral("tree");
    case notices::Category::Geo:
    case notices::Category::Cbrne:
        return QStringLiteral("hazard");
    default:
        return QStringLiteral("notice");
    }
}

QString noticeAreaText(const notices::Area& area, const AreaNames& names)
{
    if (area.isCommunity())
        return QCoreApplication::translate("NoticeWords", "The whole community");
    QStringList parts;
    for (const CompoundId& compound : area.compounds)
        parts.append(nameOf(names.compounds, compound));
    for (const BuildingId& building : area.buildings)
        parts.append(nameOf(names.buildings, building));
    //: Between the names of several buildings
    return parts.join(QCoreApplication::translate("NoticeWords", ", "));
}

} // namespace linli::resident
