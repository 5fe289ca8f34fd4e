// SPDX-License-Identifier: Apache-2.0
#include "core/base/File.h"
#include "platform/desktop/FileKeyVault.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace linli;
using platform::FileKeyVault;
namespace fs = std::filesystem;

namespace {

mode_t modeOf(const fs::path& path)
{
    struct stat about{};
    return ::stat(path.c_str(), &about) == 0 ? about.st_mode & 07777 : 0;
}

} // namespace

class TestVault : public QObject {
    Q_OBJECT

private slots:
    void init();
    void hasNoKeyAtFirst();
    void keepsTheKeyItMade();
    void makesADifferentKeyForEachHome();
    void isPrivateWhateverTheUmask();
    void writesTheDocumentedBytes();
    void neverOverwrites();
    void neverOverwritesWhatItCannotRead_data();
    void neverOverwritesWhatItCannotRead();
    void refusesWhatOthersMayRead_data();
    void refusesWhatOthersMayRead();
    void refusesALink();
    void waitsForNobody();
    void leavesNothingBehindOnAFullDisk();
    void reportsAHomeThatCannotBe();

private:
    [[nodiscard]] fs::path file() const { return m_home / "keys" / "master.key"; }
    void expectUnreadable(const std::string& why);
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_home;
};

void TestVault::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_home = fs::path(m_folder->path().toStdString()) / "a" / "home";
}

void TestVault::expectUnreadable(const std::string& why)
{
    const auto key = FileKeyVault(m_home).load();
    QVERIFY(!key);
    QCOMPARE(key.error().kind, ErrorKind::Store);
    QCOMPARE(key.error().code, std::string("vault.unreadable"));
    QCOMPARE(key.error().detail, why);
}

void TestVault::hasNoKeyAtFirst()
{
    const auto key = FileKeyVault(m_home).load();
    QVERIFY(key);
    QVERIFY(!key->has_value());
    QVERIFY(!fs::exists(m_home)); // looking makes nothing
}

void TestVault::keepsTheKeyItMade()
{
    const auto made = FileKeyVault(m_home).create();
    QVERIFY(made);
    QVERIFY(!made->equals(crypto::Secret32()));
    const auto loaded = FileKeyVault(m_home).load();
    QVERIFY(loaded && loaded->has_value());
    QVERIFY((*loaded)->equals(*made));
}

void TestVault::makesADifferentKeyForEachHome()
{
    const auto one = FileKeyVault(m_home / "1").create();
    const auto two = FileKeyVault(m_home / "2").create();
    QVERIFY(one && two);
    QVERIFY(!one->equals(*two));
}

void TestVault::isPrivateWhateverTheUmask()
{
    const mode_t before = ::umask(0);
    const auto made = FileKeyVault(m_home).create();
    ::umask(before);
    QVERIFY(made);
    QCOMPARE(modeOf(file()), mode_t{0600});
    QCOMPARE(modeOf(m_home / "keys"), mode_t{0700});
}

void TestVault::writesTheDocumentedBytes()
{
    const auto made = FileKeyVault(m_home).create();
    const auto bytes = readFile(file(), 1000);
    QVERIFY(made && bytes);
    QCOMPARE(bytes->size(), 41U);
    QCOMPARE(asString(ByteView(*bytes).first(9)), std::string("LINLIKEY\x01"));
    QVERIFY(std::ranges::equal(ByteView(*bytes).last(32), made->view()));
}

void TestVault::neverOverwrites()
{
    QVERIFY(FileKeyVault(m_home).create());
    const auto before = readFile(file(), 1000);
    const auto second = FileKeyVault(m_home).create();
    QVERIFY(!second);
    QCOMPARE(second.error().code, std::string("vault.exists"));
    QCOMPARE(readFile(file(), 1000), before);
}

void TestVault::neverOverwritesWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("why");
    const QByteArray key(32, 'k');
    QTest::newRow("empty") << QByteArray() << QByteArray("format");
    QTest::newRow("one byte short") << QByteArray("LINLIKEY\x01") + key.first(31) << QByteArray("format");
    QTest::newRow("one byte long") << QByteArray("LINLIKEY\x01") + key + "k" << QByteArray("format");
    QTest::newRow("foreign") << QByteArray("LINLIKEX\x01") + key << QByteArray("format");
    QTest::newRow("newer version") << QByteArray("LINLIKEY\x02") + key << QByteArray("version");
    QTest::newRow("huge") << QByteArray(10'000'000, 'x') << QByteArray("format");
}

void TestVault::neverOverwritesWhatItCannotRead()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, why);
    QVERIFY(FileKeyVault(m_home).create());
    QVERIFY(writeFileDurably(file(), asBytes(bytes.toStdString())));
    expectUnreadable(why.toStdString());
    QCOMPARE(FileKeyVault(m_home).create().error().code, std::string("vault.exists"));
    QCOMPARE(fs::file_size(file()), static_cast<std::uintmax_t>(bytes.size()));
}

void TestVault::refusesWhatOthersMayRead_data()
{
    QTest::addColumn<uint>("fileMode");
    QTest::addColumn<uint>("folderMode");
    QTest::newRow("group reads the file") << 0640U << 0700U;
    QTest::newRow("others read the file") << 0604U << 0700U;
    QTest::newRow("group writes the folder") << 0600U << 0720U;
    QTest::newRow("others enter the folder") << 0600U << 0701U;
}

void TestVault::refusesWhatOthersMayRead()
{
    QFETCH(const uint, fileMode);
    QFETCH(const uint, folderMode);
    QVERIFY(FileKeyVault(m_home).create());
    QCOMPARE(::chmod(file().c_str(), fileMode), 0);
    QCOMPARE(::chmod((m_home / "keys").c_str(), folderMode), 0);
    expectUnreadable("permissions");
    QCOMPARE(modeOf(file()), mode_t{fileMode}); // not tightened behind the owner's back
    QCOMPARE(modeOf(m_home / "keys"), mode_t{folderMode});
}

void TestVault::refusesALink()
{
    QVERIFY(FileKeyVault(m_home).create());
    fs::rename(file(), m_home / "elsewhere.key");
    fs::create_symlink(m_home / "elsewhere.key", file());
    expectUnreadable("permissions");
    QCOMPARE(FileKeyVault(m_home).create().error().code, std::string("vault.exists"));
    fs::remove(m_home / "elsewhere.key"); // a link to nowhere is still not "no key"
    expectUnreadable("permissions");
    QCOMPARE(FileKeyVault(m_home).create().error().code, std::string("vault.exists"));
}

void TestVault::waitsForNobody()
{
    QVERIFY(FileKeyVault(m_home).create());
    fs::remove(file());
    {
        const auto other = FileLock::acquire(m_home / "keys" / "lock");
        QVERIFY(other);
        QCOMPARE(FileKeyVault(m_home).create().error().code, std::string("store.in_use"));
    }
    QVERIFY(FileKeyVault(m_home).create());
}

void TestVault::leavesNothingBehindOnAFullDisk()
{
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN); // the write fails with EFBIG instead
    const rlimit tiny{.rlim_cur = 10, .rlim_max = before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tiny), 0);
    const auto key = FileKeyVault(m_home).create();
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);

    QVERIFY(!key);
    QCOMPARE(key.error().code, std::string("store.disk_full"));
    for (const auto& entry : fs::directory_iterator(m_home / "keys"))
        QCOMPARE(entry.path().filename().string(), std::string("lock"));
    QVERIFY(FileKeyVault(m_home).create());
}

void TestVault::reportsAHomeThatCannotBe()
{
    fs::create_directories(m_home.parent_path());
    QVERIFY(writeFileDurably(m_home, asBytes("a file")));
    const auto key = FileKeyVault(m_home).create();
    QVERIFY(!key);
    QCOMPARE(key.error().code, std::string("store.io"));
}

QTEST_GUILESS_MAIN(TestVault)
#include "tst_platform_vault.moc"
