// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardTimelineModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardWords.h"

namespace linli::resident {

/// Of a line only these change: everything else is what was signed.
bool operator==(const HazardTimelineModel::Row& a, const HazardTimelineModel::Row& b)
{
    const auto changeable = [](const StoryLine& line) {
        return std::tie(line.event.op, line.event.accepted, line.event.pending, line.event.note, line.event.unreadable,
                        line.event.photos, line.who, line.assignee, line.hidden, line.mayHide, line.delivery);
    };
    return changeable(a.line) == changeable(b.line);
}

QList<QUrl> photoUrls(const std::vector<Hash>& photos)
{
    QList<QUrl> urls;
    for (const Hash& photo : photos)
        urls.push_back(photoUrl(photo));
    return urls;
}

QVariant HazardTimelineModel::hiddenData(const StoryLine& line, int role)
{
    switch (role) {
    case HiddenByRole:
        return line.hidden ? toQString(line.hidden->who) : QString();
    case HiddenBecauseRole:
        return line.hidden ? toQString(line.hidden->reason) : QString();
    case MayHideRole:
        return line.mayHide;
    default:
        return {};
    }
}

QVariant HazardTimelineModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    const hazards::Event& event = row->line.event;
    switch (role) {
    case OpIdRole:
        return toQString(event.op);
    case HeadlineRole:
        return hazardEventText(event);
    case WhoRole:
        return toQString(row->line.who);
    case WhenRole:
        return toDateTime(event.accepted);
    case WordsRole:
        // The page's head shows the report's words.
        return event.action == hazards::Action::Report ? QString() : wordsOf(event.note, event.unreadable);
    case AssigneeRole:
        return toQString(row->line.assignee);
    case ExpectedRole:
        return event.expected ? toDateTime(*event.expected) : QDateTime();
    case PhotosRole:
        return QVariant::fromValue(event.action == hazards::Action::Report ? QList<QUrl>() : photoUrls(event.photos));
    case IconNameRole:
        return hazardEventIcon(event);
    case ToneRole:
        return hazardEventTone(event);
    case DeliveryRole:
        return row->line.delivery;
    default:
        return hiddenData(row->line, role);
    }
}

QHash<int, QByteArray> HazardTimelineModel::roleNames() const
{
    return {{OpIdRole, "opId"},
            {HeadlineRole, "headline"},
            {WhoRole, "who"},
            {WhenRole, "at"},
            {WordsRole, "words"},
            {AssigneeRole, "assignee"},
            {ExpectedRole, "expected"},
            {PhotosRole, "photos"},
            {IconNameRole, "iconName"},
            {ToneRole, "tone"},
            {DeliveryRole, "delivery"},
            {HiddenByRole, "hiddenBy"},
            {HiddenBecauseRole, "hiddenBecause"},
            {MayHideRole, "mayHide"}};
}

void HazardTimelineModel::setLines(const std::vector<StoryLine>& lines)
{
    std::vector<Row> rows;
    for (const StoryLine& line : lines)
        rows.push_back({line});
    applyRows(m_rows, std::move(rows), [](const Row& row) { return row.line.event.op; });
    emit countChanged();
}

void HazardTimelineModel::clear()
{
    resetRows(m_rows, {});
    emit countChanged();
}

void HazardTimelineModel::retranslate()
{
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1), {HeadlineRole});
}

} // namespace linli::resident
