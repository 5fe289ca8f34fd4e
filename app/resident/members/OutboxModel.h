// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/Reloader.h"
#include "core/community/Outbox.h"

#include <QStringList>

namespace linli::resident {

/// What this person made that is not in the community's log yet: what a rule refused first, then what waits, newest first.
/// Nothing leaves this list but by arriving or by the person's own decision. GUI thread.
class OutboxModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    /// The id of the one operation to show; empty for all.
    Q_PROPERTY(QString only READ only WRITE setOnly NOTIFY onlyChanged FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY countChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(int rejected READ rejected NOTIFY countChanged FINAL)

public:
    enum Role {
        OperationIdRole = Qt::UserRole + 1, ///< string
        TitleRole,                          ///< string, "Hazard report"
        SubjectRole,                        ///< string: the title of what it is about, an event or a vote; may be empty
        TextRole,                           ///< string: what was written, pieces on lines; may be empty
        MadeRole,                           ///< date
        DeliveryRole,                       ///< int, DeliveryChip.State
        ReasonRole,                         ///< string: why it was refused, or would be; empty when all is well
        DiscardableRole                     ///< bool
    };

    explicit OutboxModel(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] QString only() const { return m_only; }
    void setOnly(const QString& operationId);
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int rejected() const;

    /// Gives it up for good.
    Q_INVOKABLE void discard(const QString& operationId);
    /// Puts what was written on the clipboard, to use it again elsewhere.
    Q_INVOKABLE void copyText(const QString& operationId) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void coreChanged();
    void onlyChanged();
    void countChanged();
    void discarded();
    void failed(const QString& problem);

private:
    struct Row {
        OpId id;
        std::string kind;
        std::string subject;
        QStringList texts;
        Timestamp made;
        community::OutboxState state = community::OutboxState::Queued;
        std::string code;
        friend bool operator==(const Row&, const Row&) = default;
    };
    [[nodiscard]] static Result<Row> readRow(store::Database& db, const community::OutboxItem& item);
    [[nodiscard]] static Result<std::vector<Row>> readRows(store::Database& db, const OpId& only);
    [[nodiscard]] QFuture<void> load();

    AppCore* m_core = nullptr;
    QString m_only;
    std::vector<Row> m_rows;
    bool m_loaded = false;
    Reloader m_reload;
};

} // namespace linli::resident
