// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Catalogue.h"

#include <QAbstractListModel>
#include <QQmlEngine>

#include <vector>

namespace linli::resident {

/// What can be reported: the items of one category, or those that a search finds in all of them. GUI thread.
///
/// A search looks into names and hints of all languages and into the catalogue's keywords, whatever the case; names that
/// match come first.
class HazardItemModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString category READ category WRITE setCategory NOTIFY categoryChanged FINAL)
    /// Not empty: searches all categories.
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        ItemIdRole = Qt::UserRole + 1, ///< string, "fire.burning"
        NameRole,                      ///< string
        HintRole,                      ///< string: what to photograph and write
        IconNameRole,                  ///< string: icon of its category
        EmergencyCallRole              ///< string: "119", "110", "120"; empty for most
    };

    using QAbstractListModel::QAbstractListModel;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString category() const { return m_category; }
    [[nodiscard]] QString query() const { return m_query; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] int count() const { return rowCount(); }
    void setCategory(const QString& category);
    void setQuery(const QString& query);
    void setLanguage(const QString& language);

signals:
    void categoryChanged();
    void queryChanged();
    void languageChanged();
    void countChanged();

private:
    void fill();

    QString m_category;
    QString m_query;
    QString m_language;
    std::vector<const hazards::Item*> m_items; ///< of the compiled-in catalogue, which lives for ever
};

} // namespace linli::resident
