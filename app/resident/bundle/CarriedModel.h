// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/Reloader.h"

namespace linli::resident {

/// What neighbours wrote that this phone carries to the community: genuine as far as it can tell, not yet in the log. Newest
/// first. GUI thread.
class CarriedModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    /// The capability ("notices") of what is to be shown; empty for all.
    Q_PROPERTY(QString only READ only WRITE setOnly NOTIFY onlyChanged FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY countChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// How many the community has because this phone brought them, ever.
    Q_PROPERTY(int delivered READ delivered NOTIFY countChanged FINAL)

public:
    enum class Place {
        OnItsWay, ///< verified, not yet in the log
        Doubtful, ///< the rules would refuse it, as this phone knows the community
        InLog     ///< proven to be in the log, which this phone has not seen that far
    };
    Q_ENUM(Place)
    enum Role {
        OperationIdRole = Qt::UserRole + 1, ///< string
        TitleRole,                          ///< string, "Hazard report"
        AuthorRole,                         ///< string: the neighbour's name; may be empty
        TextRole,                           ///< string: what was written; empty when it is for a few people only
        MadeRole,                           ///< date, by the author's clock
        PlaceRole,                          ///< Place
        ReasonRole                          ///< string: why it would be refused; empty otherwise
    };

    explicit CarriedModel(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] QString only() const { return m_only; }
    void setOnly(const QString& capability);
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int delivered() const { return m_delivered; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

signals:
    void coreChanged();
    void onlyChanged();
    void countChanged();

private:
    struct Row {
        OpId id;
        std::string kind;
        std::string author;
        QStringList texts;
        Timestamp made;
        Place place = Place::OnItsWay;
        std::string code;
        friend bool operator==(const Row&, const Row&) = default;
    };
    struct Loaded {
        std::vector<Row> rows;
        std::int64_t delivered = 0;
    };
    [[nodiscard]] static Result<Loaded> read(store::Database& db, const std::string& only);
    [[nodiscard]] QFuture<void> load();

    AppCore* m_core = nullptr;
    QString m_only;
    std::vector<Row> m_rows;
    int m_delivered = 0;
    bool m_loaded = false;
    Reloader m_reload; // last member: no load outlives what it uses
};

} // namespace linli::resident
