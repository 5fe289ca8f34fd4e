// SPDX-License-Identifier: Apache-2.0
#include "app/resident/today/TodayModel.h"

#include "app/resident/core/Texts.h"

#include <algorithm>

namespace linli::resident {

TodayModel::TodayModel(QObject* parent)
    : QObject(parent), m_read(
                           this,
                           [this] {
                               return [self = core()->self(), now = core()->now()](store::Database& db) {
                                   return readToday(db, self, now);
                               };
                           },
                           [this](const Result<Rows>& rows) { take(rows); })
{
}

void TodayModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void TodayModel::take(const Result<Rows>& rows)
{
    m_problem = rows ? QString() : problemText(rows.error().code);
    if (rows)
        show(*rows);
    m_loaded = m_loaded || rows;
    emit changed();
}

void TodayModel::show(const Rows& rows)
{
    const auto firstNew = std::ranges::find(rows, false, &TodayRow::needsMe);
    m_mine.setRows({rows.begin(), firstNew});
    m_news.setRows({firstNew, rows.end()});
    m_asking.clear();
    for (const TodayRow& row : rows)
        m_asking[row.kind] += row.asks ? 1 : 0;
}

int TodayModel::asking(TodayRow::Kind kind) const
{
    const auto found = m_asking.find(kind);
    return found == m_asking.end() ? 0 : found->second;
}

} // namespace linli::resident
