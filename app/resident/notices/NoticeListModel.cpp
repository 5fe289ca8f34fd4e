// SPDX-License-Identifier: Apache-2.0
#include "app/resident/notices/NoticeListModel.h"

#include "app/resident/core/OwnOperation.h"
#include "app/resident/core/Texts.h"
#include "app/resident/notices/NoticeWords.h"

namespace linli::resident {
namespace {

using Page = NoticeListModel::Page;
using Row = NoticeListModel::Row;

constexpr int pageSize = 40; // some screens full

Result<Row> toRow(store::Database& db, const notices::Notice& notice)
{
    LINLI_TRY(const auto own, ownOperation(db, notice.id));
    LINLI_TRY(const auto author, memberName(db, notice.author));
    Row row;
    row.id = notice.id;
    row.key = notices::keyOf(notice);
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

Result<Page> readNotices(store::Database& db, const MemberId& self, bool everything, int limit,
                         const notices::NoticeKey& after)
{
    LINLI_TRY(auto found, everything ? notices::allNotices(db, self, limit + 1, after)
                                     : notices::inbox(db, self, limit + 1, after));
    Page page;
    page.more = std::ssize(found) > limit;
    if (page.more)
        found.pop_back();
    for (const auto& notice : found) {
        LINLI_TRY(Row row, toRow(db, notice));
        page.rows.push_back(std::move(row));
    }
    LINLI_TRY(const auto actor, members::actor(db, self));
    using members::Role;
    page.mayPublish = actor.hasAny({Role::Captain, Role::Worker, Role::Property, Role::Admin});
    return page;
}

} // namespace

NoticeListModel::NoticeListModel(QObject* parent)
    : DiffListModel(parent), m_live(
                                 this, [this] { return work(std::max(pageSize, rowCount()), {}); },
                                 [this](const Result<Page>& page) { take(page); })
{
}

LiveRead<Page>::Work NoticeListModel::work(int limit, const notices::NoticeKey& after) const
{
    return [self = m_core->self(), everything = m_everything, limit, after](store::Database& db) {
        return readNotices(db, self, everything, limit, after);
    };
}

void NoticeListModel::take(const Result<Page>& page)
{
    ++m_version;
    m_fetching = false;
    m_loading = false;
    m_problem = page ? QString() : problemText(page.error().code);
    if (page) {
        m_mayPublish = page->mayPublish;
        m_more = false; // views ask for more at each step, and there is no last row to go on from yet
        applyRows(m_rows, page->rows, [](const Row& row) { return row.id; });
        m_more = page->more;
    }
    emit loaded();
}

bool NoticeListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_core && m_more && !m_fetching && !m_loading;
}

void NoticeListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_fetching = true;
    m_core->read(work(pageSize, m_rows.back().key)).then(this, [this, version = m_version](const Result<Page>& page) {
        if (version == m_version)
            append(page);
    });
}

void NoticeListModel::append(const Result<Page>& page)
{
    if (page && !page->rows.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(page->rows.size()) - 1);
        m_rows.insert(m_rows.end(), page->rows.begin(), page->rows.end());
        endInsertRows();
    }
    // Only now: while rows go in, views already ask for more.
    m_fetching = false;
    m_more = page && page->more;
    m_problem = page ? QString() : problemText(page.error().code);
    emit loaded();
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
    ++m_version;
    m_fetching = false;
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
