// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "core/funds/Queries.h"

namespace linli::resident {

/// What was spent in one month by category, the largest first; roles as BarChart wants them. Only months in which money
/// came or went can be chosen; it starts with the newest. GUI thread.
class FundSpendingModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(QString monthText READ monthText NOTIFY shown FINAL) ///< "November 2026"
    Q_PROPERTY(QString spentText READ spentText NOTIFY shown FINAL)
    Q_PROPERTY(QString incomeText READ incomeText NOTIFY shown FINAL)
    Q_PROPERTY(bool hasEarlier READ hasEarlier NOTIFY shown FINAL)
    Q_PROPERTY(bool hasLater READ hasLater NOTIFY shown FINAL)
    Q_PROPERTY(bool any READ any NOTIFY shown FINAL) ///< there is a month to show
    Q_PROPERTY(int count READ count NOTIFY shown FINAL)

public:
    enum Role {
        LabelRole = Qt::UserRole + 1, ///< string: the category's name
        ValueTextRole,                ///< string: "¥1,234.00"
        FractionRole                  ///< real: of the month's largest category, 0 to 1
    };
    struct Row {
        std::string category;
        Money spent;
        double fraction = 0;

        friend bool operator==(const Row&, const Row&) = default;
    };
    using Totals = std::vector<funds::CategoryTotal>; ///< of all months, ascending

    explicit FundSpendingModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] QString monthText() const;
    [[nodiscard]] QString spentText() const;
    [[nodiscard]] QString incomeText() const;
    [[nodiscard]] bool hasEarlier() const;
    [[nodiscard]] bool hasLater() const;
    [[nodiscard]] bool any() const { return !m_totals.empty(); }
    [[nodiscard]] int count() const { return rowCount(); }
    void setCore(AppCore* core);
    void setLanguage(const QString& language);
    Q_INVOKABLE void earlier();
    Q_INVOKABLE void later();

signals:
    void coreChanged();
    void languageChanged();
    void shown();

private:
    void take(const Result<Totals>& totals);
    void show();
    [[nodiscard]] Money sum(funds::Ledger ledger) const; ///< of the month

    AppCore* m_core = nullptr;
    QString m_language;
    Totals m_totals;
    int m_month = 0;       ///< year × 100 + month; 0 until something is known
    bool m_chosen = false; ///< by the person: stays when newer months come
    std::vector<Row> m_rows;
    LiveRead<Totals> m_live;
};

} // namespace linli::resident
