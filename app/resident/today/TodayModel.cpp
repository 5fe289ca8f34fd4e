// SPDX-License-Identifier: Apache-2.0
#include "app/resident/today/TodayModel.h"

#include "app/resident/core/Texts.h"

#include <algorithm>

namespace linli::resident {

TodayModel::TodayModel(QObject* parent) : QObject(parent), m_reload([this] { return load(); }) {}

void TodayModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

QFuture<void> TodayModel::load()
{
    return m_core
        ->onCore<Timestamp>([](CoreWorker& worker) -> Result<Timestamp> {
            if (!worker.home())
                return fail(ErrorKind::Store, "home.not_joined");
            return worker.home()->replica().estimateNow(worker.clock().now());
        })
        .then(this,
              [this](const Result<Timestamp>& at) {
                  return m_core->read(
                      [self = m_core->self(), at](store::Database& db) -> Result<std::vector<TodayRow>> {
                          LINLI_TRY(const Timestamp now, at);
                          return readToday(db, self, now);
                      });
              })
        .unwrap()
        .then(this, [this](const Result<std::vector<TodayRow>>& rows) {
            m_problem = rows ? QString() : problemText(rows.error().code);
            if (rows)
                show(*rows);
            m_loaded = m_loaded || rows;
            emit changed();
        });
}

void TodayModel::show(const std::vector<TodayRow>& rows)
{
    const auto firstNew = std::ranges::find(rows, false, &TodayRow::needsMe);
    m_mine.setRows({rows.begin(), firstNew});
    m_news.setRows({firstNew, rows.end()});
}

} // namespace linli::resident
