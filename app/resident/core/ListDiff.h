// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include <algorithm>
#include <vector>

namespace linli::resident {

/// Base of the app's list models. A model keeps its rows in a vector of its own and brings it to a new state with
/// applyRows(), which sends granular signals, so that a view keeps its scroll position and its delegates.
///
///     applyRows(m_rows, std::move(fresh), [](const Row& row) { return row.id; });
///
/// Rows are the same when their ids are equal (unique within a list, ordered by <), and changed when their `==` says so.
/// GUI thread. Cost: O(n) while nothing changes its place, O(n · places changed) otherwise: for lists up to some thousand rows.
class DiffListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS

public:
    using QAbstractListModel::QAbstractListModel;

protected:
    /// For a new subject: another hazard, another account.
    template <class Row> void resetRows(std::vector<Row>& rows, std::vector<Row> wanted)
    {
        beginResetModel();
        rows = std::move(wanted);
        endResetModel();
    }

    template <class Row, class IdOf> void applyRows(std::vector<Row>& rows, std::vector<Row> wanted, IdOf idOf)
    {
        removeMissing(rows, wanted, idOf);
        for (std::size_t at = 0; at < wanted.size(); ++at)
            place(rows, at, std::move(wanted[at]), idOf);
    }

    /// The row an index of this model stands for; null when it is not valid.
    template <class Row> [[nodiscard]] const Row* rowAt(const std::vector<Row>& rows, const QModelIndex& at) const
    {
        return checkIndex(at, CheckIndexOption::IndexIsValid) ? &rows[static_cast<std::size_t>(at.row())] : nullptr;
    }
    template <class Row> [[nodiscard]] static int countOf(const std::vector<Row>& rows, const QModelIndex& parent)
    {
        return parent.isValid() ? 0 : static_cast<int>(rows.size());
    }

private:
    template <class Row, class IdOf>
    void removeMissing(std::vector<Row>& rows, const std::vector<Row>& wanted, IdOf idOf)
    {
        std::vector<std::remove_cvref_t<decltype(idOf(wanted.front()))>> ids;
        for (const Row& row : wanted)
            ids.push_back(idOf(row));
        std::ranges::sort(ids);
        const auto stays = [&](std::size_t at) { return std::ranges::binary_search(ids, idOf(rows[at])); };
        for (std::size_t end = rows.size(); end > 0;) {
            std::size_t begin = end;
            while (begin > 0 && !stays(begin - 1))
                --begin;
            if (begin == end) {
                --end;
                continue;
            }
            beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
            rows.erase(rows.begin() + std::ptrdiff_t(begin), rows.begin() + std::ptrdiff_t(end));
            endRemoveRows();
            end = begin;
        }
    }

    /// Rows before `at` are in their final state already.
    template <class Row, class IdOf> void place(std::vector<Row>& rows, std::size_t at, Row wanted, IdOf idOf)
    {
        const int row = static_cast<int>(at);
        const auto start = rows.begin() + std::ptrdiff_t(at);
        const auto found = std::find_if(start, rows.end(), [&](const Row& have) { return idOf(have) == idOf(wanted); });
        if (found == rows.end()) {
            beginInsertRows({}, row, row);
            rows.insert(start, std::move(wanted));
            endInsertRows();
            return;
        }
        if (found != start) {
            const int from = static_cast<int>(found - rows.begin());
            beginMoveRows({}, from, from, {}, row);
            std::rotate(start, found, found + 1);
            endMoveRows();
        }
        if (!(rows[at] == wanted)) {
            rows[at] = std::move(wanted);
            emit dataChanged(index(row), index(row));
        }
    }
};

} // namespace linli::resident
