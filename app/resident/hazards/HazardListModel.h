// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/hazards/HazardRows.h"

namespace linli::resident {

/// Reports that pass the filters, newest first, own unconfirmed ones before all. Reads pages of 30 as the view asks for
/// them, and reads what it has again when the store changes. GUI thread.
class HazardListModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(Show show READ show WRITE setShow NOTIFY filterChanged FINAL)
    Q_PROPERTY(QString category READ category WRITE setCategory NOTIFY filterChanged FINAL) ///< empty: all
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)       ///< empty: all
    Q_PROPERTY(bool filtered READ filtered NOTIFY filterChanged FINAL) ///< something may be left out
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged FINAL) ///< the first rows are not there yet
    Q_PROPERTY(QString problem READ problem NOTIFY loadingChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    /// Mine: reported by this member.
    enum class Show { All, Open, Done, Mine };
    Q_ENUM(Show)
    enum Role {
        HazardIdRole = Qt::UserRole + 1, ///< string
        ItemNameRole,                    ///< string
        IconNameRole,                    ///< string: icon of the category
        PlaceRole,                       ///< string, may be empty
        WordsRole,                       ///< string: what the reporter wrote; empty when hidden or none
        PictureRole,                     ///< url of the first photo, may be empty
        StateTextRole,                   ///< string
        StateToneRole,                   ///< int, Tone.Value
        SupportsRole,                    ///< int: neighbours who said "me too"
        ReportedRole,                    ///< date and time
        PrivateRole,                     ///< bool: only staff and the reporter see it
        DeliveryRole                     ///< int, DeliveryChip.State
    };

    explicit HazardListModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] Show show() const { return m_show; }
    [[nodiscard]] QString category() const { return m_category; }
    [[nodiscard]] QString search() const { return m_search; }
    [[nodiscard]] bool filtered() const;
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] int count() const { return rowCount(); }
    void setCore(AppCore* core);
    void setShow(Show show);
    void setCategory(const QString& category);
    void setSearch(const QString& search);
    void setLanguage(const QString& language);

signals:
    void coreChanged();
    void filterChanged();
    void languageChanged();
    void loadingChanged();
    void countChanged();

private:
    void restart();
    [[nodiscard]] LiveRead<HazardRowPage>::Work prepare();
    void show(const Result<HazardRowPage>& outcome);
    void append(const HazardRowPage& page);
    [[nodiscard]] hazards::Filter filter() const;

    LiveRead<HazardRowPage> m_read;
    Show m_show = Show::All;
    QString m_category;
    QString m_search;
    QString m_language;
    std::vector<HazardRow> m_rows;
    std::optional<hazards::ListKey> m_next;
    // What the next read is for; it may be for all of these.
    bool m_fresh = true; ///< the rows shown belong to other filters
    bool m_stale = true; ///< the store has changed since they were read
    bool m_more = false; ///< the view wants the next page
    bool m_loading = true;
    QString m_problem;
};

} // namespace linli::resident
