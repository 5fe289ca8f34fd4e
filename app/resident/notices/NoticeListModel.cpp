// SPDX-License-Identifier: Apache-2.0
#include "app/resident/notices/NoticeListModel.h"

#include "app/resident/core/OwnOperation.h"
#include "app/resident/core/Texts.h"
#include "app/resident/notices/NoticeWords.h"

namespace linli::resident {
namespace {

using Page = NoticeListModel::Page;
using NoticeRow = NoticeListModel::Row;

constexpr int noticePageSize = 40; // some screens full

Result<NoticeRow> toRow(store::Database& db, const notices::Notice& notice)
{
    LINLI_TRY(const auto own, ownOperation(db, notice.id));
    LINLI_TRY(const auto author, memberName(db, notice.author));
    NoticeRow row;
    row.id = notice.id;
    row.state = notice.state;
    row.severity = notice.terms.severity;
    row.category = notice.terms.category;
    row.headline = notice.headline;
    row.author = author;
    row.sent = notice.accepted;
    row.expires = notice.terms.expires;
    row.read = notice.acknowledgedByReader;
    row.delivery = own.delivery;
    return row;
}

Result<Page> readNotices(store::Database& db, const MemberId& self, bool everything, int limit)
{
    LINLI_TRY(auto found, everything ? notices::allNotices(db, self, limit + 1) : notices::inbox(db, self, limit + 1));
    Page page;
    page.more = std::ssize(found) > limit;
    if (page.more)
        found.pop_back();
    for (const auto& notice : found) {
        LINLI_TRY(NoticeRow row, toRow(db, notice));
        page.rows.push_back(std::move(row));
    }
    LINLI_TRY(const auto actor, members::actor(db, self));
    using members::Role;
    page.mayPublish = actor.hasAny({Role::Captain, Role::Worker, Role::Property, Role::Admin});
    return page;
}

} // namespace

NoticeListModel::NoticeListModel(QObject* parent)
    : DiffListModel(parent), m_live(this, [this] { return query(); }, [this](const Result<Page>& page) { take(page); })
{
}

/// As many rows as are shown, and a page more when one was asked for: always from the top, so that no page is of older rows.
LiveRead<Page>::Work NoticeListModel::query()
{
    const int limit = std::max(noticePageSize, rowCount() + (m_wantsMore ? noticePageSize : 0));
    m_wantsMore = false;
    return [self = m_core->self(), everything = m_everything, limit](store::Database& db) {
        return readNotices(db, self, everything, limit);
    };
}

void NoticeListModel::take(const Result<Page>& page)
{
    m_loading = false;
    m_problem = page ? QString() : problemText(page.error().code);
    if (page) {
        m_mayPublish = page->mayPublish;
        m_more = false; // views ask for more at each step, long before the last row is there
        applyRows(m_rows, page->rows, [](const Row& row) { return row.id; });
        m_more = page->more;
    }
    emit loaded();
}

bool NoticeListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_core && m_more && !m_wantsMore && !m_loading;
}

void NoticeListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_wantsMore = true;
    // Later: a view asks from within rowsInserted(), and an answer that is there at once must not insert rows into that.
    QMetaObject::invokeMethod(this, [this] { m_live.reload(); }, Qt::QueuedConnection);
}

void NoticeListModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void NoticeListModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

void NoticeListModel::setEverything(bool everything)
{
    if (everything == m_everything)
        return;
    m_everything = everything;
    m_wantsMore = false;
    m_more = false;
    m_loading = true;
    resetRows(m_rows, {});
    emit everythingChanged();
    emit loaded();
    m_live.restart();
}

QVariant NoticeListModel::data(const QModelIndex& index, int role) const
{
    const Row* row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case NoticeIdRole:
        return toQString(row->id);
    case HeadlineRole:
        return row->headline.empty() ? tr("This notice was hidden") : toQString(row->headline);
    case SeverityTextRole:
        return noticeSeverityText(row->severity);
    case ToneRole:
        return noticeTone(row->state, row->severity);
    case IconNameRole:
        return noticeIcon(row->category);
    case LiveRole:
        return row->state == notices::State::Live;
    case StateTextRole:
        return noticeStateText(row->state);
    case SentRole:
        return toDateTime(row->sent);
    case ExpiresRole:
        return toDateTime(row->expires);
    case ReadRole:
        return row->read;
    case AuthorNameRole:
        return toQString(row->author);
    case DeliveryRole:
        return row->delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> NoticeListModel::roleNames() const
{
    return {{NoticeIdRole, "noticeId"},         {HeadlineRole, "headline"},
            {SeverityTextRole, "severityText"}, {ToneRole, "tone"},
            {IconNameRole, "iconName"},         {LiveRole, "live"},
            {StateTextRole, "stateText"},       {SentRole, "sent"},
            {ExpiresRole, "expires"},           {ReadRole, "read"},
            {AuthorNameRole, "authorName"},     {DeliveryRole, "delivery"}};
}

} // namespace linli::resident
