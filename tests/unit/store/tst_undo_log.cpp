// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/store/StoreFixture.h"

#include "core/store/UndoLog.h"

#include <sqlite3.h>

using namespace linli;
using namespace linli::store;
using namespace linli::store::test;

namespace {

constexpr std::string_view schema =
    "CREATE TABLE home(id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
    "CREATE TABLE person(name TEXT, home INTEGER REFERENCES home(id), twice INT AS (home * 2) STORED);"
    "CREATE TABLE share(home INTEGER, owner TEXT, cm2 INTEGER, PRIMARY KEY(home, owner)) WITHOUT ROWID;"
    "CREATE TABLE pet(home INTEGER REFERENCES home(id) ON DELETE CASCADE ON UPDATE CASCADE, name TEXT);"
    "CREATE TABLE \"odd \"\" name\"(\"rowid\" TEXT, \"a'b\" BLOB, \"select\" REAL);";

const std::vector<std::string> tables{"home", "person", "share", "pet", "odd \" name"};

constexpr std::string_view people = "SELECT name || '@' || coalesce(home, '-') FROM person ORDER BY rowid";

} // namespace

class TestUndoLog : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFolder> m_folder;
    std::unique_ptr<Database> m_db;
    std::optional<UndoLog> m_undo;

    std::vector<std::string> texts(std::string_view sql)
    {
        return m_db->all(sql, {}, [](const Row& row) { return row.text(0); }).value_or(std::vector<std::string>{"?"});
    }

    void install(const std::vector<std::string>& names = tables)
    {
        m_undo.reset();
        auto undo = UndoLog::install(*m_db, names);
        QVERIFY_OK(undo);
        m_undo.emplace(std::move(*undo));
    }

    void record(const std::vector<std::string>& statements)
    {
        m_undo->setRecording(true);
        for (const std::string& sql : statements)
            QVERIFY_OK(m_db->run(sql));
        m_undo->setRecording(false);
    }

    void undo()
    {
        auto transaction = Transaction::begin(*m_db);
        QVERIFY_OK(transaction);
        QVERIFY_OK(m_undo->undo());
        QVERIFY_OK(transaction->commit());
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<StoreFolder>();
        auto db = Database::open(m_folder->file(), keyOf(1), Database::Access::Create);
        QVERIFY_OK(db);
        m_db = std::make_unique<Database>(std::move(*db));
        QVERIFY_OK(m_db->runScript(schema));
        QVERIFY_OK(m_db->runScript("INSERT INTO home VALUES(1,'JY-1'),(2,'JY-2');"
                                   "INSERT INTO person(name,home) VALUES('李',1),('王',2);"
                                   "INSERT INTO share VALUES(1,'a',50),(1,'b',50);"
                                   "INSERT INTO pet VALUES(1,'cat'),(2,'dog');"));
        install();
    }

    void cleanup()
    {
        m_undo.reset();
        m_db.reset();
        m_folder.reset();
    }

    void takesBackEveryKindOfChange()
    {
        record({"INSERT INTO person(name,home) VALUES('赵',1)",
                "UPDATE person SET name='O''Brien', home=2 WHERE name='李'", "DELETE FROM person WHERE name='王'"});
        QCOMPARE(texts(people), (std::vector<std::string>{"O'Brien@2", "赵@1"}));
        undo();
        QCOMPARE(texts(people), (std::vector<std::string>{"李@1", "王@2"}));
        QCOMPARE(texts("SELECT twice FROM person ORDER BY rowid"), (std::vector<std::string>{"2", "4"}));
    }

    void leavesAloneWhatWasNotRecorded()
    {
        QVERIFY_OK(m_db->run("INSERT INTO person(name) VALUES('周')"));
        record({"INSERT INTO person(name) VALUES('吴')"});
        QVERIFY_OK(m_db->run("INSERT INTO person(name) VALUES('郑')"));
        undo();
        QCOMPARE(texts(people), (std::vector<std::string>{"李@1", "王@2", "周@-", "郑@-"}));
    }

    void finishesWithAnEmptyLog()
    {
        record({"DELETE FROM share"});
        QCOMPARE(m_undo->mark().value_or(-1), 2);
        undo();
        QCOMPARE(m_undo->mark().value_or(-1), 0);
        undo();
        QCOMPARE(texts("SELECT owner FROM share"), (std::vector<std::string>{"a", "b"}));
    }

    void restoresTablesWithoutRowid()
    {
        record({"UPDATE share SET owner = owner || 'x', cm2 = cm2 + 1", "DELETE FROM share WHERE owner = 'ax'",
                "INSERT INTO share VALUES(2,'c',1)"});
        undo();
        QCOMPARE(texts("SELECT home || owner || cm2 FROM share"), (std::vector<std::string>{"1a50", "1b50"}));
    }

    void undoesOnlyWhatCameAfterAMark()
    {
        record({"INSERT INTO person(name) VALUES('first')"});
        const auto mark = m_undo->mark();
        QVERIFY_OK(mark);
        record({"INSERT INTO person(name) VALUES('second')", "DELETE FROM person WHERE name='first'"});
        {
            auto transaction = Transaction::begin(*m_db);
            QVERIFY_OK(m_undo->undoTo(*mark));
            QVERIFY_OK(transaction->commit());
        }
        QCOMPARE(texts(people), (std::vector<std::string>{"李@1", "王@2", "first@-"}));
        QCOMPARE(m_undo->mark().value_or(-1), *mark);
        undo();
        QCOMPARE(texts(people), (std::vector<std::string>{"李@1", "王@2"}));
    }

    void keepsWhatWasConfirmed()
    {
        record({"INSERT INTO person(name) VALUES('kept')"});
        QVERIFY_OK(m_undo->keep());
        undo();
        QCOMPARE(texts(people), (std::vector<std::string>{"李@1", "王@2", "kept@-"}));
    }

    void doesNotMindTheOrderOfForeignKeys()
    {
        record({"DELETE FROM person", "DELETE FROM home WHERE id=1", "UPDATE home SET id=9 WHERE id=2"});
        QCOMPARE(texts("SELECT home || name FROM pet"), (std::vector<std::string>{"9dog"})); // cascades
        undo();
        QCOMPARE(texts("SELECT home || name FROM pet ORDER BY rowid"), (std::vector<std::string>{"1cat", "2dog"}));
        QCOMPARE(texts("SELECT id || name FROM home"), (std::vector<std::string>{"1JY-1", "2JY-2"}));
        // Foreign keys are checked at once again, in the same transaction too.
        auto transaction = Transaction::begin(*m_db);
        QVERIFY_OK(m_undo->undo());
        QCOMPARE_CODE(m_db->run("INSERT INTO person(name,home) VALUES('x',77)"), "store.sql");
    }

    /// Compiling all statements anew after each page cost a phone more than the page did.
    void withoutForeignKeysNothingIsCompiledAnew()
    {
        StoreFolder folder;
        auto database = Database::open(folder.file(), keyOf(7), Database::Access::Create);
        QVERIFY_OK(database);
        QVERIFY_OK(database->run("CREATE TABLE plain(id INTEGER PRIMARY KEY, name TEXT)"));
        auto log = UndoLog::install(*database, std::vector<std::string>{"plain"});
        QVERIFY_OK(log);
        const auto round = [&]() -> Result<void> {
            LINLI_TRY(auto transaction, Transaction::begin(*database));
            log->setRecording(true);
            LINLI_CHECK(database->run("INSERT INTO plain(name) VALUES(?1)", {std::string_view("x")}));
            log->setRecording(false);
            LINLI_CHECK(log->undo());
            return transaction.commit();
        };
        for (int i = 0; i < 3; ++i)
            QVERIFY_OK(round());
        int compiledAgain = 0;
        for (sqlite3_stmt* each = nullptr; (each = sqlite3_next_stmt(database->handle(), each)) != nullptr;)
            compiledAgain += sqlite3_stmt_status(each, SQLITE_STMTSTATUS_REPREPARE, 0);
        QCOMPARE(compiledAgain, 0);
        QCOMPARE(database->count("SELECT count(*) FROM plain").value(), 0);
    }

    void undoesOneStatementWhoseRowsNeedEachOther()
    {
        QVERIFY_OK(m_db->runScript("CREATE TABLE part(id INTEGER PRIMARY KEY, whole INTEGER REFERENCES part(id))"));
        install({"part"});
        // Foreign keys are checked at the end of a statement, so the rows may come in any order; their inverses are
        // statements of their own.
        record({"INSERT INTO part VALUES(1,2),(2,NULL)"});
        undo();
        QCOMPARE(texts("SELECT id FROM part"), std::vector<std::string>{});
    }

    void copesWithOddNamesAndValues()
    {
        const Bytes blob{0, 39, 255};
        const std::string text("a\0'b\"\n井", 8);
        const auto add = [&] {
            return m_db->run("INSERT INTO \"odd \"\" name\" VALUES(?1,?2,?3)", {text, blob, 1e-310});
        };
        QVERIFY_OK(add());
        const auto rows = [&] {
            return texts("SELECT hex(\"rowid\")||hex(\"a'b\")||typeof(\"select\") FROM \"odd \"\" name\"");
        };
        const auto before = rows();
        QCOMPARE(before.size(), std::size_t{1});
        record({"UPDATE \"odd \"\" name\" SET \"rowid\"=NULL, \"a'b\"=1, \"select\"='x'",
                "DELETE FROM \"odd \"\" name\""});
        undo();
        QCOMPARE(rows(), before);
    }

    void keepsTheMapIndexInStep()
    {
        QVERIFY_OK(m_db->runScript(
            "CREATE VIRTUAL TABLE place USING rtree(id, lo, hi);"
            "CREATE TRIGGER p1 AFTER INSERT ON home BEGIN INSERT INTO place VALUES(new.id,new.id,new.id); END;"
            "CREATE TRIGGER p2 AFTER DELETE ON home BEGIN DELETE FROM place WHERE id=old.id; END;"));
        record({"INSERT INTO home VALUES(5,'JY-5')"});
        QCOMPARE(m_db->count("SELECT count(*) FROM place").value_or(-1), 1);
        undo();
        QCOMPARE(m_db->count("SELECT count(*) FROM place").value_or(-1), 0);
    }

    void staysAfterACrash()
    {
        record({"DELETE FROM person"});
        m_undo.reset();
        m_db.reset();
        auto db = Database::open(m_folder->file(), keyOf(1), Database::Access::Write);
        QVERIFY_OK(db);
        m_db = std::make_unique<Database>(std::move(*db));
        install();
        undo();
        QCOMPARE(texts(people), (std::vector<std::string>{"李@1", "王@2"}));
    }

    /// Whose statements held the values themselves.
    void takesBackWhatAnEarlierVersionRecorded()
    {
        m_undo.reset();
        QVERIFY_OK(
            m_db->runScript("DROP TABLE undo_log; CREATE TABLE undo_log(n INTEGER PRIMARY KEY, sql TEXT NOT NULL);"
                            "INSERT INTO undo_log(sql) VALUES('DELETE FROM \"person\" WHERE \"rowid\"=2'),"
                            "('UPDATE \"person\" SET \"name\"=''O''''Brien?1'' WHERE \"rowid\"=1');"));
        install();
        record({"UPDATE person SET name = 'later' WHERE name = '李'"});
        undo();
        QCOMPARE(texts(people), (std::vector<std::string>{"O'Brien?1@1"}));
    }

    void saysThatItsRecordsAreDamaged()
    {
        record({"DELETE FROM person"});
        for (const char* damage : {"x'01'", "x'0300000005'", "x'09'", "x'04ffffffff00'"}) {
            QVERIFY_OK(m_db->run(std::string("UPDATE undo_log SET was = ") + damage + " WHERE n = 2"));
            auto transaction = Transaction::begin(*m_db);
            QCOMPARE_CODE(m_undo->undo(), "store.corrupt");
        }
        QCOMPARE(m_undo->mark().value_or(-1), 2);
    }

    void followsATableThatChangedItsColumns()
    {
        const std::string triggers = "SELECT sql FROM sqlite_schema WHERE type='trigger' ORDER BY name";
        const auto before = texts(triggers);
        install();
        QCOMPARE(texts(triggers), before);
        QVERIFY_OK(m_db->run("ALTER TABLE person ADD COLUMN phone TEXT DEFAULT 'none'"));
        install();
        record({"UPDATE person SET phone='138'"});
        undo();
        QCOMPARE(texts("SELECT phone FROM person"), (std::vector<std::string>{"none", "none"}));
    }

    void forgetsTablesNoLongerNamed()
    {
        install({"home"});
        QCOMPARE(m_db->count("SELECT count(*) FROM sqlite_schema WHERE type='trigger'").value_or(-1), 3);
        record({"DELETE FROM person"});
        undo();
        QCOMPARE(texts(people), std::vector<std::string>{});
    }

    void refusesWhatIsNoBaseTable()
    {
        QVERIFY_OK(m_db->runScript("CREATE VIEW v AS SELECT 1; CREATE VIRTUAL TABLE ft USING fts5(w);"));
        for (const std::string name : {"v", "ft", "ft_data", "nowhere"})
            QCOMPARE_CODE(UndoLog::install(*m_db, std::vector<std::string>{name}), "store.sql");
        QVERIFY(!m_db->inTransaction());
    }

    void undoesOnlyInsideATransaction()
    {
        record({"DELETE FROM person"});
        QCOMPARE_CODE(m_undo->undo(), "store.sql");
        QCOMPARE(m_undo->mark().value_or(-1), 2);
    }

    void stopsRecordingWhenItGoes()
    {
        m_undo->setRecording(true);
        m_undo.reset();
        QVERIFY_OK(m_db->run("DELETE FROM person"));
        QCOMPARE(m_db->count("SELECT count(*) FROM undo_log").value_or(-1), 0);
    }
};

QTEST_APPLESS_MAIN(TestUndoLog)
#include "tst_undo_log.moc"
