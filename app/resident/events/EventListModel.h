// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/core/LiveRead.h"
#include "app/resident/events/EventRows.h"

namespace linli::resident {

/// Events that are to come or running, the next one first; or those that are over, the last one first. GUI thread.
class EventListModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool past READ past WRITE setPast NOTIFY pastChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY loadedChanged FINAL) ///< the first rows are not there yet
    Q_PROPERTY(QString problem READ problem NOTIFY loadedChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY loadedChanged FINAL)

public:
    enum Role {
        EventIdRole = Qt::UserRole + 1, ///< string
        TitleRole,                      ///< string, empty when hidden
        PlaceRole,                      ///< string, may be empty
        PictureRole,                    ///< url of the first photo, may be empty
        DayRole,                        ///< string: the day of its start in words, for sections
        StartsRole,                     ///< date and time
        EndsRole,                       ///< date and time
        CapacityRole,                   ///< int, persons
        FreePlacesRole,                 ///< int, persons
        PhaseRole,                      ///< int, EventPhase.Value
        PartRole,                       ///< int, EventPart.Value: this person's part
        PositionRole,                   ///< int: place on the waitlist, 0 when not waiting
        DeliveryRole                    ///< int, DeliveryChip.State
    };

    explicit EventListModel(QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] bool past() const { return m_past; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] int count() const { return rowCount(); }
    void setCore(AppCore* core);
    void setPast(bool past);

signals:
    void coreChanged();
    void pastChanged();
    void loadedChanged();

private:
    void show(const Result<EventRowPage>& outcome);

    std::vector<EventRow> m_rows;
    int m_limit = 30; ///< about six screens
    bool m_more = false;
    bool m_past = false;
    bool m_loading = true;
    QString m_problem;
    LiveRead<EventRowPage> m_read;
};

} // namespace linli::resident
