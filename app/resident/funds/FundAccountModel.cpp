// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundAccountModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/funds/FundWords.h"
#include "core/funds/Queries.h"

namespace linli::resident {
namespace {

Result<FundAccountModel::Page> readAccounts(store::Database& db, const MemberId& self)
{
    FundAccountModel::Page page;
    LINLI_TRY(const auto accounts, funds::accounts(db));
    for (const funds::Account& account : accounts) {
        LINLI_TRY(const auto own, ownOperation(db, account.id));
        page.rows.push_back({account.id, account.track, account.name, account.note, account.balance, own.delivery});
    }
    LINLI_TRY(const auto actor, members::actor(db, self));
    page.mayPost = actor.has(members::Role::Treasurer);
    page.mayOpenAccount = actor.hasAny({members::Role::Treasurer, members::Role::Admin});
    return page;
}

} // namespace

FundAccountModel::FundAccountModel(QObject* parent)
    : DiffListModel(parent),
      m_live(
          this, [this] { return [self = m_core->self()](store::Database& db) { return readAccounts(db, self); }; },
          [this](const Result<Page>& page) { take(page); })
{
}

void FundAccountModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void FundAccountModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
    emit loaded();
}

void FundAccountModel::take(const Result<Page>& page)
{
    m_loading = false;
    m_problem = page ? QString() : problemText(page.error().code);
    if (page) {
        m_mayPost = page->mayPost;
        m_mayOpenAccount = page->mayOpenAccount;
        applyRows(m_rows, page->rows, [](const Row& row) { return row.id; });
    }
    emit loaded();
}

QString FundAccountModel::totalText() const
{
    Money total;
    for (const Row& row : m_rows)
        total.fen += row.balance.fen;
    return moneyText(total);
}

QVariant FundAccountModel::data(const QModelIndex& index, int role) const
{
    const Row* row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case AccountIdRole:
        return toQString(row->id);
    case NameRole:
        return row->name.empty() ? tr("Account without a name") : toQString(row->name);
    case TrackTextRole:
        return fundTrackText(row->track);
    case TrackHintRole:
        return fundTrackHint(row->track);
    case IconNameRole:
        return fundTrackIcon(row->track);
    case BalanceTextRole:
        return moneyText(row->balance);
    case NoteRole:
        return toQString(row->note);
    case DeliveryRole:
        return row->delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> FundAccountModel::roleNames() const
{
    return {{AccountIdRole, "accountId"}, {NameRole, "name"},         {TrackTextRole, "trackText"},
            {TrackHintRole, "trackHint"}, {IconNameRole, "iconName"}, {BalanceTextRole, "balanceText"},
            {NoteRole, "note"},           {DeliveryRole, "delivery"}};
}

} // namespace linli::resident
