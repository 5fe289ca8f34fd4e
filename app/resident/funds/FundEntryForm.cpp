// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/FundEntryForm.h"

#include "app/resident/core/OwnOperation.h"
#include "app/resident/core/Texts.h"
#include "app/resident/funds/FundWords.h"
#include "app/resident/funds/MoneyInput.h"
#include "core/funds/Categories.h"
#include "core/funds/Queries.h"
#include "core/funds/Rules.h"
#include "core/funds/SimpleEntry.h"
#include "core/log/Photos.h"
#include "core/plans/Queries.h"

#include <QTimeZone>

namespace linli::resident {
namespace {

using EntryChoices = FundEntryForm::Choices;

// The newest plans are the ones that are being paid.
constexpr int plansOffered = 50;

Result<EntryChoices> readChoices(store::Database& db)
{
    EntryChoices choices;
    LINLI_TRY(const auto accounts, funds::accounts(db));
    for (const auto& account : accounts)
        choices.accounts.push_back({account.id, account.name, account.balance});
    LINLI_TRY(const auto plans, plans::plans(db, plansOffered));
    for (const auto& plan : plans) {
        if (plan.title)
            choices.plans.push_back({plan.id, *plan.title, plan.cost});
    }
    return choices;
}

std::span<const funds::CategoryName> categories(bool spending)
{
    return spending ? funds::spendingCategories() : funds::incomeCategories();
}

/// Noon in China, so that the date stays the same in every time zone that a phone of the community may be in.
Timestamp bookedAt(const QDate& date)
{
    constexpr int chinaSeconds = 8 * 3600;
    return toTimestamp(QDateTime(date, QTime(12, 0), QTimeZone::fromSecondsAheadOfUtc(chinaSeconds)));
}

Result<community::Replica::Draft> entryDraft(funds::SimpleEntry entry, const std::vector<Hash>& receipts,
                                             const pb::funds::PostContent& content)
{
    entry.receipts = receipts;
    LINLI_TRY(const auto facts, funds::simpleEntry(entry));
    return draftOf("funds.post", facts, content);
}

bool isRow(int row, qsizetype size)
{
    return row >= 0 && row < size;
}

} // namespace

FundEntryForm::FundEntryForm(QObject* parent)
    : QObject(parent), m_live(
                           this, [] { return [](store::Database& db) { return readChoices(db); }; },
                           [this](const Result<Choices>& choices) { take(choices); })
{
}

void FundEntryForm::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void FundEntryForm::take(const Result<Choices>& choices)
{
    if (!choices)
        return;
    const auto same = [](const std::vector<Choice>& before, int row, const std::vector<Choice>& now) {
        if (!isRow(row, std::ssize(before)))
            return row;
        const auto found = std::ranges::find(now, before[static_cast<std::size_t>(row)].id, &Choice::id);
        return found == now.end() ? -1 : static_cast<int>(found - now.begin());
    };
    // New accounts and plans come in while somebody fills in the form: what was chosen stays chosen.
    m_account = same(m_choices.accounts, m_account, choices->accounts);
    m_plan = same(m_choices.plans, m_plan - 1, choices->plans) + 1;
    m_choices = *choices;
    if (m_account < 0 && m_choices.accounts.size() == 1)
        m_account = 0;
    emit changed();
}

void FundEntryForm::setSpending(bool spending)
{
    if (spending == m_spending)
        return;
    m_spending = spending;
    m_category = -1;
    emit changed();
}

void FundEntryForm::addReceipt(const QUrl& file)
{
    if (m_receipts.size() >= log::maxPhotosPerOperation || m_receipts.contains(file))
        return;
    m_receipts.append(file);
    emit changed();
}

void FundEntryForm::removeReceipt(int row)
{
    if (!isRow(row, m_receipts.size()))
        return;
    m_receipts.removeAt(row);
    emit changed();
}

QStringList FundEntryForm::accountTexts() const
{
    QStringList texts;
    for (const Choice& account : m_choices.accounts)
        texts.append(toQString(account.name) + QStringLiteral(" · ") + moneyText(account.balance));
    return texts;
}

QStringList FundEntryForm::categoryTexts() const
{
    QStringList texts;
    for (const auto& category : categories(m_spending))
        texts.append(
            fundCategoryText(m_spending ? funds::Ledger::Spending : funds::Ledger::Income, std::string(category.id)));
    return texts;
}

QStringList FundEntryForm::planTexts() const
{
    //: Choice of the plan that an entry belongs to
    QStringList texts{tr("No plan")};
    for (const Choice& plan : m_choices.plans)
        texts.append(toQString(plan.name));
    return texts;
}

QString FundEntryForm::amountText() const
{
    const auto amount = parseYuan(m_amount);
    return amount && amount->fen > 0 ? moneyText(*amount) : QString();
}

QDate FundEntryForm::bookedDate() const
{
    return QDate::fromString(m_date.trimmed(), Qt::ISODate);
}

bool FundEntryForm::dateValid() const
{
    return bookedDate().isValid();
}

QString FundEntryForm::missing() const
{
    if (!isRow(m_account, std::ssize(m_choices.accounts)))
        return tr("Choose an account.");
    if (amountText().isEmpty())
        return tr("Write the amount in yuan, as 128.50.");
    if (!isRow(m_category, std::ssize(categories(m_spending))))
        return tr("Choose what it is for.");
    if (m_purpose.trimmed().isEmpty())
        return tr("Write the purpose in a few words.");
    if (m_payee.trimmed().isEmpty())
        return m_spending ? tr("Write who was paid.") : tr("Write who gave the money.");
    if (!dateValid())
        return tr("Write the date as year-month-day.");
    if (m_spending && m_receipts.isEmpty())
        return tr("Add a picture of the receipt.");
    return {};
}

int FundEntryForm::purposeLimit() const
{
    return static_cast<int>(funds::maxPurpose);
}

int FundEntryForm::payeeLimit() const
{
    return static_cast<int>(funds::maxPayee);
}

void FundEntryForm::save()
{
    if (m_busy || !m_core || !missing().isEmpty())
        return;
    m_busy = true;
    emit busyChanged();
    funds::SimpleEntry entry;
    entry.kind = m_spending ? funds::SimpleEntry::Kind::Spending : funds::SimpleEntry::Kind::Income;
    entry.account = m_choices.accounts[static_cast<std::size_t>(m_account)].id;
    entry.category = categories(m_spending)[static_cast<std::size_t>(m_category)].id;
    entry.amount = parseYuan(m_amount).value_or(Money{});
    entry.booked = bookedAt(bookedDate());
    if (isRow(m_plan - 1, std::ssize(m_choices.plans)))
        entry.plan = m_choices.plans[static_cast<std::size_t>(m_plan - 1)].id;
    pb::funds::PostContent content;
    content.set_purpose(m_purpose.trimmed().toStdString());
    content.set_payee(m_payee.trimmed().toStdString());
    content.set_note(m_note.trimmed().toStdString());
    AppCore::NewOperation operation;
    for (const QUrl& file : m_receipts)
        operation.photoFiles.push_back(file.toString());
    operation.makeDraft = [entry, content](const std::vector<Hash>& photos) {
        return entryDraft(entry, photos, content);
    };
    m_core->submit(std::move(operation)).then(this, [this](const Result<OpId>& outcome) {
        m_busy = false;
        emit busyChanged();
        if (outcome)
            emit saved(toQString(*outcome));
        else
            emit failed(problemText(outcome.error().code));
    });
}

} // namespace linli::resident
