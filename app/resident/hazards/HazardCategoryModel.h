// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

namespace linli::resident {

/// The kinds of hazards by picture: one row per category of the catalogue. GUI thread.
class HazardCategoryModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    /// Locale name of the words; bind to Qt.uiLanguage.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)

public:
    enum Role {
        CategoryIdRole = Qt::UserRole + 1, ///< string, "fire"
        NameRole,                          ///< string
        IconNameRole                       ///< string, of qml/controls/icons
    };

    using QAbstractListModel::QAbstractListModel;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString language() const { return m_language; }
    void setLanguage(const QString& language);
    /// Id and name of a row; empty when there is none.
    Q_INVOKABLE QString idAt(int row) const;

signals:
    void languageChanged();

private:
    QString m_language;
};

} // namespace linli::resident
