// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/ListDiff.h"
#include "app/resident/hazards/HazardStory.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

namespace linli::resident {

/// The lines of one hazard's history, oldest first. Made and filled by HazardDetail. GUI thread.
class HazardTimelineModel : public DiffListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of a HazardDetail")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        OpIdRole = Qt::UserRole + 1, ///< string
        HeadlineRole,                ///< string: "Fixed", "Comment", …
        WhoRole,                     ///< string, may be empty
        WhenRole,                    ///< date and time
        WordsRole,                   ///< string, may be empty
        AssigneeRole,                ///< string: who was given the task, empty: nobody
        ExpectedRole,                ///< date and time, invalid: none
        PhotosRole,                  ///< list of urls
        IconNameRole,                ///< string
        ToneRole,                    ///< int, Tone.Value
        DeliveryRole,                ///< int, DeliveryChip.State
        HiddenByRole,                ///< string: who hid the words; empty when they are not hidden
        HiddenBecauseRole,           ///< string
        MayHideRole                  ///< bool
    };

    struct Row {
        StoryLine line;
        friend bool operator==(const Row& a, const Row& b);
    };

    using DiffListModel::DiffListModel;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    void setLines(const std::vector<StoryLine>& lines);
    void clear();
    void retranslate();

signals:
    void countChanged();

private:
    [[nodiscard]] static QVariant hiddenData(const StoryLine& line, int role);
    std::vector<Row> m_rows;
};

/// Their tiles, for PhotoStrip.
[[nodiscard]] QList<QUrl> photoUrls(const std::vector<Hash>& photos);

} // namespace linli::resident
