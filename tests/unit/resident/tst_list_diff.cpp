// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/ListDiff.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace linli::resident;

namespace {

struct Row {
    int id = 0;
    int value = 0;
    friend bool operator==(const Row&, const Row&) = default;
};

class Model final : public DiffListModel {
public:
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override { return countOf(m_rows, parent); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        const Row* row = rowAt(m_rows, index);
        return row && role == Qt::DisplayRole ? QVariant(row->value) : QVariant();
    }
    void set(std::vector<Row> rows)
    {
        applyRows(m_rows, std::move(rows), [](const Row& row) { return row.id; });
    }
    std::vector<Row> m_rows;
};

} // namespace

class tst_list_diff : public QObject {
    Q_OBJECT

private slots:
    void changesAreGranular();
    void nothingNewIsSilent();
    void aViewThatOnlyFollowsSignalsStaysRight();
};

void tst_list_diff::changesAreGranular()
{
    Model model;
    model.set({{1, 0}, {2, 0}, {3, 0}});
    QSignalSpy inserted(&model, &Model::rowsInserted);
    QSignalSpy removed(&model, &Model::rowsRemoved);
    QSignalSpy moved(&model, &Model::rowsMoved);
    QSignalSpy changed(&model, &Model::dataChanged);
    QSignalSpy reset(&model, &Model::modelReset);

    model.set({{3, 0}, {1, 7}, {4, 0}});

    QCOMPARE(removed.count(), 1);
    QCOMPARE(removed[0][1].toInt(), 1);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][1].toInt(), 2);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(reset.count(), 0);
}

void tst_list_diff::nothingNewIsSilent()
{
    Model model;
    model.set({{1, 0}, {2, 0}});
    QSignalSpy changed(&model, &Model::dataChanged);
    QSignalSpy inserted(&model, &Model::rowsInserted);
    model.set({{1, 0}, {2, 0}});
    QCOMPARE(changed.count() + inserted.count(), 0);
}

void tst_list_diff::aViewThatOnlyFollowsSignalsStaysRight()
{
    Model model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<int> mirror;
    const auto valueAt = [&](int row) { return model.index(row).data().toInt(); };
    connect(&model, &Model::rowsInserted, this, [&](const QModelIndex&, int first, int last) {
        for (int row = first; row <= last; ++row)
            mirror.insert(mirror.begin() + row, valueAt(row));
    });
    connect(&model, &Model::rowsRemoved, this, [&](const QModelIndex&, int first, int last) {
        mirror.erase(mirror.begin() + first, mirror.begin() + last + 1);
    });
    connect(&model, &Model::rowsMoved, this, [&](const QModelIndex&, int from, int, const QModelIndex&, int to) {
        const int value = mirror[static_cast<std::size_t>(from)];
        mirror.erase(mirror.begin() + from);
        mirror.insert(mirror.begin() + (to > from ? to - 1 : to), value);
    });
    connect(&model, &Model::dataChanged, this, [&](const QModelIndex& at, const QModelIndex&) {
        mirror[static_cast<std::size_t>(at.row())] = valueAt(at.row());
    });

    QRandomGenerator random(20261101);
    for (int round = 0; round < 500; ++round) {
        std::vector<Row> rows;
        std::vector<int> expected;
        std::vector<int> ids(12);
        std::ranges::generate(ids, [next = 0]() mutable { return next++; });
        std::ranges::shuffle(ids, random);
        ids.resize(static_cast<std::size_t>(random.bounded(13)));
        for (const int id : ids) {
            rows.push_back({id, random.bounded(3)});
            expected.push_back(rows.back().value);
        }
        model.set(rows);
        QCOMPARE(model.m_rows, rows);
        QCOMPARE(mirror, expected);
    }
}

QTEST_GUILESS_MAIN(tst_list_diff)
#include "tst_list_diff.moc"
