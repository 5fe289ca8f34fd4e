// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/store/StoreFixture.h"

#include "core/base/Encoding.h"
#include "core/base/File.h"

#include <algorithm>

#include <sqlite3.h>
#include <sys/stat.h>

using namespace linli;
using namespace linli::store;
using namespace linli::store::test;
namespace fs = std::filesystem;
using Access = Database::Access;

namespace {

constexpr std::uintmax_t anySize = 64 << 20;
constexpr std::string_view words = "井盖破损 in front of building 3";

Bytes contents(const fs::path& file)
{
    return readFile(file, anySize).value_or(Bytes{});
}

bool contains(const Bytes& bytes, std::string_view text)
{
    return !std::ranges::search(bytes, asBytes(text)).empty();
}

/// A database with a few pages and rows, closed again.
void makeDatabase(const fs::path& file, const DatabaseKey& key)
{
    auto db = Database::open(file, key, Access::Create);
    QVERIFY_OK(db);
    QVERIFY_OK(db->runScript("CREATE TABLE report(id INTEGER PRIMARY KEY, words TEXT NOT NULL)"));
    auto transaction = Transaction::begin(*db);
    const std::string filler(500, 'x');
    for (int i = 0; i < 200; ++i)
        QVERIFY_OK(db->run("INSERT INTO report(words) VALUES(?1)", {i == 0 ? words : std::string_view(filler)}));
    QVERIFY_OK(transaction->commit());
}

/// Opens in both ways; checks the code, and that no file beside or in the folder changed.
void refuses(const fs::path& file, const DatabaseKey& key, std::string_view code)
{
    for (const Access access : {Access::Read, Access::Write}) {
        const Bytes before = contents(file);
        QCOMPARE_CODE(Database::open(file, key, access), code);
        QVERIFY(contents(file) == before);
    }
}

} // namespace

class TestStoreOpen : public QObject {
    Q_OBJECT

private slots:
    void createsAFileOnlyOnce()
    {
        const StoreFolder folder;
        makeDatabase(folder.file(), keyOf(1));
        QCOMPARE_CODE(Database::open(folder.file(), keyOf(1), Access::Create), "store.exists");
        QVERIFY_OK(Database::open(folder.file(), keyOf(1), Access::Write));
    }

    void leavesNothingBehindWhenTheFolderIsMissing()
    {
        const StoreFolder folder;
        QCOMPARE_CODE(Database::open(folder.file("no/such/test.db"), keyOf(1), Access::Create), "store.io");
        QVERIFY(fs::is_empty(folder.file().parent_path()));
    }

    void goesOnAfterACreationThatWasCutOff()
    {
        const StoreFolder folder;
        QVERIFY_OK(writeFileDurably(folder.file("test.db.creating"), asBytes("half")));
        QVERIFY_OK(writeFileDurably(folder.file("test.db.creating-wal"), asBytes("half")));
        makeDatabase(folder.file(), keyOf(1));
        QVERIFY(!fs::exists(folder.file("test.db.creating")));
        QVERIFY(!fs::exists(folder.file("test.db.creating-wal")));
        QVERIFY_OK(Database::open(folder.file(), keyOf(1), Access::Read));
    }

    void saysThatAFileIsMissingAndDoesNotMakeIt()
    {
        const StoreFolder folder;
        for (const Access access : {Access::Read, Access::Write})
            QCOMPARE_CODE(Database::open(folder.file(), keyOf(1), access), "store.missing");
        QVERIFY(fs::is_empty(folder.file().parent_path()));
    }

    void refusesAnotherKey()
    {
        const StoreFolder folder;
        makeDatabase(folder.file(), keyOf(1));
        refuses(folder.file(), keyOf(2), "store.wrong_key");
        QVERIFY_OK(Database::open(folder.file(), keyOf(1), Access::Write));
    }

    void refusesAPlainSqliteFileAndLeavesItAlone()
    {
        const StoreFolder folder;
        // A complete one-page SQLite database: header, page size 512, empty schema table.
        Bytes plain =
            toBytes(std::string_view("SQLite format 3\0\x02\0\x01\x01\0\x40\x20\x20\0\0\0\x01\0\0\0\x01", 32));
        plain.resize(512);
        plain[47] = 4;   // schema format
        plain[59] = 1;   // UTF-8
        plain[100] = 13; // leaf page of a table
        plain[105] = 2;  // its cells begin at 512
        QVERIFY_OK(writeFileDurably(folder.file(), plain));
        refuses(folder.file(), keyOf(1), "store.wrong_key");
    }

    void refusesAForeignFile()
    {
        const StoreFolder folder;
        Bytes foreign;
        for (int i = 0; i < 3000; ++i)
            append(foreign, asBytes("Not a database. "));
        QVERIFY_OK(writeFileDurably(folder.file(), foreign));
        refuses(folder.file(), keyOf(1), "store.wrong_key");
    }

    void refusesAFileThatWasCutShort_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("code");
        QTest::newRow("nothing left") << 0 << "store.wrong_key";
        QTest::newRow("one byte") << 1 << "store.wrong_key";
        QTest::newRow("the salt only") << 16 << "store.wrong_key";
        QTest::newRow("half a page") << 2048 << "store.wrong_key";
        QTest::newRow("first page only") << 4096 << "store.corrupt";
        QTest::newRow("a page and a half") << 6144 << "store.corrupt";
    }

    void refusesAFileThatWasCutShort()
    {
        QFETCH(int, size);
        QFETCH(QString, code);
        const StoreFolder folder;
        makeDatabase(folder.file(), keyOf(1));
        fs::resize_file(folder.file(), static_cast<std::uintmax_t>(size));
        refuses(folder.file(), keyOf(1), code.toStdString());
    }

    void refusesAFileOfZeros()
    {
        const StoreFolder folder;
        makeDatabase(folder.file(), keyOf(1));
        Bytes bytes = contents(folder.file());
        for (const std::size_t kept : {16U, 0U}) { // as some file systems leave it after a power cut
            std::ranges::fill(bytes.begin() + static_cast<std::ptrdiff_t>(kept), bytes.end(), std::uint8_t{0});
            QVERIFY_OK(writeFileDurably(folder.file(), bytes));
            refuses(folder.file(), keyOf(1), "store.wrong_key");
        }
    }

    void noticesAChangedPage()
    {
        const StoreFolder folder;
        makeDatabase(folder.file(), keyOf(1));
        Bytes bytes = contents(folder.file());
        for (std::size_t page = 1; page < bytes.size() / 4096; ++page)
            bytes[page * 4096 + 100] ^= 1;
        QVERIFY_OK(writeFileDurably(folder.file(), bytes));
        auto db = Database::open(folder.file(), keyOf(1), Access::Read);
        QVERIFY_OK(db);
        QCOMPARE_CODE(db->count("SELECT sum(length(words)) FROM report"), "store.corrupt");
    }

    void doesNotTouchALogThatItCannotRead()
    {
        const StoreFolder folder;
        auto db = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(db);
        QVERIFY_OK(db->runScript("CREATE TABLE t(a); INSERT INTO t VALUES(1);"));
        // What a crash leaves: the files as they are while the database is open.
        fs::copy_file(folder.file(), folder.file("crashed.db"));
        fs::copy_file(folder.file("test.db-wal"), folder.file("crashed.db-wal"));
        const Bytes log = contents(folder.file("crashed.db-wal"));
        QVERIFY(!log.empty());
        refuses(folder.file("crashed.db"), keyOf(2), "store.wrong_key");
        QVERIFY(contents(folder.file("crashed.db-wal")) == log);
        auto recovered = Database::open(folder.file("crashed.db"), keyOf(1), Access::Write);
        QVERIFY_OK(recovered);
        QCOMPARE(recovered->count("SELECT a FROM t").value_or(0), 1);
    }

    void writesNoWordsInClear()
    {
        const StoreFolder folder;
        auto db = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(db);
        QVERIFY_OK(db->runScript("CREATE TABLE report(words TEXT); CREATE VIRTUAL TABLE ft USING fts5(words);"));
        QVERIFY_OK(db->run("INSERT INTO report VALUES(?1)", {words}));
        QVERIFY_OK(db->run("INSERT INTO ft VALUES(?1)", {words}));
        QVERIFY(contents(folder.file("test.db-wal")).size() > 4096);
        for (const char* name : {"test.db", "test.db-wal", "test.db-shm"})
            for (const std::string_view part : {std::string_view("井盖破损"), std::string_view("building"),
                                                std::string_view("CREATE TABLE"), std::string_view("SQLite format")})
                QVERIFY2(!contains(contents(folder.file(name)), part), name);
        db = fail(ErrorKind::Internal, "closed");
        QVERIFY(contents(folder.file()).size() > 4096);
        for (const std::string_view part : {std::string_view("井盖破损"), std::string_view("SQLite format")})
            QVERIFY(!contains(contents(folder.file()), part));
    }

    void givesFilesToTheirOwnerOnly()
    {
        const StoreFolder folder;
        ::umask(0);
        auto db = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(db);
        QVERIFY_OK(db->runScript("CREATE TABLE t(a)"));
        for (const char* name : {"test.db", "test.db-wal", "test.db-shm"})
            QCOMPARE(fs::status(folder.file(name)).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }

    void isConfiguredAsDesigned_data()
    {
        QTest::addColumn<QString>("pragma");
        QTest::addColumn<QString>("value");
        QTest::newRow("write-ahead log") << "journal_mode" << "wal";
        QTest::newRow("durable") << "synchronous" << "2";
        QTest::newRow("foreign keys") << "foreign_keys" << "1";
        QTest::newRow("schema not trusted") << "trusted_schema" << "0";
        QTest::newRow("cell sizes") << "cell_size_check" << "1";
        QTest::newRow("secure delete fast") << "secure_delete" << "2";
        QTest::newRow("temporary tables in memory") << "temp_store" << "2";
        QTest::newRow("no vacuum pages") << "auto_vacuum" << "0";
        QTest::newRow("no memory map") << "mmap_size" << "0";
        QTest::newRow("page size of format 4") << "cipher_page_size" << "4096";
        QTest::newRow("authentication of format 4") << "cipher_hmac_algorithm" << "HMAC_SHA512";
    }

    void isConfiguredAsDesigned()
    {
        QFETCH(QString, pragma);
        QFETCH(QString, value);
        const StoreFolder folder;
        auto db = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(db);
        sqlite3_set_authorizer(db->handle(), nullptr, nullptr); // it lets nobody ask
        const auto found = db->one("PRAGMA " + pragma.toStdString(), {}, [](const Row& row) { return row.text(0); });
        QVERIFY_OK(found);
        QCOMPARE(QString::fromStdString(found->value_or("")), value);
    }
};

QTEST_APPLESS_MAIN(TestStoreOpen)
#include "tst_store_open.moc"
