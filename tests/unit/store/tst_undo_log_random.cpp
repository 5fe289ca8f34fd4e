// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/store/StoreFixture.h"

#include "core/base/Encoding.h"
#include "core/store/UndoLog.h"

#include <rapidcheck.h>

#include <limits>

using namespace linli;
using namespace linli::store;
using namespace linli::store::test;

namespace {

/// A value of any of SQLite's types. Bytes are for texts and blobs.
struct Cell {
    Value::Type type = Value::Type::Null;
    std::int64_t integer = 0;
    double real = 0;
    std::string bytes;

    [[nodiscard]] Value value() const
    {
        switch (type) {
        case Value::Type::Integer:
            return integer;
        case Value::Type::Real:
            return real;
        case Value::Type::Text:
            return bytes;
        case Value::Type::Blob:
            return asBytes(bytes);
        case Value::Type::Null:
            break;
        }
        return nullptr;
    }
};

struct Step {
    int action = 0; ///< insert, update, delete, change of key
    bool withoutRowid = false;
    std::int64_t key = 0;
    std::int64_t otherKey = 0;
    Cell a;
    Cell b;
};

rc::Gen<double> anyReal()
{
    return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t bits) {
        const double real = std::bit_cast<double>(bits);
        return real == real ? real : 0.5; // NaN is stored as NULL
    });
}

rc::Gen<Cell> anyCell()
{
    using Type = Value::Type;
    constexpr auto low = std::numeric_limits<std::int64_t>::min();
    constexpr auto high = std::numeric_limits<std::int64_t>::max();
    return rc::gen::build<Cell>(
        rc::gen::set(&Cell::type, rc::gen::element(Type::Null, Type::Integer, Type::Real, Type::Text, Type::Blob)),
        rc::gen::set(&Cell::integer, rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(), rc::gen::element(low, high))),
        rc::gen::set(&Cell::real, anyReal()),
        rc::gen::set(&Cell::bytes,
                     rc::gen::container<std::string>(rc::gen::oneOf(
                         rc::gen::arbitrary<char>(), rc::gen::element('\'', '"', '\0', ';', '?', '-', '\n')))));
}

rc::Gen<std::vector<Step>> anySteps()
{
    const auto key = rc::gen::inRange<std::int64_t>(0, 8);
    return rc::gen::container<std::vector<Step>>(
        rc::gen::build<Step>(rc::gen::set(&Step::action, rc::gen::inRange(0, 4)), rc::gen::set(&Step::withoutRowid),
                             rc::gen::set(&Step::key, key), rc::gen::set(&Step::otherKey, key),
                             rc::gen::set(&Step::a, anyCell()), rc::gen::set(&Step::b, anyCell())));
}

/// Constraints may refuse a step; that is part of the game, the state is then as before.
void perform(Database& db, const Step& step)
{
    const std::string table = step.withoutRowid ? "w" : "r";
    Result<void> done;
    switch (step.action) {
    case 0:
        done = db.run("INSERT INTO " + table + "(k,a,b) VALUES(?1,?2,?3)", {step.key, step.a.value(), step.b.value()});
        break;
    case 1:
        done = db.run("UPDATE " + table + " SET a=?2, b=?3 WHERE k>=?1", {step.key, step.a.value(), step.b.value()});
        break;
    case 2:
        done = db.run("DELETE FROM " + table + " WHERE k=?1", {step.key});
        break;
    default:
        done = db.run("UPDATE " + table + " SET k=?2 WHERE k=?1", {step.key, step.otherKey});
    }
    const bool expected = done || done.error().detail.find("constraint failed") != std::string::npos;
    RC_ASSERT(expected);
}

/// Every stored value with its type, byte by byte.
std::string snapshot(Database& db)
{
    std::string all;
    for (const std::string sql : {"SELECT rowid,k,a,b FROM r ORDER BY rowid", "SELECT k,a,b FROM w ORDER BY k"}) {
        const auto read = db.query(sql, {}, [&](const Row& row) {
            for (int column = 0; column < row.columnCount(); ++column) {
                all += std::to_string(static_cast<int>(row.type(column))) + ':';
                all += row.type(column) == Value::Type::Real
                           ? std::to_string(std::bit_cast<std::uint64_t>(row.real(column)))
                           : toHex(row.blobView(column));
                all += ' ';
            }
            all += '\n';
            return true;
        });
        RC_ASSERT(read.has_value());
    }
    return all;
}

Result<Database> openFresh(const std::filesystem::path& file)
{
    LINLI_TRY(auto db, Database::open(file, keyOf(1), Database::Access::Create));
    LINLI_CHECK(
        db.runScript("CREATE TABLE w(k INTEGER PRIMARY KEY, a, b TEXT, ab AS (a || b)) WITHOUT ROWID;"
                     "CREATE TABLE r(k INTEGER UNIQUE REFERENCES w(k) ON DELETE SET NULL ON UPDATE CASCADE, a REAL,"
                     "  b, ab AS (a || b) STORED);"));
    return db;
}

} // namespace

class TestUndoLogRandom : public QObject {
    Q_OBJECT

private slots:
    void restoresExactlyWhatWasThere()
    {
        const StoreFolder folder;
        auto db = openFresh(folder.file());
        QVERIFY_OK(db);
        auto undo = UndoLog::install(*db, std::vector<std::string>{"r", "w"});
        QVERIFY_OK(undo);

        const bool holds = rc::check("undo restores", [&] {
            const auto before = *anySteps();
            const auto first = *anySteps();
            const auto second = *anySteps();
            auto transaction = Transaction::begin(*db); // rolled back at the end of each case
            RC_ASSERT(transaction.has_value());
            undo->setRecording(false);
            for (const Step& step : before)
                perform(*db, step);
            const std::string start = snapshot(*db);

            undo->setRecording(true);
            for (const Step& step : first)
                perform(*db, step);
            const std::string middle = snapshot(*db);
            const auto mark = undo->mark();
            for (const Step& step : second)
                perform(*db, step);

            RC_ASSERT(undo->undoTo(mark.value()).has_value());
            RC_ASSERT(snapshot(*db) == middle);
            RC_ASSERT(undo->undo().has_value());
            RC_ASSERT(snapshot(*db) == start);
            RC_ASSERT(undo->mark().value() == 0);
            RC_CLASSIFY(middle != start, "changed something");
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(TestUndoLogRandom)
#include "tst_undo_log_random.moc"
