// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/LiveRead.h"

#include <QDate>
#include <QStringList>
#include <QUrl>

namespace linli::resident {

/// A new entry as a treasurer says it: one account, one direction, one amount. Holds what was typed until it is saved;
/// a refusal changes nothing. GUI thread.
class FundEntryForm : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString language MEMBER m_language NOTIFY changed FINAL)
    Q_PROPERTY(bool spending READ spending WRITE setSpending NOTIFY changed FINAL)
    Q_PROPERTY(QStringList accountTexts READ accountTexts NOTIFY changed FINAL)   ///< "Repairs · ¥1,234.00"
    Q_PROPERTY(int account MEMBER m_account NOTIFY changed FINAL)                 ///< row of accountTexts; −1: none yet
    Q_PROPERTY(QStringList categoryTexts READ categoryTexts NOTIFY changed FINAL) ///< of the direction
    Q_PROPERTY(int category MEMBER m_category NOTIFY changed FINAL) ///< row of categoryTexts; −1: none yet
    Q_PROPERTY(
        QStringList planTexts READ planTexts NOTIFY changed FINAL)      ///< first "no plan", then titles, newest first
    Q_PROPERTY(int plan MEMBER m_plan NOTIFY changed FINAL)             ///< row of planTexts
    Q_PROPERTY(QString amount MEMBER m_amount NOTIFY changed FINAL)     ///< yuan, as typed
    Q_PROPERTY(QString amountText READ amountText NOTIFY changed FINAL) ///< as understood; empty when it is not
    Q_PROPERTY(QString date MEMBER m_date NOTIFY changed FINAL)         ///< ISO 8601 date, as typed
    Q_PROPERTY(bool dateValid READ dateValid NOTIFY changed FINAL)
    Q_PROPERTY(QString purpose MEMBER m_purpose NOTIFY changed FINAL)
    Q_PROPERTY(QString payee MEMBER m_payee NOTIFY changed FINAL)
    Q_PROPERTY(QString note MEMBER m_note NOTIFY changed FINAL)
    Q_PROPERTY(QList<QUrl> receipts READ receipts NOTIFY changed FINAL) ///< picture files
    Q_PROPERTY(
        QString missing READ missing NOTIFY changed FINAL) ///< the first thing still to do, in words; empty: ready
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(int purposeLimit READ purposeLimit CONSTANT FINAL)
    Q_PROPERTY(int payeeLimit READ payeeLimit CONSTANT FINAL)

public:
    struct Choice {
        OpId id;
        std::string name;
        Money balance; ///< of an account
    };
    struct Choices {
        std::vector<Choice> accounts;
        std::vector<Choice> plans;
    };

    explicit FundEntryForm(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] bool spending() const { return m_spending; }
    [[nodiscard]] QStringList accountTexts() const;
    [[nodiscard]] QStringList categoryTexts() const;
    [[nodiscard]] QStringList planTexts() const;
    [[nodiscard]] QString amountText() const;
    [[nodiscard]] bool dateValid() const;
    [[nodiscard]] QList<QUrl> receipts() const { return m_receipts; }
    [[nodiscard]] QString missing() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] int purposeLimit() const;
    [[nodiscard]] int payeeLimit() const;
    void setCore(AppCore* core);
    void setSpending(bool spending);
    Q_INVOKABLE void addReceipt(const QUrl& file);
    Q_INVOKABLE void removeReceipt(int row);
    /// saved(id) or failed(why).
    Q_INVOKABLE void save();

signals:
    void coreChanged();
    void changed();
    void busyChanged();
    void saved(const QString& id);
    void failed(const QString& problem);

private:
    void take(const Result<Choices>& choices);
    [[nodiscard]] QDate bookedDate() const;

    AppCore* m_core = nullptr;
    QString m_language;
    bool m_spending = true;
    Choices m_choices;
    int m_account = -1;
    int m_category = -1;
    int m_plan = 0;
    QString m_amount;
    QString m_date = QDate::currentDate().toString(Qt::ISODate);
    QString m_purpose;
    QString m_payee;
    QString m_note;
    QList<QUrl> m_receipts;
    bool m_busy = false;
    LiveRead<Choices> m_live;
};

} // namespace linli::resident
