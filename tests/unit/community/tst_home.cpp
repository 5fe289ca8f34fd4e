// SPDX-License-Identifier: Apache-2.0
#include "core/community/Home.h"
#include "tests/support/TestPhone.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace linli;
using namespace linli::test;

namespace {

std::string contents(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

} // namespace

class TestHome : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    std::filesystem::path fresh(const char* name)
    {
        const auto made = std::filesystem::path(m_folder.path().toStdString()) / (std::to_string(++m_count) + name);
        std::filesystem::create_directories(made);
        return made;
    }

private slots:
    void joiningMakesAHomeThatOpensAgainWithItsTexts()
    {
        TestHub hub(fresh("hub"));
        TestPhone phone(fresh("phone"), hub);
        QCOMPARE(phone.reopen(), std::string("home.not_joined"));
        QCOMPARE(phone.join(hub.adminInvite(), "张秀英"), std::string());
        const MemberId self = phone.home().member().value();
        QVERIFY(!self.isNull());
        QCOMPARE(phone.reopen(), std::string());
        QCOMPARE(members::member(phone.replica().db(), self).value()->name, std::string("张秀英"));
        QCOMPARE(phone.home().hubUrl(), std::string("http://hub.example"));
    }

    void anInviteWorksOnce()
    {
        TestHub hub(fresh("hub"));
        TestPhone first(fresh("first"), hub);
        TestPhone second(fresh("second"), hub);
        QCOMPARE(first.join(hub.adminInvite()), std::string());
        QCOMPARE(second.join(hub.adminInvite()), std::string("members.invite_used"));
        // The refusal costs nothing: another invite works in the same folder.
        const std::string other = first.inviteHousehold("JY-1-1-101");
        first.sync();
        QCOMPARE(second.join(other), std::string());
    }

    void brokenAndForeignInvitesAreNamed()
    {
        TestHub hub(fresh("hub"));
        TestHub stranger(fresh("stranger"));
        TestPhone phone(fresh("phone"), hub);
        QCOMPARE(phone.join("hello"), std::string("invite.malformed"));
        std::string typo = hub.adminInvite();
        typo[40] = typo[40] == 'A' ? 'B' : 'A';
        QCOMPARE(phone.join(typo), std::string("invite.checksum"));
        QCOMPARE(phone.join(stranger.adminInvite()), std::string("hub.unknown_community"));
        hub.setNow(hub.now() + std::chrono::days(60));
        QCOMPARE(phone.join(hub.adminInvite()), std::string("members.invite_expired"));
    }

    void joiningTwiceIsRefused()
    {
        TestHub hub(fresh("hub"));
        TestPhone phone(fresh("phone"), hub);
        QCOMPARE(phone.join(hub.adminInvite()), std::string());
        const std::string invite = phone.inviteHousehold("JY-1-1-101");
        phone.close();
        QCOMPARE(phone.join(invite), std::string("home.joined_already"));
        QCOMPARE(phone.reopen(), std::string());
    }

    void aSecondProcessIsKeptOut()
    {
        TestHub hub(fresh("hub"));
        const auto folder = fresh("phone");
        TestPhone phone(folder, hub);
        QCOMPARE(phone.join(hub.adminInvite()), std::string());
        QCOMPARE(community::Home::open(folder, phone.vault).error().code, std::string("store.in_use"));
    }

    void aStoreThatDoesNotOpenIsNeverTouched_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("foreign") << QByteArray(8192, 'x');
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("plain SQLite") << QByteArray("SQLite format 3\0", 16) + QByteArray(4080, '\0');
    }

    void aStoreThatDoesNotOpenIsNeverTouched()
    {
        QFETCH(QByteArray, bytes);
        TestHub hub(fresh("hub"));
        const auto folder = fresh("phone");
        TestPhone phone(folder, hub);
        QCOMPARE(phone.join(hub.adminInvite()), std::string());
        phone.close();
        for (const char* suffix : {"-wal", "-shm"})
            std::filesystem::remove(folder / (std::string("linli.db") + suffix));
        overwrite(folder / "linli.db", bytes.toStdString());
        const std::string code = phone.reopen();
        QVERIFY2(code == "store.quarantine" || (bytes.isEmpty() && !code.empty()), code.c_str());
        QCOMPARE(phone.join(hub.adminInvite()).substr(0, 6), std::string("store."));
        QCOMPARE(contents(folder / "linli.db"), bytes.toStdString());
    }

    void anIdentityThatCannotBeReadIsNotALostKey()
    {
        TestHub hub(fresh("hub"));
        const auto folder = fresh("phone");
        TestPhone phone(folder, hub);
        QCOMPARE(phone.join(hub.adminInvite()), std::string());
        phone.close();
        // A folder in the file's place fails to be read for every user, root too.
        std::filesystem::rename(folder / "identity.sealed", folder / "aside");
        std::filesystem::create_directory(folder / "identity.sealed");
        QCOMPARE(phone.reopen(), std::string("store.io"));
        std::filesystem::remove(folder / "identity.sealed");
        std::filesystem::rename(folder / "aside", folder / "identity.sealed");
        QCOMPARE(phone.reopen(), std::string());
        phone.close();
        overwrite(folder / "identity.sealed", "changed");
        QCOMPARE(phone.reopen(), std::string("store.restored_backup"));
    }

    void withoutItsKeyAHomeStaysClosedAndWhole()
    {
        TestHub hub(fresh("hub"));
        const auto folder = fresh("phone");
        TestPhone phone(folder, hub);
        QCOMPARE(phone.join(hub.adminInvite()), std::string());
        phone.close();
        const std::string before = contents(folder / "linli.db");
        phone.vault.setCondition(platform::FakeKeyVault::Condition::Locked);
        QCOMPARE(phone.reopen(), std::string("store.locked"));
        phone.vault.setCondition(platform::FakeKeyVault::Condition::Unreadable);
        QCOMPARE(phone.reopen(), std::string("store.keys_unavailable"));
        phone.vault.setCondition(platform::FakeKeyVault::Condition::Usable);
        QCOMPARE(phone.reopen(), std::string());
        phone.close();
        phone.vault.forget();
        QCOMPARE(phone.reopen(), std::string("store.restored_backup"));
        QVERIFY(contents(folder / "linli.db") == before);
    }
};

QTEST_GUILESS_MAIN(TestHome)
#include "tst_home.moc"
