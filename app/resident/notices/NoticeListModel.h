// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "core/notices/Queries.h"

namespace linli::resident {

/// Notices for this member, live ones first, the most serious on top; ended ones after them. Reads a page more when the
/// view asks for it, and reads what it has again when the store changes. GUI thread.
class NoticeListModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(
        bool everything READ everything WRITE setEverything NOTIFY everythingChanged FINAL) ///< of the whole community
    Q_PROPERTY(bool mayPublish READ mayPublish NOTIFY loaded FINAL)
    Q_PROPERTY(int count READ count NOTIFY loaded FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loaded FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY loaded FINAL)

public:
    enum Role {
        NoticeIdRole = Qt::UserRole + 1, ///< string
        HeadlineRole,                    ///< string
        SeverityTextRole,                ///< string
        ToneRole,                        ///< int, Tone.Value; Neutral once it has ended
        IconNameRole,                    ///< string
        LiveRole,                        ///< bool
        StateTextRole,                   ///< string: how it ended; empty while live
        SentRole,                        ///< date and time
        ExpiresRole,                     ///< date and time
        ReadRole,                        ///< bool: this member acknowledged it
        AuthorNameRole,                  ///< string, may be empty
        DeliveryRole                     ///< int, DeliveryChip.State
    };
    struct Row {
        OpId id;
        notices::State state = notices::State::Live;
        notices::Severity severity = notices::Severity::Unknown;
        notices::Category category = notices::Category::Other;
        std::string headline;
        std::string author;
        Timestamp sent;
        Timestamp expires;
        bool read = false;
        int delivery = 0;

        friend bool operator==(const Row&, const Row&) = default;
    };
    struct Page {
        std::vector<Row> rows;
        bool more = false;
        bool mayPublish = false;
    };

    explicit NoticeListModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] bool everything() const { return m_everything; }
    [[nodiscard]] bool mayPublish() const { return m_mayPublish; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QString problem() const { return m_problem; }
    void setCore(AppCore* core);
    void setLanguage(const QString& language);
    void setEverything(bool everything);

signals:
    void coreChanged();
    void languageChanged();
    void everythingChanged();
    void loaded();

private:
    [[nodiscard]] LiveRead<Page>::Work query();
    void take(const Result<Page>& page);

    AppCore* m_core = nullptr;
    QString m_language;
    bool m_everything = false;
    std::vector<Row> m_rows;
    bool m_more = false;
    bool m_mayPublish = false;
    bool m_wantsMore = false; ///< a page was asked for that no read has taken on yet
    bool m_loading = true;
    QString m_problem;
    LiveRead<Page> m_live;
};

} // namespace linli::resident
