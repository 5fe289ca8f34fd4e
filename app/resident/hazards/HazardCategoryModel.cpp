// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardCategoryModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

namespace linli::resident {

int HazardCategoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(hazards::catalogue().categories().size());
}

QVariant HazardCategoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const hazards::Category& category = hazards::catalogue().categories().at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case CategoryIdRole:
        return toQString(category.id);
    case NameRole:
        return localText(category.name, m_language);
    case IconNameRole:
        return toQString(category.icon);
    default:
        return {};
    }
}

QHash<int, QByteArray> HazardCategoryModel::roleNames() const
{
    return {{CategoryIdRole, "categoryId"}, {NameRole, "name"}, {IconNameRole, "iconName"}};
}

void HazardCategoryModel::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    emit dataChanged(index(0), index(rowCount() - 1), {NameRole});
}

QString HazardCategoryModel::idAt(int row) const
{
    return data(index(row), CategoryIdRole).toString();
}

} // namespace linli::resident
