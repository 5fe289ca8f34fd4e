// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/core/OwnOperation.h"
#include "core/funds/Types.h"

namespace linli::resident {

/// The community's accounts with their balances, oldest first, and what this member may do with them. GUI thread.
class FundAccountModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    /// Bind to Qt.uiLanguage, so that the words follow it.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(QString totalText READ totalText NOTIFY loaded FINAL) ///< "¥1,234.00", all accounts
    Q_PROPERTY(bool mayPost READ mayPost NOTIFY loaded FINAL)        ///< write and take back entries
    Q_PROPERTY(bool mayOpenAccount READ mayOpenAccount NOTIFY loaded FINAL)
    Q_PROPERTY(int count READ count NOTIFY loaded FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loaded FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY loaded FINAL)

public:
    enum Role {
        AccountIdRole = Qt::UserRole + 1, ///< string
        NameRole,                         ///< string
        TrackTextRole,                    ///< string: "Neighbours' fund"
        TrackHintRole,                    ///< string: where the money comes from
        IconNameRole,                     ///< string
        BalanceTextRole,                  ///< string: "¥1,234.00"
        NoteRole,                         ///< string, may be empty
        DeliveryRole                      ///< int, DeliveryChip.State
    };
    struct Row {
        OpId id;
        funds::Track track = funds::Track::Guarantee;
        std::string name;
        std::string note;
        Money balance;
        int delivery = 0;

        friend bool operator==(const Row&, const Row&) = default;
    };
    struct Page {
        std::vector<Row> rows;
        bool mayPost = false;
        bool mayOpenAccount = false;
    };

    explicit FundAccountModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] QString totalText() const;
    [[nodiscard]] bool mayPost() const { return m_mayPost; }
    [[nodiscard]] bool mayOpenAccount() const { return m_mayOpenAccount; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QString problem() const { return m_problem; }
    void setCore(AppCore* core);
    void setLanguage(const QString& language);

signals:
    void coreChanged();
    void languageChanged();
    void loaded();

private:
    void take(const Result<Page>& page);

    AppCore* m_core = nullptr;
    QString m_language;
    std::vector<Row> m_rows;
    bool m_mayPost = false;
    bool m_mayOpenAccount = false;
    bool m_loading = true;
    QString m_problem;
    LiveRead<Page> m_live;
};

} // namespace linli::resident
