// SPDX-License-Identifier: Apache-2.0
#include "core/base/File.h"
#include "tests/support/ResultChecks.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace linli;
namespace fs = std::filesystem;

namespace {

constexpr auto patience = 30'000;

/// Child: takes the lock, says so, and keeps it until it is killed.
int holdLock(const fs::path& file)
{
    const auto lock = FileLock::acquire(file);
    std::puts(lock ? "locked" : lock.error().code.c_str());
    std::fflush(stdout);
    return lock ? std::getchar() : 1;
}

} // namespace

class TestFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path path(const char* name = "file") const { return fs::path(m_folder->path().toStdString()) / name; }
    std::ptrdiff_t fileCount() const { return std::distance(fs::directory_iterator(path().parent_path()), {}); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsWhatWasWritten()
    {
        Bytes bytes;
        for (int i = 0; i < 300'000; ++i)
            bytes.push_back(static_cast<std::uint8_t>(i * 31));
        QVERIFY_OK(writeFileDurably(path(), bytes));
        QVERIFY(readFile(path(), bytes.size()).value_or(Bytes{}) == bytes);
        QVERIFY_OK(writeFileDurably(path(), {}));
        QCOMPARE(readFile(path(), 0)->size(), std::size_t{0});
        QCOMPARE(fileCount(), 1);
    }

    void writesForTheOwnerOnly()
    {
        QVERIFY_OK(writeFileDurably(path(), asBytes("x")));
        QCOMPARE(fs::status(path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }

    void doesNotReadMoreThanAllowed()
    {
        QVERIFY_OK(writeFileDurably(path(), Bytes(11)));
        QCOMPARE_CODE(readFile(path(), 10), "file.too_large");
        QVERIFY_OK(readFile(path(), 11));
    }

    void tellsWhatIsMissing()
    {
        QCOMPARE_CODE(readFile(path(), 10), "file.missing");
        QCOMPARE_CODE(readFile(path("no/where"), 10), "file.missing");
        QCOMPARE_CODE(readFile(path().parent_path(), 10), "store.io");
        QCOMPARE_CODE(writeFileDurably(path("no/where"), asBytes("x")), "store.io");
        QCOMPARE_CODE(FileLock::acquire(path("no/where")), "store.io");
    }

    void leavesNothingWhenTheTargetIsAFolder()
    {
        fs::create_directory(path());
        QCOMPARE_CODE(writeFileDurably(path(), asBytes("x")), "store.io");
        QCOMPARE(fileCount(), 1);
    }

    void replacesALinkAndNotWhatItPointsTo()
    {
        QVERIFY_OK(writeFileDurably(path("target"), asBytes("target")));
        fs::create_symlink(path("target"), path("link"));
        QVERIFY_OK(writeFileDurably(path("link"), asBytes("new")));
        QCOMPARE(readFile(path("target"), 10).value_or(Bytes{}), toBytes("target"));
    }

    void locksOnce()
    {
        auto lock = FileLock::acquire(path());
        QVERIFY_OK(lock);
        QCOMPARE_CODE(FileLock::acquire(path()), "store.in_use");
        auto moved = std::move(*lock);
        QCOMPARE_CODE(FileLock::acquire(path()), "store.in_use");
        auto other = FileLock::acquire(path("other"));
        QVERIFY_OK(other);
        moved = std::move(*other);
        QVERIFY_OK(FileLock::acquire(path()));
        QCOMPARE_CODE(FileLock::acquire(path("other")), "store.in_use");
    }

    void isFreeWhenTheProcessThatHeldItIsKilled()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--lock", QString::fromStdString(path().string())});
        QVERIFY(child.waitForReadyRead(patience));
        QCOMPARE(child.readLine().trimmed(), QByteArray("locked"));
        QCOMPARE_CODE(FileLock::acquire(path()), "store.in_use");
        child.kill();
        QVERIFY(child.waitForFinished(patience));
        QVERIFY_OK(FileLock::acquire(path()));
    }
};

int main(int argc, char* argv[])
{
    if (argc == 3 && std::string_view(argv[1]) == "--lock")
        return holdLock(argv[2]);
    const QCoreApplication application(argc, argv);
    TestFile test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_file.moc"
