// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HubFolder.h"
#include "core/base/Encoding.h"
#include "core/snapshot/Manifest.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

constexpr int reports = 1050;    // a snapshot needs 1,000 entries
constexpr int patience = 30'000; // ms, for a snapshot to be made

Hash communityDigest(HubPhone& phone)
{
    return phone.replica().digests().value().community;
}

std::int64_t entriesOf(HubPhone& phone)
{
    return phone.replica().db().count("SELECT count(*) FROM entry").value();
}

} // namespace

/// The real hub and real phones over sockets.
class TestHubSnapshot : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
    OpId m_oldest;

    [[nodiscard]] std::unique_ptr<HubPhone> joined(const char* name, const std::string& invite)
    {
        auto phone = std::make_unique<HubPhone>(m_folder->filePath(name).toStdString(), m_hub->url());
        const std::string code = phone->join(invite);
        if (!code.empty())
            qWarning("%s could not join: %s", name, code.c_str());
        return phone;
    }
    [[nodiscard]] std::optional<snapshot::Manifest> manifest()
    {
        const auto answer = m_admin->call("GET", "/snapshot");
        if (answer.status != 200)
            return std::nullopt;
        const auto& genesis = m_admin->replica().genesis();
        return snapshot::verifyManifest(answer.body, genesis.community, genesis.hubKey).value();
    }

private slots:
    void initTestCase() // once: it takes long
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_hub = std::make_unique<HubProcess>(m_folder->filePath("hub"));
        QVERIFY2(m_hub->found(), m_hub->log().constData());
        QVERIFY2(m_hub->start(), m_hub->log().constData());
        m_admin = joined("admin", m_hub->adminInvite());
        QCOMPARE(m_admin->login(), 200);
        QCOMPARE(m_admin->call("GET", "/snapshot").status, 404); // a short log is fetched as it is
        m_oldest = report(*m_admin, "第一条，后来删掉");
        for (int i = 1; i < reports; ++i)
            QVERIFY(!report(*m_admin, "楼道灯不亮，第" + std::to_string(i) + "次报修").isNull());
        QCOMPARE(m_admin->sync(), "");
        QCOMPARE(m_admin->login(), 200);
        QTRY_VERIFY_WITH_TIMEOUT(manifest().has_value(), patience);
    }

    void aPhoneBeginsWithASnapshotAnErasureWithdrawsIt()
    {
        const std::string invite = m_admin->inviteHousehold("JY-1-1-101");
        const std::string other = m_admin->inviteHousehold("JY-1-1-102");
        QCOMPARE(m_admin->sync(), "");
        const auto first = manifest();
        const auto li = joined("li", invite);
        QVERIFY(li->outcome.snapshotPages == first->pages.size());
        QVERIFY(entriesOf(*li) < reports);
        QCOMPARE(m_admin->sync(), "");
        QVERIFY(li->replica().confirmed() == m_admin->replica().confirmed());
        QVERIFY(communityDigest(*li) == communityDigest(*m_admin));

        QVERIFY(!erase(*m_admin, m_oldest).isNull());
        QCOMPARE(m_admin->sync(), "");
        QCOMPARE(m_admin->login(), 200);
        for (const auto& page : first->pages)
            QCOMPARE(m_admin->call("GET", "/snapshot/page/" + toHex(page.sha256)).status, 404);
        QTRY_VERIFY_WITH_TIMEOUT(manifest().has_value(), patience);
        QVERIFY(manifest()->state().size > first->state().size);
        QCOMPARE(li->sync(), "");
        const auto wang = joined("wang", other);
        QVERIFY(wang->outcome.snapshotPages > 0);
        for (HubPhone* phone : {li.get(), wang.get()})
            QCOMPARE(phone->replica()
                         .db()
                         .count("SELECT count(*) FROM hazard WHERE id = ?1 AND text IS NULL", {m_oldest})
                         .value(),
                     1);
        QCOMPARE(li->sync(), "");
        QVERIFY(communityDigest(*li) == communityDigest(*wang));
        QCOMPARE(m_hub->fsck().code, 0);
    }

    /// It died while it made the file.
    void aHalfMadeFileIsMadeAnew()
    {
        QCOMPARE(m_hub->stop(), 0);
        const auto folder = hub::HubFolder::open(m_folder->filePath("hub").toStdString());
        QVERIFY_OK(folder);
        const hub::CommunityFiles files = folder->files(m_admin->replica().genesis().community);
        {
            auto file = store::Database::open(files.snapshots(), store::DatabaseKey(files.keys.database.copy()),
                                              store::Database::Access::Write);
            QVERIFY_OK(file);
            QVERIFY_OK(file->runScript("DELETE FROM snapshot; DROP TABLE page;"));
        }
        QVERIFY2(m_hub->start(), m_hub->log().constData());
        m_admin->moveTo(m_hub->url());
        QCOMPARE(m_admin->login(), 200);
        QTRY_VERIFY_WITH_TIMEOUT(manifest().has_value(), patience);
        QCOMPARE(m_admin->call("GET", "/snapshot/page/" + toHex(manifest()->pages.front().sha256)).status, 200);
    }

    void aHubThatStartsAgainKeepsItsSnapshots()
    {
        const auto before = manifest();
        QCOMPARE(m_hub->stop(), 0);
        QVERIFY2(m_hub->start(), m_hub->log().constData());
        m_admin->moveTo(m_hub->url());
        QCOMPARE(m_admin->login(), 200);
        const auto after = manifest();
        QVERIFY(after && before && after->state() == before->state());
        QCOMPARE(m_admin->call("GET", "/snapshot/page/" + toHex(after->pages.front().sha256)).status, 200);
        m_admin->token.clear();
        QCOMPARE(m_admin->call("GET", "/snapshot").status, 401);
        QCOMPARE(m_admin->call("GET", "/snapshot/page/" + toHex(after->pages.front().sha256)).status, 401);
        QCOMPARE(m_admin->call("GET", "/snapshot/own/5?after=0").status, 401);
    }
};

QTEST_GUILESS_MAIN(TestHubSnapshot)
#include "tst_hub_snapshot.moc"
