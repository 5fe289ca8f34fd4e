// SPDX-License-Identifier: Apache-2.0
#include "core/store/CopyDatabase.h"
#include "tests/unit/store/StoreFixture.h"

using namespace linli;
using namespace linli::store;
using namespace linli::store::test;
using Access = Database::Access;

/// A copy of a database that others use.
class TestStoreCopy : public QObject {
    Q_OBJECT

private slots:
    void theCopyIsOfOneMoment();
    void aFileThatIsThereStays();
    void aDamagedDatabaseGivesNoCopy();

private:
    /// With 20 MB of rows, so that it is not copied at one go.
    [[nodiscard]] Result<Database> makeLarge();
    StoreFolder m_folder;
};

Result<Database> TestStoreCopy::makeLarge()
{
    std::filesystem::remove(m_folder.file());
    LINLI_TRY(auto database, Database::open(m_folder.file(), keyOf(1), Access::Create));
    LINLI_CHECK(database.runScript("CREATE TABLE t(x INTEGER PRIMARY KEY, y BLOB); "
                                   "INSERT INTO t(y) SELECT randomblob(100000) FROM "
                                   "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
                                   "SELECT i FROM n)"));
    return database;
}

void TestStoreCopy::theCopyIsOfOneMoment()
{
    auto writer = makeLarge();
    QVERIFY_OK(writer);
    int steps = 0;
    QVERIFY_OK(copyDatabase(m_folder.file(), m_folder.file("copy.db"), keyOf(1), [&](std::uint64_t, std::uint64_t) {
        ++steps;
        if (const auto written = writer->run("INSERT INTO t(y) VALUES(randomblob(100000))"); !written)
            qWarning("%s", written.error().code.c_str());
    }));
    QVERIFY(steps > 1);
    auto copy = Database::open(m_folder.file("copy.db"), keyOf(1), Access::Write);
    QVERIFY_OK(copy);
    QCOMPARE(copy->count("SELECT count(*) FROM t").value(), 200);
    QCOMPARE(writer->count("SELECT count(*) FROM t").value(), 200 + steps);
    QVERIFY_OK(copy->run("INSERT INTO t(y) VALUES(NULL)")); // it is one to go on with
    QCOMPARE_CODE(Database::open(m_folder.file("copy.db"), keyOf(2), Access::Read), "store.wrong_key");
}

void TestStoreCopy::aFileThatIsThereStays()
{
    QVERIFY_OK(makeLarge());
    {
        auto other = Database::open(m_folder.file("other.db"), keyOf(3), Access::Create);
        QVERIFY_OK(other);
        QVERIFY_OK(other->runScript("CREATE TABLE mine(x)"));
    }
    QCOMPARE_CODE(copyDatabase(m_folder.file(), m_folder.file("other.db"), keyOf(1)), "store.exists");
    auto other = Database::open(m_folder.file("other.db"), keyOf(3), Access::Read);
    QVERIFY_OK(other);
    QVERIFY_OK(other->count("SELECT count(*) FROM mine"));
}

void TestStoreCopy::aDamagedDatabaseGivesNoCopy()
{
    QVERIFY_OK(makeLarge()); // closed again, so all of it is in the file
    QFile file(QString::fromStdString(m_folder.file().string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(4096 * 3000 + 100));
    const char byte = file.peek(1).at(0);
    QVERIFY(file.putChar(static_cast<char>(byte ^ 1)));
    file.close();
    QVERIFY(!copyDatabase(m_folder.file(), m_folder.file("broken.db"), keyOf(1)));
    QVERIFY(!std::filesystem::exists(m_folder.file("broken.db")));
}

QTEST_GUILESS_MAIN(TestStoreCopy)
#include "tst_store_copy.moc"
