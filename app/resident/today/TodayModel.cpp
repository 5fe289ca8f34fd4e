// SPDX-License-Identifier: Apache-2.0
#include "app/resident/today/TodayModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

#include <QLocale>

#include <algorithm>

namespace linli::resident {
namespace {

QString dayAndTime(Timestamp at)
{
    return QLocale().toString(toDateTime(at), QLocale::ShortFormat);
}

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

TodayModel::TodayModel(QObject* parent) : DiffListModel(parent), m_reload([this] { return load(); }) {}

void TodayModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

int TodayModel::needsMe() const
{
    return static_cast<int>(std::ranges::count(m_rows, true, &TodayRow::needsMe));
}

QFuture<void> TodayModel::load()
{
    return m_core
        ->onCore<Timestamp>([](CoreWorker& worker) -> linli::Result<Timestamp> {
            if (!worker.home())
                return fail(ErrorKind::Store, "home.not_joined");
            return worker.home()->replica().estimateNow(worker.clock().now());
        })
        .then(this,
              [this](const linli::Result<Timestamp>& at) {
                  return m_core->read(
                      [self = m_core->self(), at](store::Database& db) -> linli::Result<std::vector<TodayRow>> {
                          LINLI_TRY(const Timestamp now, at);
                          return readToday(db, self, now);
                      });
              })
        .unwrap()
        .then(this, [this](const linli::Result<std::vector<TodayRow>>& rows) {
            m_problem = rows ? QString() : problemText(rows.error().code);
            if (rows)
                applyRows(m_rows, *rows, [](const TodayRow& row) { return std::pair(row.kind, row.id); });
            m_loaded = m_loaded || rows;
            emit countChanged();
        });
}

QString TodayModel::titleOf(const TodayRow& row)
{
    if (!row.item.empty())
        return hazardItemName(row.item, QLocale().name());
    //: Title of something whose words were taken away by a moderator
    return row.title.empty() ? tr("Removed") : toQString(row.title);
}

QString TodayModel::lineOf(const TodayRow& row)
{
    const QString when = dayAndTime(row.when);
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

QString TodayModel::stateOf(const TodayRow& row)
{
    if (row.urgent)
        //: Mark of a notice on danger
        return tr("Urgent");
    //: Mark of a vote that is open
    return row.kind == TodayRow::Kind::Poll ? tr("Vote now") : QString();
}

QVariant TodayModel::data(const QModelIndex& index, int role) const
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
    case SectionRole:
        //: Headings of the first page: what this person should do or know; what else has come
        return row->needsMe ? tr("For you") : tr("New in the neighbourhood");
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

QHash<int, QByteArray> TodayModel::roleNames() const
{
    return {{KindRole, "kind"},           {SubjectIdRole, "subjectId"}, {SectionRole, "section"},
            {TitleRole, "title"},         {LineRole, "line"},           {IconNameRole, "iconName"},
            {StateTextRole, "stateText"}, {StateToneRole, "stateTone"}};
}

} // namespace linli::resident
