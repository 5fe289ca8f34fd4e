// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/LiveRead.h"
#include "app/resident/core/OwnOperation.h"
#include "core/funds/Types.h"

#include <QDateTime>
#include <QUrl>

#include <map>

namespace linli::resident {

/// One entry of the journal with everything known of it, and taking it back. GUI thread.
class FundEntryDetail : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString entryId READ entryId WRITE setEntryId NOTIFY entryIdChanged REQUIRED FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loaded FINAL)
    Q_PROPERTY(bool found READ found NOTIFY loaded FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY loaded FINAL)
    Q_PROPERTY(QString purpose READ purpose NOTIFY loaded FINAL) ///< of a reversal: its reason
    Q_PROPERTY(QString kindText READ kindText NOTIFY loaded FINAL)
    Q_PROPERTY(QString amountText READ amountText NOTIFY loaded FINAL) ///< with its sign
    Q_PROPERTY(bool income READ income NOTIFY loaded FINAL)
    Q_PROPERTY(QString categoryText READ categoryText NOTIFY loaded FINAL) ///< empty for a transfer
    Q_PROPERTY(QString payee READ payee NOTIFY loaded FINAL)
    Q_PROPERTY(QString note READ note NOTIFY loaded FINAL)
    Q_PROPERTY(QString authorName READ authorName NOTIFY loaded FINAL)
    Q_PROPERTY(QDateTime booked READ booked NOTIFY loaded FINAL)
    Q_PROPERTY(QStringList lines READ lines NOTIFY loaded FINAL) ///< one sentence for each side
    Q_PROPERTY(QList<QUrl> receipts READ receipts NOTIFY loaded FINAL)
    Q_PROPERTY(QString planId READ planId NOTIFY loaded FINAL) ///< empty: belongs to none
    Q_PROPERTY(QString planTitle READ planTitle NOTIFY loaded FINAL)
    Q_PROPERTY(QString reversalOf READ reversalOf NOTIFY loaded FINAL) ///< id of the entry it takes back, or empty
    Q_PROPERTY(QString reversedBy READ reversedBy NOTIFY loaded FINAL) ///< id of the entry that takes it back, or empty
    Q_PROPERTY(QString otherPurpose READ otherPurpose NOTIFY loaded FINAL) ///< purpose or reason of that other entry
    Q_PROPERTY(QString hiddenReason READ hiddenReason NOTIFY loaded FINAL) ///< why its texts were hidden, or empty
    Q_PROPERTY(int delivery READ delivery NOTIFY loaded FINAL)             ///< DeliveryChip.State
    Q_PROPERTY(QString deliveryProblem READ deliveryProblem NOTIFY loaded FINAL)
    Q_PROPERTY(bool mayReverse READ mayReverse NOTIFY loaded FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)

public:
    struct Data {
        funds::Entry entry;
        std::map<OpId, std::string> accounts; ///< names of the accounts of its lines
        std::string author;
        std::string planTitle;
        std::string otherPurpose;
        std::string hiddenReason;
        OwnOperation own;
        bool mayReverse = false;
    };

    explicit FundEntryDetail(QObject* parent = nullptr);

    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString entryId() const { return m_entryId; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool found() const { return m_found; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString purpose() const;
    [[nodiscard]] QString kindText() const;
    [[nodiscard]] QString amountText() const;
    [[nodiscard]] bool income() const;
    [[nodiscard]] QString categoryText() const;
    [[nodiscard]] QString payee() const;
    [[nodiscard]] QString note() const;
    [[nodiscard]] QString authorName() const;
    [[nodiscard]] QDateTime booked() const;
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] QList<QUrl> receipts() const;
    [[nodiscard]] QString planId() const;
    [[nodiscard]] QString planTitle() const;
    [[nodiscard]] QString reversalOf() const;
    [[nodiscard]] QString reversedBy() const;
    [[nodiscard]] QString otherPurpose() const;
    [[nodiscard]] QString hiddenReason() const;
    [[nodiscard]] int delivery() const { return m_data.own.delivery; }
    [[nodiscard]] QString deliveryProblem() const;
    [[nodiscard]] bool mayReverse() const { return m_data.mayReverse; }
    [[nodiscard]] bool busy() const { return m_busy; }
    void setCore(AppCore* core);
    void setEntryId(const QString& id);
    void setLanguage(const QString& language);
    /// Takes the entry back for this reason: reversed(id of the new entry) or failed(why).
    Q_INVOKABLE void reverse(const QString& reason);

signals:
    void coreChanged();
    void entryIdChanged();
    void languageChanged();
    void loaded();
    void busyChanged();
    void reversed(const QString& id);
    void failed(const QString& problem);

private:
    void take(const Result<std::optional<Data>>& data);

    AppCore* m_core = nullptr;
    QString m_entryId;
    QString m_language;
    bool m_loading = true;
    bool m_found = false;
    bool m_busy = false;
    QString m_problem;
    Data m_data;
    LiveRead<std::optional<Data>> m_live;
};

} // namespace linli::resident
