// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/store/StoreFixture.h"

#include "core/base/File.h"

#include <csignal>

#include <sys/resource.h>

using namespace linli;
using namespace linli::store;
using namespace linli::store::test;

namespace {

/// While it lives, no file of this process may grow beyond `bytes`: write() fails as on a full disk (EFBIG).
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit now{.rlim_cur = bytes, .rlim_max = m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

Result<Database> makeFilled(const std::filesystem::path& file, int rows)
{
    LINLI_TRY(auto db, Database::open(file, keyOf(1), Database::Access::Create));
    LINLI_CHECK(db.runScript("CREATE TABLE t(n INTEGER PRIMARY KEY, words TEXT)"));
    LINLI_TRY(auto transaction, Transaction::begin(db));
    for (int i = 0; i < rows; ++i)
        LINLI_CHECK(db.run("INSERT INTO t(words) VALUES(?1)", {std::string(1000, 'x')}));
    LINLI_CHECK(transaction.commit());
    return db;
}

/// Inserts in one transaction until it fails; the error.
Error insertUntilFull(Database& db)
{
    auto transaction = Transaction::begin(db);
    if (!transaction)
        return transaction.error();
    for (int i = 0; i < 100'000; ++i)
        if (auto inserted = db.run("INSERT INTO t(words) VALUES(?1)", {std::string(1000, 'y')}); !inserted)
            return inserted.error();
    auto committed = transaction->commit();
    return committed ? Error{} : committed.error();
}

} // namespace

class TestStoreDisk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }

    void saysThatTheDiskIsFullAndLosesNothing()
    {
        const StoreFolder folder;
        auto db = makeFilled(folder.file(), 100);
        QVERIFY_OK(db);
        {
            const FileSizeLimit limit(1 << 20);
            QCOMPARE(insertUntilFull(*db).code, std::string("store.disk_full"));
            QVERIFY(!db->inTransaction());
            QCOMPARE(db->count("SELECT count(*) FROM t").value_or(-1), 100);
        }
        // Space again: the same connection goes on.
        QVERIFY_OK(db->run("INSERT INTO t(words) VALUES('after')"));
        db = fail(ErrorKind::Internal, "closed");
        auto again = Database::open(folder.file(), keyOf(1), Database::Access::Write);
        QVERIFY_OK(again);
        QCOMPARE(again->count("SELECT count(*) FROM t").value_or(-1), 101);
        QCOMPARE(again->one("PRAGMA integrity_check", {}, [](const Row& row) { return row.text(0); }).value().value(),
                 std::string("ok"));
        QCOMPARE(again->all("PRAGMA cipher_integrity_check", {}, [](const Row& row) { return row.text(0); })->size(),
                 std::size_t{0});
    }

    void saysThatTheDatabaseIsAtItsLargestSize()
    {
        const StoreFolder folder;
        auto db = makeFilled(folder.file(), 100);
        QVERIFY_OK(db);
        QVERIFY_OK(db->query("PRAGMA max_page_count = 60", {}, [](const Row&) { return true; }));
        QCOMPARE(insertUntilFull(*db).code, std::string("store.disk_full"));
        QCOMPARE(db->count("SELECT count(*) FROM t").value_or(-1), 100);
    }

    void leavesNoFileWhenItCannotBeMade()
    {
        const StoreFolder folder;
        {
            const FileSizeLimit limit(1000);
            QCOMPARE_CODE(Database::open(folder.file(), keyOf(1), Database::Access::Create), "store.disk_full");
        }
        QVERIFY(std::filesystem::is_empty(folder.file().parent_path()));
        QVERIFY_OK(Database::open(folder.file(), keyOf(1), Database::Access::Create));
    }

    void keepsTheOldFileWhenTheNewOneDoesNotFit()
    {
        const StoreFolder folder;
        QVERIFY_OK(writeFileDurably(folder.file("note"), asBytes("old")));
        {
            const FileSizeLimit limit(1000);
            QCOMPARE_CODE(writeFileDurably(folder.file("note"), Bytes(2000, 1)), "store.disk_full");
        }
        QCOMPARE(readFile(folder.file("note"), 100).value_or(Bytes{}), toBytes("old"));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.file().parent_path()), {}), 1);
    }
};

QTEST_APPLESS_MAIN(TestStoreDisk)
#include "tst_store_disk.moc"
