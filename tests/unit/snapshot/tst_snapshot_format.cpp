// SPDX-License-Identifier: Apache-2.0
#include "core/log/log.pb.h"
#include "core/snapshot/Columns.h"
#include "core/snapshot/Page.h"
#include "tests/support/ResultChecks.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace linli;
using store::Value;

namespace {

struct Cells {
    std::vector<std::string> texts;
    std::vector<Bytes> blobs;
    std::vector<Value> values;
};

/// Every type, long runs, extremes, and repeated words and ids.
Cells randomCells(QRandomGenerator& random, int rows)
{
    Cells cells;
    cells.texts.reserve(static_cast<std::size_t>(rows));
    cells.blobs.reserve(static_cast<std::size_t>(rows));
    const std::uint32_t types = random.bounded(1U, 6U);
    const std::uint32_t variety = random.bounded(1U, 40U);
    for (int i = 0; i < rows; ++i) {
        const std::uint32_t value = random.bounded(variety);
        switch (random.bounded(types)) {
        case 0:
            cells.values.emplace_back(static_cast<std::int64_t>(value) * 1000 - 5000);
            break;
        case 1:
            cells.values.emplace_back(nullptr);
            break;
        case 2:
            cells.values.emplace_back(cells.texts.emplace_back("楼道" + std::string(value, 'x')));
            break;
        case 3:
            cells.values.emplace_back(cells.blobs.emplace_back(16, static_cast<std::uint8_t>(value)));
            break;
        case 4:
            cells.values.emplace_back(value % 2 == 0 ? std::numeric_limits<std::int64_t>::min()
                                                     : std::numeric_limits<std::int64_t>::max());
            break;
        default:
            cells.values.emplace_back(cells.blobs.emplace_back(value, std::uint8_t{7}));
        }
    }
    return cells;
}

bool same(const Value& a, const Value& b)
{
    return a.type() == b.type() && a.integer() == b.integer() && std::ranges::equal(a.view(), b.view());
}

} // namespace

class TestSnapshotFormat : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<store::Database> m_db;

private slots:
    void initTestCase()
    {
        const std::filesystem::path file = m_folder.filePath("cells.db").toStdString();
        m_db.emplace(std::move(
            *store::Database::open(file, store::DatabaseKey(crypto::Secret32()), store::Database::Access::Create)));
        m_db->run("CREATE TABLE cell(n INTEGER PRIMARY KEY, value)").value();
    }

    void everyColumnComesBackAsItWent()
    {
        QRandomGenerator random(20261130);
        for (int round = 0; round < 200; ++round) {
            const Cells cells = randomCells(random, 1 + static_cast<int>(random.bounded(120U)));
            const auto undone = store::Transaction::begin(*m_db);
            for (const Value& value : cells.values)
                m_db->run("INSERT INTO cell(value) VALUES(?1)", {value}).value();
            snapshot::IdList ids;
            snapshot::ColumnWriter writer("value");
            m_db->query("SELECT value FROM cell ORDER BY n", {},
                        [&](const store::Row& row) {
                            writer.add(row, 0, ids).value();
                            return true;
                        })
                .value();
            ids.close();
            pb::snapshot::Column column;
            writer.write(ids, column);
            const auto list = snapshot::IdList::fromPlanes(asBytes(ids.planes()));
            const auto read = snapshot::readColumn(column, cells.values.size(), *list);
            QVERIFY_OK(read);
            QVERIFY(std::ranges::equal(*read, cells.values, same));
        }
    }

    void aColumnThatDoesNotAddUpIsMalformed_data()
    {
        using Change = std::function<void(pb::snapshot::Column&)>;
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, Change change) { QTest::newRow(name) << std::move(change); };
        row("a type that there is not", [](auto& column) { column.set_types(std::string(3, '\7')); });
        row("fewer types than rows", [](auto& column) { column.set_types(std::string(2, '\1')); });
        row("no types", [](auto& column) { column.clear_types(); });
        row("an integer too few", [](auto& column) { column.mutable_integers()->RemoveLast(); });
        row("an integer too many", [](auto& column) { column.add_integers(1); });
        row("a length beyond the end", [](auto& column) { column.set_lengths(0, 1000); });
        row("bytes left over", [](auto& column) { column.mutable_joined()->append("x"); });
        row("an id that there is not", [](auto& column) { column.set_ids(0, 5); });
        row("an id before the first", [](auto& column) { column.set_ids(0, -1); });
        row("a dictionary that is not used", [](auto& column) { column.add_dictionary("x"); });
        row("words without a dictionary", [](auto& column) { column.add_words(0); });
    }

    void aColumnThatDoesNotAddUpIsMalformed()
    {
        QFETCH(std::function<void(pb::snapshot::Column&)>, change);
        const std::vector<snapshot::Id> ids(1);
        pb::snapshot::Column column;
        column.set_types("\1\2\4");
        column.add_integers(1);
        column.add_lengths(2);
        column.set_joined("ab");
        column.add_ids(0);
        QVERIFY_OK(snapshot::readColumn(column, 3, ids));
        change(column);
        const auto read = snapshot::readColumn(column, 3, ids);
        QVERIFY(!read);
        QCOMPARE(read.error().code, std::string("snapshot.malformed"));
    }

    void aPageThatDoesNotUnpackIsMalformed()
    {
        pb::snapshot::Page page;
        page.set_ids(std::string(160, 'x'));
        const Bytes good = snapshot::packPage(page);
        QVERIFY_OK(snapshot::readPage(good));
        for (std::size_t length = 0; length < good.size(); ++length)
            QVERIFY(!snapshot::readPage(ByteView(good).first(length)));
        // Claims to unpack to 4 GiB: refused before any memory is taken.
        const Bytes bomb{0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x00, 0x00};
        QVERIFY(!snapshot::readPage(bomb));
    }
};

QTEST_GUILESS_MAIN(TestSnapshotFormat)
#include "tst_snapshot_format.moc"
