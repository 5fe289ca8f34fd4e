// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/funds/FundEntryRows.h"

namespace linli::resident {

/// Entries of the journal, newest booked date first, of all accounts or one. Reads a page more when the view asks for
/// it, and reads what it has again when the store changes. GUI thread.
class FundEntryModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(QString account READ account WRITE setAccount NOTIFY filterChanged FINAL) ///< id; empty: all
    Q_PROPERTY(QString plan READ plan WRITE setPlan NOTIFY filterChanged FINAL)          ///< id; empty: all
    /// Rows of a page; 1 to 200.
    Q_PROPERTY(int pageSize READ pageSize WRITE setPageSize NOTIFY filterChanged FINAL)
    Q_PROPERTY(bool more READ more NOTIFY loaded FINAL) ///< older entries can be fetched
    Q_PROPERTY(int count READ count NOTIFY loaded FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loaded FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY loaded FINAL)

public:
    enum Role {
        EntryIdRole = Qt::UserRole + 1, ///< string
        TitleRole,                      ///< string: purpose, or "Taken back: …"
        SubtitleRole,                   ///< string: category and payee
        AmountTextRole,                 ///< string with its sign: "+¥12.00"
        IncomeRole,                     ///< bool: money came
        IconNameRole,                   ///< string
        BookedRole,                     ///< date and time
        ReversedRole,                   ///< bool: it was taken back
        ReversalRole,                   ///< bool: it takes another one back
        DeliveryRole                    ///< int, DeliveryChip.State
    };

    explicit FundEntryModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] QString account() const { return m_account; }
    [[nodiscard]] QString plan() const { return m_plan; }
    [[nodiscard]] int pageSize() const { return m_pageSize; }
    [[nodiscard]] bool more() const { return m_more; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QString problem() const { return m_problem; }
    void setCore(AppCore* core);
    void setLanguage(const QString& language);
    void setAccount(const QString& account);
    void setPlan(const QString& plan);
    void setPageSize(int rows);

signals:
    void coreChanged();
    void languageChanged();
    void filterChanged();
    void loaded();

private:
    [[nodiscard]] LiveRead<FundEntryPage>::Work query();
    [[nodiscard]] funds::EntryFilter filter() const;
    void changeSubject();
    void take(const Result<FundEntryPage>& page);

    AppCore* m_core = nullptr;
    QString m_language;
    QString m_account;
    QString m_plan;
    int m_pageSize = 50;
    std::vector<FundEntryRow> m_rows;
    bool m_more = false;
    bool m_wantsMore = false; ///< a page was asked for that no read has taken on yet
    bool m_loading = true;
    QString m_problem;
    LiveRead<FundEntryPage> m_live;
};

} // namespace linli::resident
