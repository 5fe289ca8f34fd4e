// SPDX-License-Identifier: Apache-2.0
#include "app/hub/CommunityHub.h"
#include "app/hub/Fsck.h"
#include "app/hub/ReplicaCache.h"
#include "core/members/members.pb.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::hub;
using namespace linli::test;
using Access = store::Database::Access;

/// A hub with a short history, stopped. Every test breaks a copy of it in one way.
class TestHubFsck : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void findsNothingWrong();
    void doesWithoutTheCache();
    void changedBytesAreNoticed_data();
    void changedBytesAreNoticed();
    void changedLogIsNoticed_data();
    void changedLogIsNoticed();
    void changedReplicaIsNoticed_data();
    void changedReplicaIsNoticed();
    void leavesNothingBehind();

private:
    [[nodiscard]] CommunityFiles files() const;
    [[nodiscard]] Result<FsckReport> check() const { return fsck(files()); }
    [[nodiscard]] Result<void> runSql(const std::filesystem::path& file, const QString& sql) const;
    QTemporaryDir m_folder;
    std::filesystem::path m_original;
    std::filesystem::path m_copy;
    CommunityId m_community;
};

void TestHubFsck::initTestCase()
{
    HubProcess hub(m_folder.filePath("original"));
    QVERIFY(hub.found());
    QVERIFY2(hub.start(), hub.log().constData());
    HubPhone admin(m_folder.filePath("admin").toStdString(), hub.url());
    QCOMPARE(admin.join(hub.adminInvite()), "");
    for (int room = 1; room <= 5; ++room)
        admin.inviteHousehold("JY-1-1-" + std::to_string(room) + "01");
    QCOMPARE(admin.sync(), "");
    QCOMPARE(hub.stop(), 0);
    m_original = hub.data().toStdString();
    m_copy = m_folder.filePath("copy").toStdString();
    m_community = parseId<CommunityId>(hub.community()).value();
}

void TestHubFsck::init()
{
    std::filesystem::remove_all(m_copy);
    std::filesystem::copy(m_original, m_copy, std::filesystem::copy_options::recursive);
}

CommunityFiles TestHubFsck::files() const
{
    return HubFolder::open(m_copy).value().files(m_community);
}

Result<void> TestHubFsck::runSql(const std::filesystem::path& file, const QString& sql) const
{
    LINLI_TRY(auto opened,
              store::Database::open(file, store::DatabaseKey(files().keys.database.copy()), Access::Write));
    // The replica's triggers ask a function that only it provides.
    std::optional<community::Replica> replica;
    if (file == files().replica()) {
        LINLI_TRY(replica, community::Replica::open(std::move(opened)));
    }
    store::Database& database = replica ? replica->db() : opened;
    for (const QString& statement : sql.split(';', Qt::SkipEmptyParts)) {
        LINLI_CHECK(database.run(statement.toStdString()));
        if (database.changes() == 0)
            return fail(ErrorKind::Internal, "test.no_change", statement.toStdString());
    }
    return {};
}

void TestHubFsck::findsNothingWrong()
{
    const auto report = check();
    QVERIFY_OK(report);
    QCOMPARE(report->log.size, 8U);
    const auto command = HubProcess::run({"fsck", "--data", QString::fromStdString(m_copy.string())});
    QCOMPARE(command.code, 0);
    QVERIFY(command.out.contains("\"log_size\":8"));
}

void TestHubFsck::doesWithoutTheCache()
{
    const auto whole = check();
    removeDatabase(files().replica());
    const auto without = check();
    QVERIFY_OK(without);
    QCOMPARE(without->digest, whole->digest);
    QVERIFY(!std::filesystem::exists(files().replica()));
}

void TestHubFsck::changedBytesAreNoticed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    QTest::newRow("log") << "log.db" << "store.";
    QTest::newRow("replica") << "replica.db" << "replica.store.";
    QTest::newRow("photos") << "photos.db" << "photos.store.";
    QTest::newRow("identity") << "hub.identity" << "identity.unreadable";
}

void TestHubFsck::changedBytesAreNoticed()
{
    QFETCH(QString, name);
    QFETCH(QString, code);
    QFile file(QString::fromStdString((files().folder / name.toStdString()).string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() > 8192 ? 8192 + 100 : file.size() / 2); // inside the third page, or the sealed part
    const char byte = file.peek(1).at(0);
    QVERIFY(file.putChar(static_cast<char>(byte ^ 1)));
    file.close();
    const auto report = check();
    QVERIFY(!report);
    QVERIFY2(report.error().code.starts_with(code.toStdString()), report.error().code.c_str());
    const auto command = HubProcess::run({"fsck", "--data", QString::fromStdString(m_copy.string())});
    QCOMPARE(command.code, 1);
    QVERIFY(command.err.contains(code.toUtf8()));
    QVERIFY(command.out.isEmpty());
}

void TestHubFsck::changedLogIsNoticed_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("code");
    QTest::newRow("header") << "UPDATE entry SET header = CAST(header || x'00' AS BLOB) WHERE seq = 4"
                            << "log.bad_hash";
    QTest::newRow("signature") << "UPDATE entry SET signature = zeroblob(64) WHERE seq = 4" << "log.bad_hash";
    QTest::newRow("payload") << "UPDATE entry SET payload = CAST(payload || x'00' AS BLOB) WHERE seq = 4"
                             << "log.bad_payload";
    QTest::newRow("verdict") << "UPDATE entry SET verdict = 'members.not_allowed' WHERE seq = 4"
                             << "log.verdict_differs";
    QTest::newRow("time") << "UPDATE entry SET accepted_ms = 1 WHERE seq = 4" << "log.time_goes_back";
    QTest::newRow("later time") << "UPDATE entry SET accepted_ms = accepted_ms + 1 WHERE seq = 8" << "log.root_differs";
    QTest::newRow("gap") << "DELETE FROM entry WHERE seq = 4" << "log.gap";
    QTest::newRow("order") << "UPDATE entry SET seq = 99 WHERE seq = 4;UPDATE entry SET seq = 4 WHERE seq = 5;"
                              "UPDATE entry SET seq = 5 WHERE seq = 99"
                           << "log.bad_chain";
    QTest::newRow("cut") << "DELETE FROM entry WHERE seq = 8" << "log.root_differs";
    QTest::newRow("checkpoint") << "UPDATE checkpoint SET note = replace(note, '8', '9') WHERE size = 8"
                                << "checkpoint.";
    QTest::newRow("old checkpoint")
        << "UPDATE checkpoint SET note = (SELECT c.note FROM checkpoint c WHERE c.size = 8) WHERE size = 1"
        << "log.root_differs";
    QTest::newRow("root") << "UPDATE head SET root = zeroblob(32)" << "log.root_differs";
}

void TestHubFsck::changedLogIsNoticed()
{
    QFETCH(QString, sql);
    QFETCH(QString, code);
    // The replica is of the true log; without it the log must give itself away.
    removeDatabase(files().replica());
    QVERIFY_OK(runSql(files().log(), sql));
    const auto report = check();
    QVERIFY(!report);
    QVERIFY2(report.error().code.starts_with(code.toStdString()), linli::test::explain(report).c_str());
}

void TestHubFsck::changedReplicaIsNoticed_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("facts") << "UPDATE household SET area_cm2 = area_cm2 + 1 WHERE id = 'JY-1-1-101'";
    QTest::newRow("invite") << "DELETE FROM invite WHERE used_op IS NULL";
}

void TestHubFsck::changedReplicaIsNoticed()
{
    QFETCH(QString, sql);
    QVERIFY_OK(runSql(files().replica(), sql));
    QCOMPARE_CODE(check(), "replica.differs");
}

void TestHubFsck::leavesNothingBehind()
{
    // A folder of its own: other tests check hubs at the same time.
    const QTemporaryDir own;
    const QByteArray usual = qgetenv("TMPDIR");
    qputenv("TMPDIR", own.path().toLocal8Bit());
    const auto restore = qScopeGuard([&] { usual.isEmpty() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", usual); });
    const QDir temporary(own.path());
    QVERIFY_OK(check());
    QVERIFY_OK(runSql(files().log(), "DELETE FROM entry WHERE seq = 4"));
    QVERIFY(!check());
    QVERIFY(temporary.isEmpty());
}

QTEST_GUILESS_MAIN(TestHubFsck)
#include "tst_hub_fsck.moc"
