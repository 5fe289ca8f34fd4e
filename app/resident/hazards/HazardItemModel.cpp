// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardItemModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

#include <algorithm>

namespace linli::resident {
namespace {

bool contains(const std::string& text, const QString& wanted)
{
    return toQString(text).contains(wanted, Qt::CaseInsensitive);
}

bool contains(const hazards::LocalText& text, const QString& wanted)
{
    return contains(text.simplified, wanted) || contains(text.traditional, wanted) || contains(text.english, wanted);
}

bool matches(const hazards::Item& item, const QString& wanted)
{
    return contains(item.name, wanted) || contains(item.hint, wanted) ||
           std::ranges::any_of(item.keywords, [&](const std::string& word) { return contains(word, wanted); });
}

std::vector<const hazards::Item*> search(const QString& wanted)
{
    std::vector<const hazards::Item*> found;
    for (const hazards::Category& category : hazards::catalogue().categories()) {
        for (const hazards::Item& item : category.items) {
            if (matches(item, wanted))
                found.push_back(&item);
        }
    }
    std::ranges::stable_partition(found, [&](const hazards::Item* item) { return contains(item->name, wanted); });
    return found;
}

std::vector<const hazards::Item*> itemsOf(const std::string& id)
{
    std::vector<const hazards::Item*> items;
    if (const hazards::Category* const category = hazards::catalogue().category(id)) {
        for (const hazards::Item& item : category->items)
            items.push_back(&item);
    }
    return items;
}

} // namespace

int HazardItemModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant HazardItemModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const hazards::Item& item = *m_items.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case ItemIdRole:
        return toQString(item.id);
    case NameRole:
        return localText(item.name, m_language);
    case HintRole:
        return localText(item.hint, m_language);
    case IconNameRole:
        return hazardCategoryIcon(item.category);
    case EmergencyCallRole:
        return item.emergency ? toQString(item.emergency->call) : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> HazardItemModel::roleNames() const
{
    return {{ItemIdRole, "itemId"},
            {NameRole, "name"},
            {HintRole, "hint"},
            {IconNameRole, "iconName"},
            {EmergencyCallRole, "emergencyCall"}};
}

void HazardItemModel::fill()
{
    const QString wanted = m_query.trimmed();
    beginResetModel();
    m_items = wanted.isEmpty() ? itemsOf(m_category.toStdString()) : search(wanted);
    endResetModel();
    emit countChanged();
}

void HazardItemModel::setCategory(const QString& category)
{
    if (category == m_category)
        return;
    m_category = category;
    emit categoryChanged();
    fill();
}

void HazardItemModel::setQuery(const QString& query)
{
    if (query == m_query)
        return;
    m_query = query;
    emit queryChanged();
    fill();
}

void HazardItemModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    if (!m_items.empty())
        emit dataChanged(index(0), index(rowCount() - 1), {NameRole, HintRole});
}

} // namespace linli::resident
