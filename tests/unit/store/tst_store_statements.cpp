// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/store/StoreFixture.h"

#include <cmath>
#include <limits>

using namespace linli;
using namespace linli::store;
using namespace linli::store::test;

class TestStoreStatements : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFolder> m_folder;
    std::unique_ptr<Database> m_db;

    std::vector<std::int64_t> numbers(std::string_view sql = "SELECT n FROM t ORDER BY n")
    {
        return m_db->all(sql, {}, [](const Row& row) { return row.integer(0); })
            .value_or(std::vector<std::int64_t>{-1});
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<StoreFolder>();
        auto db = Database::open(m_folder->file(), keyOf(1), Database::Access::Create);
        QVERIFY_OK(db);
        m_db = std::make_unique<Database>(std::move(*db));
        QVERIFY_OK(m_db->runScript("CREATE TABLE t(n INTEGER PRIMARY KEY, v);"));
    }

    void cleanup()
    {
        m_db.reset();
        m_folder.reset();
    }

    void givesBackWhatWasBound()
    {
        constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
        const Bytes blob{0, 1, 255};
        const std::string withNul("a\0b", 3);
        QVERIFY_OK(m_db->run("INSERT INTO t VALUES(1,?1),(2,?2),(3,?3),(4,?4),(5,?5),(6,?6),(7,?7)",
                             {nullptr, smallest, 0.1, withNul, "", blob, Bytes{}}));
        const auto read = [&](int n, auto get) {
            return m_db->one("SELECT v FROM t WHERE n = ?1", {n}, get).value_or(std::nullopt);
        };
        QCOMPARE(read(1, [](const Row& row) { return row.isNull(0); }), true);
        QCOMPARE(read(2, [](const Row& row) { return row.integer(0); }), smallest);
        QCOMPARE(read(3, [](const Row& row) { return row.real(0); }), 0.1);
        QCOMPARE(read(4, [](const Row& row) { return row.text(0); }), withNul);
        QCOMPARE(read(5, [](const Row& row) { return row.optionalText(0); }), std::optional<std::string>(""));
        QCOMPARE(read(6, [](const Row& row) { return row.blob(0); }), blob);
        QCOMPARE(read(7, [](const Row& row) { return row.type(0); }), Value::Type::Blob);
        QCOMPARE(read(8, [](const Row& row) { return row.type(0); }), std::nullopt);
    }

    void readsStrongTypes()
    {
        const OpId id = parseId<OpId>("0193a8f0-0000-7000-8000-0123456789ab").value_or(OpId{});
        QVERIFY_OK(m_db->run("INSERT INTO t VALUES(1,?1),(2,?2),(3,?3),(4,?4)",
                             {id, Hash{7}, fromMs(-5), Seq{std::numeric_limits<std::uint64_t>::max()}}));
        const auto row = [&](int n, auto get) { return *m_db->one("SELECT v FROM t WHERE n=?1", {n}, get).value(); };
        QCOMPARE(row(1, [](const Row& r) { return r.id<OpId>(0); }), id);
        QCOMPARE(row(2, [](const Row& r) { return r.hash(0); }), Hash{7});
        QCOMPARE(row(1, [](const Row& r) { return r.hash(0); }), Hash{}); // 16 bytes are no hash
        QCOMPARE(row(3, [](const Row& r) { return toMs(r.time(0)); }), -5);
        QCOMPARE(row(4, [](const Row& r) { return r.seq(0).value; }), std::numeric_limits<std::uint64_t>::max());
    }

    void keepsAnInjectionAttemptAsText()
    {
        const std::string hostile = "x'); DROP TABLE t; --";
        QVERIFY_OK(m_db->run("INSERT INTO t VALUES(1,?1)", {hostile}));
        QCOMPARE(m_db->count("SELECT count(*) FROM t WHERE v = ?1", {hostile}).value_or(-1), 1);
    }

    void refusesWrongStatements_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("not SQL") << "HELLO";
        QTest::newRow("nothing") << "";
        QTest::newRow("a comment") << "-- nothing";
        QTest::newRow("two statements") << "DELETE FROM t; DELETE FROM t";
        QTest::newRow("no such table") << "DELETE FROM nowhere";
        QTest::newRow("rows") << "SELECT 1";
        QTest::newRow("parameter not given") << "DELETE FROM t WHERE n = ?1";
        QTest::newRow("double quotes for a text") << "INSERT INTO t(v) VALUES(\"text\")";
        QTest::newRow("attach") << "ATTACH '/tmp/other.db' AS other";
        QTest::newRow("detach") << "DETACH main";
        QTest::newRow("new key") << "PRAGMA rekey = 'x'";
        QTest::newRow("no journal") << "PRAGMA journal_mode = OFF";
        QTest::newRow("writable schema") << "PRAGMA writable_schema = ON";
        QTest::newRow("trusted schema") << "PRAGMA trusted_schema = ON";
        QTest::newRow("foreign keys off") << "PRAGMA foreign_keys = OFF";
        QTest::newRow("schema row") << "DELETE FROM sqlite_schema";
        QTest::newRow("constraint") << "INSERT INTO t(n) VALUES('no number')";
    }

    void refusesWrongStatements()
    {
        QFETCH(QString, sql);
        QVERIFY_OK(m_db->run("INSERT INTO t VALUES(1,1)"));
        QCOMPARE_CODE(m_db->run(sql.toStdString()), "store.sql");
        QCOMPARE(numbers(), std::vector<std::int64_t>{1});
        QVERIFY_OK(m_db->run("INSERT INTO t VALUES(2,2)")); // and goes on working
    }

    void doesNotLoadExtensions() { QCOMPARE_CODE(m_db->count("SELECT load_extension('x')"), "store.sql"); }

    void doesNotRepeatSearchWordsInAnError()
    {
        QVERIFY_OK(m_db->runScript("CREATE VIRTUAL TABLE ft USING fts5(words)"));
        const auto found = m_db->count("SELECT count(*) FROM ft WHERE ft MATCH ?1", {"\"秘密"});
        QCOMPARE_CODE(found, "store.sql");
        QVERIFY(found.error().detail.find("秘密") == std::string::npos);
    }

    void runsTheSameStatementInsideItsOwnRows()
    {
        QVERIFY_OK(m_db->run("INSERT INTO t(n) VALUES(1),(2),(3)"));
        QCOMPARE(numbers().size(), std::size_t{3}); // cached from here on
        int visited = 0;
        QVERIFY_OK(m_db->query("SELECT n FROM t ORDER BY n", {}, [&](const Row& outer) {
            const auto before = outer.integer(0);
            if (numbers() == std::vector<std::int64_t>{1, 2, 3} && outer.integer(0) == before)
                ++visited;
            return true;
        }));
        QCOMPARE(visited, 3);
    }

    void endsAReadThatStoppedEarly()
    {
        QVERIFY_OK(m_db->run("INSERT INTO t(n) VALUES(1),(2),(3)"));
        QVERIFY_OK(m_db->query("SELECT n FROM t", {}, [](const Row&) { return false; }));
        // A read that still ran would lock the table.
        QVERIFY_OK(m_db->run("DROP TABLE t"));
    }

    void endsAReadWhoseMapperThrew()
    {
        QVERIFY_OK(m_db->run("INSERT INTO t(n) VALUES(1),(2)"));
        const auto throwing = [](const Row&) -> bool { throw std::runtime_error("mapper"); };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, (void)m_db->query("SELECT n FROM t", {}, throwing));
        QVERIFY_OK(m_db->run("DROP TABLE t"));
    }

    void bindsNullOverAnEarlierValue()
    {
        constexpr std::string_view sql = "SELECT coalesce(?1, 'none')";
        const auto ask = [&](std::string_view text, const Value& value) {
            return m_db->one(text, {value}, [](const Row& row) { return row.text(0); }).value().value();
        };
        QCOMPARE(ask(sql, "first"), std::string("first"));
        QCOMPARE(ask(sql, nullptr), std::string("none"));
    }

    void runsMoreStatementsThanItCaches()
    {
        for (int round = 0; round < 2; ++round)
            for (int i = 0; i < 600; ++i)
                QCOMPARE(m_db->count("SELECT " + std::to_string(i)).value_or(-1), i);
    }

    void seesASchemaThatChangedUnderACachedStatement()
    {
        QVERIFY_OK(m_db->run("INSERT INTO t VALUES(1,'a')"));
        const auto columns = [&] {
            return m_db->one("SELECT * FROM t", {}, [](const Row& row) { return row.columnCount(); }).value().value();
        };
        QCOMPARE(columns(), 2);
        QVERIFY_OK(m_db->run("ALTER TABLE t ADD COLUMN w"));
        QCOMPARE(columns(), 3);
    }

    void enforcesForeignKeys()
    {
        QVERIFY_OK(m_db->runScript("CREATE TABLE child(n INTEGER REFERENCES t(n))"));
        QCOMPARE_CODE(m_db->run("INSERT INTO child VALUES(9)"), "store.sql");
    }

    void rollsBackWhatWasNotCommitted()
    {
        {
            auto transaction = Transaction::begin(*m_db);
            QVERIFY_OK(transaction);
            QVERIFY_OK(m_db->run("INSERT INTO t(n) VALUES(1)"));
            QVERIFY(m_db->inTransaction());
            QCOMPARE_CODE(Transaction::begin(*m_db), "store.sql");
        }
        QVERIFY(!m_db->inTransaction());
        QCOMPARE(numbers(), std::vector<std::int64_t>{});
        auto moved = [&]() -> Result<Transaction> {
            LINLI_TRY(auto inner, Transaction::begin(*m_db));
            return inner;
        }();
        QVERIFY_OK(m_db->run("INSERT INTO t(n) VALUES(2)"));
        QCOMPARE(m_db->changes(), 1);
        QVERIFY_OK(moved->commit());
        QCOMPARE_CODE(moved->commit(), "store.sql");
        QCOMPARE(numbers(), std::vector<std::int64_t>{2});
    }

    void keepsTheTextIndexAndTheMapIndexUsable()
    {
        QVERIFY_OK(m_db->runScript(
            "CREATE VIRTUAL TABLE ft USING fts5(words, tokenize='trigram', detail=none);"
            "CREATE VIRTUAL TABLE place USING rtree(id, w, e, s, n);"
            "CREATE TRIGGER put AFTER INSERT ON t BEGIN INSERT INTO place VALUES(new.n,new.v,new.v,0,1); END;"));
        QVERIFY_OK(
            m_db->run("INSERT INTO t VALUES(7, 30.5)")); // a trigger may write it though the schema is not trusted
        QCOMPARE(m_db->count("SELECT id FROM place WHERE w > 30 AND e < 31").value_or(-1), 7);
        for (int i = 0; i < 50; ++i)
            QVERIFY_OK(m_db->run("INSERT INTO ft VALUES(?1)", {"三号楼下水道堵塞"}));
        QVERIFY_OK(m_db->run("INSERT INTO ft(ft) VALUES('optimize')"));
        QVERIFY_OK(m_db->run("INSERT INTO ft(ft) VALUES('integrity-check')"));
        QCOMPARE(m_db->count("SELECT count(*) FROM ft WHERE ft MATCH '下水道'").value_or(-1), 50);
        QCOMPARE_CODE(m_db->run("DELETE FROM ft_data"), "store.sql"); // but nobody writes under them
        QCOMPARE_CODE(m_db->run("DELETE FROM place_node"), "store.sql");
    }

    void movesWithItsStatements()
    {
        QVERIFY_OK(m_db->run("INSERT INTO t(n) VALUES(1)"));
        Database other = std::move(*m_db);
        QCOMPARE(other.count("SELECT n FROM t").value_or(-1), 1);
        *m_db = std::move(other);
        QCOMPARE(numbers(), std::vector<std::int64_t>{1});
    }
};

QTEST_APPLESS_MAIN(TestStoreStatements)
#include "tst_store_statements.moc"
