// SPDX-License-Identifier: Apache-2.0
#include "app/resident/today/TodayList.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

#include <QLocale>

namespace linli::resident {
namespace {

QString iconOf(const TodayRow& row)
{
    switch (row.kind) {
    case TodayRow::Kind::Notice:
        return QStringLiteral("notice");
    case TodayRow::Kind::Poll:
    case TodayRow::Kind::Result:
        return QStringLiteral("vote");
    case TodayRow::Kind::Event:
        return QStringLiteral("event");
    case TodayRow::Kind::Plan:
        return QStringLiteral("plan");
    case TodayRow::Kind::Answer:
    case TodayRow::Kind::Hazard:
        break;
    }
    return hazardCategoryIcon(row.category);
}

} // namespace

void TodayList::setRows(std::vector<TodayRow> rows)
{
    const int before = rowCount();
    applyRows(m_rows, std::move(rows), [](const TodayRow& row) { return std::pair(row.kind, row.id); });
    if (before != rowCount())
        emit countChanged();
}

QString TodayList::titleOf(const TodayRow& row)
{
    if (!row.item.empty())
        return hazardItemName(row.item, QLocale().name());
    //: Title of something whose words were taken away by a moderator
    return row.title.empty() ? tr("Removed") : toQString(row.title);
}

/// Deadlines with weekday and time, so that nobody has to count; what has come, by its date alone.
QString TodayList::timeOf(const TodayRow& row)
{
    const QDateTime at = toDateTime(row.when);
    if (!row.needsMe)
        return QLocale().toString(at.date(), QLocale::ShortFormat);
    //: A day and time in short, in Qt's date format: weekday, day, month, hour, minute
    return QLocale().toString(at, tr("ddd d MMM, HH:mm"));
}

QString TodayList::lineOf(const TodayRow& row)
{
    const QString when = timeOf(row);
    switch (row.kind) {
    case TodayRow::Kind::Notice:
        //: %1 is a date
        return tr("Notice of %1").arg(when);
    case TodayRow::Kind::Poll:
        //: %1 is a date and time
        return tr("Your household can vote until %1").arg(when);
    case TodayRow::Kind::Result:
        //: %1 is a date and time
        return tr("The vote closed on %1. See the result.").arg(when);
    case TodayRow::Kind::Answer:
        return tr("Marked as fixed. Is it?");
    case TodayRow::Kind::Event:
        if (!row.needsMe)
            //: %1 is a date
            return tr("New event, announced on %1").arg(when);
        //: %1 is a date and time
        return row.waiting ? tr("You are on the waiting list. It starts on %1").arg(when)
                           : tr("You are coming. It starts on %1").arg(when);
    case TodayRow::Kind::Plan:
        //: %1 is a date
        return tr("New plan of %1").arg(when);
    case TodayRow::Kind::Hazard:
        break;
    }
    //: %1 is a date
    return tr("Reported by a neighbour on %1").arg(when);
}

QString TodayList::stateOf(const TodayRow& row)
{
    if (row.urgent)
        //: Mark of a notice on danger
        return tr("Urgent");
    //: Mark of a vote that is open
    return row.kind == TodayRow::Kind::Poll ? tr("Vote now") : QString();
}

QVariant TodayList::data(const QModelIndex& index, int role) const
{
    const TodayRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    constexpr int accentTone = 2; // of Tone.Value
    constexpr int errorTone = 6;
    switch (role) {
    case KindRole:
        return static_cast<int>(row->kind);
    case SubjectIdRole:
        return toQString(row->id);
    case TitleRole:
        return titleOf(*row);
    case LineRole:
        return lineOf(*row);
    case IconNameRole:
        return iconOf(*row);
    case StateTextRole:
        return stateOf(*row);
    case StateToneRole:
        return row->urgent ? errorTone : accentTone;
    default:
        return {};
    }
}

QHash<int, QByteArray> TodayList::roleNames() const
{
    return {{KindRole, "kind"},         {SubjectIdRole, "subjectId"}, {TitleRole, "title"},        {LineRole, "line"},
            {IconNameRole, "iconName"}, {StateTextRole, "stateText"}, {StateToneRole, "stateTone"}};
}

} // namespace linli::resident
