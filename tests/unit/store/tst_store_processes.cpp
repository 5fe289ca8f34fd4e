// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/store/StoreFixture.h"

#include <QProcess>

#include <iostream>

#include <sqlite3.h>

using namespace linli;
using namespace linli::store;
using namespace linli::store::test;
using Access = Database::Access;

namespace {

constexpr auto patience = 30'000;

/// Child: for each line on standard input inserts a row in a transaction of its own, and says "row N" after the commit.
int insertOnRequest(const std::filesystem::path& file)
{
    auto db = Database::open(file, keyOf(1), Access::Write);
    std::string line;
    for (std::int64_t n = 1; db && std::getline(std::cin, line); ++n) {
        if (!db->run("INSERT INTO t VALUES(?1, ?2)", {n, std::string(3000, 'x')}))
            return 1;
        std::cout << "row " << n << std::endl;
    }
    return db ? 0 : 1;
}

/// What the child said last, after at least `atLeast` rows.
std::int64_t waitForRow(QProcess& child, std::int64_t atLeast)
{
    std::int64_t last = 0;
    while (last < atLeast) {
        if (!child.canReadLine() && !child.waitForReadyRead(patience))
            return -1;
        while (child.canReadLine())
            last = child.readLine().trimmed().mid(4).toLongLong();
    }
    return last;
}

std::unique_ptr<QProcess> startChild(const std::filesystem::path& file)
{
    auto child = std::make_unique<QProcess>();
    child->start(QCoreApplication::applicationFilePath(), {"--child", QString::fromStdString(file.string())});
    return child;
}

} // namespace

class TestStoreProcesses : public QObject {
    Q_OBJECT

private slots:
    void aReaderSeesOnlyWhatIsCommitted()
    {
        const StoreFolder folder;
        auto writer = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(writer);
        QVERIFY_OK(writer->runScript("CREATE TABLE t(n INTEGER PRIMARY KEY, v)"));
        auto reader = Database::open(folder.file(), keyOf(1), Access::Read);
        QVERIFY_OK(reader);
        const auto seen = [&] { return reader->count("SELECT count(*) FROM t").value_or(-1); };

        auto transaction = Transaction::begin(*writer);
        QVERIFY_OK(transaction);
        QVERIFY_OK(writer->run("INSERT INTO t VALUES(1, 1)"));
        QCOMPARE(seen(), 0);
        QVERIFY_OK(transaction->commit());
        QCOMPARE(seen(), 1);
        QCOMPARE_CODE(reader->run("INSERT INTO t VALUES(2, 2)"), "store.io");
    }

    void aReadTransactionSeesOneState()
    {
        const StoreFolder folder;
        auto writer = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(writer);
        QVERIFY_OK(writer->runScript("CREATE TABLE t(n INTEGER PRIMARY KEY, v)"));
        auto reader = Database::open(folder.file(), keyOf(1), Access::Read);
        QVERIFY_OK(reader);
        {
            auto snapshot = ReadTransaction::begin(*reader);
            QVERIFY_OK(snapshot);
            QVERIFY_OK(writer->run("INSERT INTO t VALUES(1, 1)"));
            QCOMPARE(reader->count("SELECT count(*) FROM t").value_or(-1), 0);
        }
        QCOMPARE(reader->count("SELECT count(*) FROM t").value_or(-1), 1);
    }

    void saysBusyWhenAnotherConnectionWrites()
    {
        const StoreFolder folder;
        auto first = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(first);
        auto second = Database::open(folder.file(), keyOf(1), Access::Write);
        QVERIFY_OK(second);
        auto transaction = Transaction::begin(*first);
        QVERIFY_OK(transaction);
        sqlite3_busy_timeout(second->handle(), 1); // instead of waiting five seconds
        QCOMPARE_CODE(Transaction::begin(*second), "store.busy");
        QVERIFY_OK(transaction->commit());
        QVERIFY_OK(Transaction::begin(*second));
    }

    void keepsWhatAKilledProcessHadCommitted()
    {
        const StoreFolder folder;
        {
            auto db = Database::open(folder.file(), keyOf(1), Access::Create);
            QVERIFY_OK(db);
            QVERIFY_OK(db->runScript("CREATE TABLE t(n INTEGER PRIMARY KEY, v)"));
        }
        for (int round = 0; round < 5; ++round) {
            const auto child = startChild(folder.file());
            child->write(QByteArray(100'000, '\n')); // more than it will do
            std::int64_t promised = waitForRow(*child, 20 + 7 * round);
            child->kill();
            QVERIFY(child->waitForFinished(patience));
            while (child->canReadLine())
                promised = child->readLine().trimmed().mid(4).toLongLong();

            auto db = Database::open(folder.file(), keyOf(1), Access::Write);
            QVERIFY_OK(db);
            QVERIFY(promised >= 20 && promised < 100'000);
            QVERIFY(db->count("SELECT max(n) FROM t").value_or(-1) >= promised);
            const auto check = db->one("PRAGMA integrity_check", {}, [](const Row& row) { return row.text(0); });
            QCOMPARE(check.value().value(), std::string("ok"));
            QVERIFY_OK(db->run("DELETE FROM t"));
        }
    }

    void twoProcessesReadAndWriteOneFile()
    {
        const StoreFolder folder;
        auto db = Database::open(folder.file(), keyOf(1), Access::Create);
        QVERIFY_OK(db);
        QVERIFY_OK(db->runScript("CREATE TABLE t(n INTEGER PRIMARY KEY, v)"));
        auto reader = Database::open(folder.file(), keyOf(1), Access::Read);
        QVERIFY_OK(reader);
        const auto child = startChild(folder.file());
        for (std::int64_t n = 1; n <= 50; ++n) {
            child->write("\n");
            QCOMPARE(waitForRow(*child, n), n);
            QVERIFY_OK(db->run("INSERT INTO t VALUES(?1, 'ours')", {-n}));
            QCOMPARE(db->count("SELECT max(n) FROM t").value_or(0), n);
            QCOMPARE(reader->count("SELECT max(n) * 1000 + min(n) FROM t").value_or(0), n * 1000 - n);
        }
        child->closeWriteChannel();
        QVERIFY(child->waitForFinished(patience));
        QCOMPARE(child->exitCode(), 0);
    }
};

int main(int argc, char* argv[])
{
    if (argc == 3 && std::string_view(argv[1]) == "--child")
        return insertOnRequest(argv[2]);
    const QCoreApplication application(argc, argv);
    TestStoreProcesses test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_processes.moc"
