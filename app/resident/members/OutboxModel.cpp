// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/OutboxModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/members/OutboxSubjects.h"
#include "app/resident/members/OutboxTitles.h"
#include "core/members/StaffKeys.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <ranges>

namespace linli::resident {
namespace {

using community::OutboxState;

/// In the order of DeliveryChip.State.
enum class Step { Delivered, Saved, Sending, Received, Waiting, Rejected };

Step stepOf(OutboxState state, bool wouldFail)
{
    switch (state) {
    case OutboxState::Sending:
        return Step::Sending;
    case OutboxState::Accepted:
        return Step::Received;
    case OutboxState::Rejected:
        return Step::Rejected;
    default:
        return wouldFail ? Step::Waiting : Step::Saved;
    }
}

} // namespace

OutboxModel::OutboxModel(QObject* parent) : DiffListModel(parent), m_reload([this] { return load(); }) {}

void OutboxModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

int OutboxModel::rejected() const
{
    return static_cast<int>(std::ranges::count(m_rows, OutboxState::Rejected, &Row::state));
}

void OutboxModel::setOnly(const QString& operationId)
{
    if (operationId == m_only)
        return;
    m_only = operationId;
    emit onlyChanged();
    m_reload.reload();
}

Result<OutboxModel::Row> OutboxModel::readRow(store::Database& db, const community::OutboxItem& item)
{
    LINLI_TRY(const log::Header header, log::decodeHeader(item.operation.header));
    LINLI_TRY(std::string subject, operationSubject(db, item.kind, header.facts));
    return Row{item.op,
               item.kind,
               std::move(subject),
               item.content ? operationTexts(item.kind, *item.content) : QStringList(),
               item.created,
               item.state,
               item.code};
}

Result<std::vector<OutboxModel::Row>> OutboxModel::readRows(store::Database& db, const OpId& only)
{
    LINLI_TRY(const auto items, community::Outbox(db).items());
    std::vector<Row> rows;
    for (const community::OutboxItem& item : items | std::views::reverse) {
        // What was given up travels on as a mere header; its author has done with it.
        // What the phone does by itself is nobody's to look after.
        const bool ownDoing = item.kind == members::staffKeyKind || item.kind == members::shareStaffKeyKind;
        if (item.state == OutboxState::Discarding || ownDoing || (!only.isNull() && item.op != only))
            continue;
        LINLI_TRY(Row row, readRow(db, item));
        rows.push_back(std::move(row));
    }
    std::ranges::stable_partition(rows, [](const Row& row) { return row.state == OutboxState::Rejected; });
    return rows;
}

QFuture<void> OutboxModel::load()
{
    const auto work = [only = idFrom<OpId>(m_only)](store::Database& db) { return readRows(db, only); };
    return m_core->read(work).then(this, [this](const Result<std::vector<Row>>& rows) {
        if (!rows)
            return;
        applyRows(m_rows, *rows, [](const Row& row) { return row.id; });
        m_loaded = true;
        emit countChanged();
    });
}

void OutboxModel::discard(const QString& operationId)
{
    if (!m_core)
        return;
    m_core->discard(idFrom<OpId>(operationId)).then(this, [this](const Result<void>& outcome) {
        if (outcome)
            emit discarded();
        else
            emit failed(problemText(outcome.error().code));
    });
}

void OutboxModel::copyText(const QString& operationId) const
{
    const auto row = std::ranges::find(m_rows, idFrom<OpId>(operationId), &Row::id);
    if (row != m_rows.end())
        QGuiApplication::clipboard()->setText(row->texts.join(u'\n'));
}

QVariant OutboxModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case OperationIdRole:
        return toQString(row->id);
    case TitleRole:
        return operationTitle(row->kind);
    case SubjectRole:
        return toQString(row->subject);
    case TextRole:
        return row->texts.join(u'\n');
    case MadeRole:
        return toDateTime(row->made);
    case DeliveryRole:
        return static_cast<int>(stepOf(row->state, !row->code.empty()));
    case ReasonRole:
        return row->code.empty() ? QString() : problemText(row->code);
    case DiscardableRole:
        return row->state == OutboxState::Queued || row->state == OutboxState::Rejected;
    default:
        return {};
    }
}

QHash<int, QByteArray> OutboxModel::roleNames() const
{
    return {{OperationIdRole, "operationId"},
            {TitleRole, "title"},
            {SubjectRole, "subject"},
            {TextRole, "words"},
            {MadeRole, "made"},
            {DeliveryRole, "delivery"},
            {ReasonRole, "reason"},
            {DiscardableRole, "discardable"}};
}

} // namespace linli::resident
