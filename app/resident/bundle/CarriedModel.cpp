// SPDX-License-Identifier: Apache-2.0
#include "app/resident/bundle/CarriedModel.h"

#include "app/resident/core/OwnOperation.h"
#include "app/resident/core/Texts.h"
#include "app/resident/members/OutboxTitles.h"
#include "core/members/StaffKeys.h"
#include "core/sync/Carried.h"

#include <ranges>

namespace linli::resident {
namespace {

/// What a phone does by itself is nobody's news.
bool isOwnDoing(std::string_view kind)
{
    return kind == members::staffKeyKind || kind == members::shareStaffKeyKind;
}

Result<std::string> authorOf(store::Database& db, const sync::CarriedItem& item)
{
    LINLI_TRY(const auto device, members::device(db, item.place.device));
    return device ? memberName(db, device->member) : std::string();
}

/// Words for a few are sealed; the key to them is not on the reader thread.
QStringList textsOf(const sync::CarriedItem& item, const log::Header& header)
{
    const auto content = item.operation.content();
    return content && header.audience.isCommunity() ? operationTexts(item.kind, *content) : QStringList();
}

} // namespace

CarriedModel::CarriedModel(QObject* parent) : DiffListModel(parent), m_reload([this] { return load(); }) {}

void CarriedModel::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    m_reload.follow(core);
    emit coreChanged();
}

void CarriedModel::setOnly(const QString& capability)
{
    if (capability == m_only)
        return;
    m_only = capability;
    emit onlyChanged();
    m_reload.reload();
}

Result<CarriedModel::Loaded> CarriedModel::read(store::Database& db, const std::string& only)
{
    sync::Carried carried(db);
    Loaded loaded;
    LINLI_TRY(loaded.delivered, carried.deliveredCount());
    LINLI_TRY(const auto items, carried.items());
    for (const sync::CarriedItem& item : items | std::views::reverse) {
        if (isOwnDoing(item.kind) || !(only.empty() || item.kind.starts_with(only + '.')))
            continue;
        LINLI_TRY(const log::Header header, log::decodeHeader(item.operation.header));
        LINLI_TRY(std::string author, authorOf(db, item));
        const Place place = item.logged ? Place::InLog : item.code.empty() ? Place::OnItsWay : Place::Doubtful;
        loaded.rows.push_back(
            {item.op, item.kind, std::move(author), textsOf(item, header), item.created, place, item.code});
    }
    return loaded;
}

QFuture<void> CarriedModel::load()
{
    const auto work = [only = m_only.toStdString()](store::Database& db) { return read(db, only); };
    return m_core->read(work).then(this, [this](const Result<Loaded>& loaded) {
        if (!loaded)
            return;
        applyRows(m_rows, loaded->rows, [](const Row& row) { return row.id; });
        m_delivered = static_cast<int>(loaded->delivered);
        m_loaded = true;
        emit countChanged();
    });
}

QVariant CarriedModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case OperationIdRole:
        return toQString(row->id);
    case TitleRole:
        return operationTitle(row->kind);
    case AuthorRole:
        return toQString(row->author);
    case TextRole:
        return row->texts.join(u'\n');
    case MadeRole:
        return toDateTime(row->made);
    case PlaceRole:
        return static_cast<int>(row->place);
    case ReasonRole:
        return row->code.empty() ? QString() : problemText(row->code);
    default:
        return {};
    }
}

QHash<int, QByteArray> CarriedModel::roleNames() const
{
    return {{OperationIdRole, "operationId"},
            {TitleRole, "title"},
            {AuthorRole, "author"},
            {TextRole, "words"},
            {MadeRole, "made"},
            {PlaceRole, "place"},
            {ReasonRole, "reason"}};
}

} // namespace linli::resident
