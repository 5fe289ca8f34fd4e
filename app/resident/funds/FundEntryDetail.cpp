// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundEntryDetail.h"

#include "app/resident/core/Texts.h"
#include "app/resident/funds/FundEntryRows.h"
#include "app/resident/funds/FundWords.h"
#include "core/community/CommunityRules.h"
#include "core/funds/Queries.h"
#include "core/funds/funds.pb.h"
#include "core/plans/Queries.h"

namespace linli::resident {
namespace {

using EntryData = FundEntryDetail::Data;

Result<void> readNames(store::Database& db, EntryData& data)
{
    for (const funds::Line& line : data.entry.lines) {
        if (line.ledger != funds::Ledger::Account)
            continue;
        LINLI_TRY(const auto account, funds::account(db, line.account));
        data.accounts[line.account] = account ? account->name : std::string();
    }
    LINLI_TRY(data.author, memberName(db, data.entry.author));
    if (data.entry.plan) {
        LINLI_TRY(const auto plan, plans::plan(db, *data.entry.plan));
        data.planTitle = plan ? plan->title.value_or(std::string()) : std::string();
    }
    LINLI_TRY(const auto erasure, community::erasureOf(db, data.entry.id));
    data.hiddenReason = erasure ? erasure->reason : std::string();
    return {};
}

Result<std::optional<EntryData>> readEntry(store::Database& db, const OpId& id, const MemberId& self)
{
    LINLI_TRY(auto entry, funds::entry(db, id));
    if (!entry)
        return std::optional<EntryData>{};
    EntryData data;
    data.entry = std::move(*entry);
    LINLI_CHECK(readNames(db, data));
    const auto other = data.entry.reversalOf ? data.entry.reversalOf : data.entry.reversedBy;
    if (other) {
        LINLI_TRY(const auto found, funds::entry(db, *other));
        data.otherPurpose = found ? found->purpose : std::string();
    }
    LINLI_TRY(data.own, ownOperation(db, id));
    LINLI_TRY(const auto actor, members::actor(db, self));
    data.mayReverse = !other && actor.has(members::Role::Treasurer);
    return std::optional(std::move(data));
}

Result<community::Replica::Draft> reversalDraft(const OpId& entry, Timestamp booked, const std::string& reason)
{
    pb::funds::ReverseFacts facts;
    facts.set_entry(entry.str());
    facts.set_booked_ms(toMs(booked));
    pb::funds::ReverseContent content;
    content.set_reason(reason);
    return draftOf("funds.reverse", facts, content);
}

} // namespace

FundEntryDetail::FundEntryDetail(QObject* parent)
    : QObject(parent), m_live(
                           this,
                           [this] {
                               return [id = idFrom<OpId>(m_entryId), self = m_core->self()](store::Database& db) {
                                   return readEntry(db, id, self);
                               };
                           },
                           [this](const Result<std::optional<Data>>& data) { take(data); })
{
}

void FundEntryDetail::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void FundEntryDetail::setEntryId(const QString& id)
{
    if (id == m_entryId)
        return;
    m_entryId = id;
    m_loading = true;
    m_found = false;
    m_data = {};
    emit entryIdChanged();
    emit loaded();
    m_live.restart();
}

void FundEntryDetail::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    emit loaded();
}

void FundEntryDetail::take(const Result<std::optional<Data>>& data)
{
    m_loading = false;
    m_problem = data ? QString() : problemText(data.error().code);
    if (data) {
        m_found = data->has_value();
        m_data = data->value_or(Data{});
    }
    emit loaded();
}

void FundEntryDetail::reverse(const QString& reason)
{
    if (m_busy || !m_core || !m_found)
        return;
    m_busy = true;
    emit busyChanged();
    const auto work = [entry = m_data.entry.id, posted = m_data.entry.booked,
                       text = reason.trimmed().toStdString()](CoreWorker& worker) {
        // The books do not let money come back before it went.
        const Timestamp booked = std::max(posted, worker.now());
        return worker.submit({}, [&](const std::vector<Hash>&) { return reversalDraft(entry, booked, text); });
    };
    m_core->onCore<OpId>(work).then(this, [this](const Result<OpId>& outcome) {
        m_busy = false;
        emit busyChanged();
        if (outcome)
            emit reversed(toQString(*outcome));
        else
            emit failed(problemText(outcome.error().code));
    });
}

QString FundEntryDetail::purpose() const
{
    return toQString(m_data.entry.purpose);
}

QString FundEntryDetail::kindText() const
{
    if (m_data.entry.reversalOf)
        //: What an entry is: it takes an earlier one back
        return tr("Correction");
    switch (fundEntryKind(m_data.entry)) {
    case FundEntryKind::Income:
        return tr("Money received");
    case FundEntryKind::Spending:
        return tr("Money spent");
    case FundEntryKind::Transfer:
        return tr("Between accounts");
    }
    return {};
}

QString FundEntryDetail::amountText() const
{
    const Money amount = fundEntryAmount(m_data.entry);
    return fundEntryKind(m_data.entry) == FundEntryKind::Transfer ? moneyText(amount) : signedMoneyText(amount);
}

bool FundEntryDetail::income() const
{
    return fundEntryAmount(m_data.entry).fen > 0 && fundEntryKind(m_data.entry) != FundEntryKind::Transfer;
}

QString FundEntryDetail::categoryText() const
{
    const FundEntryKind kind = fundEntryKind(m_data.entry);
    if (kind == FundEntryKind::Transfer)
        return {};
    return fundCategoryText(kind == FundEntryKind::Income ? funds::Ledger::Income : funds::Ledger::Spending,
                            fundEntryCategory(m_data.entry));
}

QString FundEntryDetail::payee() const
{
    return toQString(m_data.entry.payee);
}

QString FundEntryDetail::note() const
{
    return toQString(m_data.entry.note);
}

QString FundEntryDetail::authorName() const
{
    return toQString(m_data.author);
}

QDateTime FundEntryDetail::booked() const
{
    return toDateTime(m_data.entry.booked);
}

QStringList FundEntryDetail::lines() const
{
    QStringList sentences;
    for (const funds::Line& line : m_data.entry.lines) {
        const auto account = m_data.accounts.find(line.account);
        sentences.append(fundLineText(line, account == m_data.accounts.end() ? QString() : toQString(account->second)));
    }
    return sentences;
}

QList<QUrl> FundEntryDetail::receipts() const
{
    QList<QUrl> urls;
    for (const Hash& receipt : m_data.entry.receipts)
        urls.append(photoUrl(receipt));
    return urls;
}

QString FundEntryDetail::planId() const
{
    return m_data.entry.plan ? toQString(*m_data.entry.plan) : QString();
}

QString FundEntryDetail::planTitle() const
{
    return toQString(m_data.planTitle);
}

QString FundEntryDetail::reversalOf() const
{
    return m_data.entry.reversalOf ? toQString(*m_data.entry.reversalOf) : QString();
}

QString FundEntryDetail::reversedBy() const
{
    return m_data.entry.reversedBy ? toQString(*m_data.entry.reversedBy) : QString();
}

QString FundEntryDetail::otherPurpose() const
{
    return toQString(m_data.otherPurpose);
}

QString FundEntryDetail::hiddenReason() const
{
    return toQString(m_data.hiddenReason);
}

QString FundEntryDetail::deliveryProblem() const
{
    return m_data.own.code.empty() ? QString() : problemText(m_data.own.code);
}

} // namespace linli::resident
