// SPDX-License-Identifier: Apache-2.0
#include "core/members/Members.h"
#include "tests/unit/members/MembersFixture.h"

#include "core/log/Digest.h"

#include <QtTest>

using namespace linli;
using namespace linli::members;
using linli::test::addShare;
using linli::test::MembersFixture;
using Code = std::string;
namespace pbm = linli::pb::members;

/// Roles, devices, names and households of members who are there: every acceptance and every refusal.
class TstMembersRules : public QObject {
    Q_OBJECT

    static log::Digests digests(MembersFixture& f)
    {
        return log::stateDigests(f.place.db(), capability().tables()).value();
    }
    static pbm::TransferHousehold transfer(const std::string& household, bool keep)
    {
        pbm::TransferHousehold facts;
        facts.set_household(household);
        addShare(*facts.mutable_owners(), "2001", 1, 3);
        addShare(*facts.mutable_owners(), "2002", 2, 3);
        facts.set_keep_members(keep);
        return facts;
    }
    static pbm::RegisterHousehold entry(const std::string& room, std::uint64_t area)
    {
        pbm::RegisterHousehold facts;
        facts.mutable_household()->set_building("JY-1");
        facts.mutable_household()->set_unit("1");
        facts.mutable_household()->set_room(room);
        facts.mutable_household()->set_area_cm2(area);
        addShare(*facts.mutable_household()->mutable_owners(), "3001", 1, 1);
        return facts;
    }
    static Code enter(MembersFixture& f, const MemberId& by, const pbm::RegisterHousehold& facts,
                      const std::string& reason = "面积更正")
    {
        pbm::Reason content;
        content.set_reason(reason);
        return f.place.submit(by, "members.register_household", facts, content).verdict.code;
    }

private slots:
    void adminGrantsAndWithdraws()
    {
        MembersFixture f;
        QCOMPARE(f.grant(f.admin, f.resident, pbm::CAPTAIN, {"JY-1"}), Code());
        QVERIFY(actor(f.place.db(), f.resident).value().isCaptainOf({"JY-1"}));
        QCOMPARE(f.grant(f.admin, f.resident, pbm::CAPTAIN, {"JY-2"}), Code()); // sets the reach, adds nothing
        QVERIFY(!actor(f.place.db(), f.resident).value().isCaptainOf({"JY-1"}));
        QVERIFY(actor(f.place.db(), f.resident).value().isCaptainOf({"JY-2"}));
        QCOMPARE(f.grant(f.admin, f.resident, pbm::TREASURER), Code());
        QCOMPARE(f.memberOf(f.resident).grants.size(), 2U);
        QCOMPARE(f.withdraw(f.admin, f.resident, pbm::CAPTAIN), Code());
        QVERIFY(!actor(f.place.db(), f.resident).value().has(Role::Captain));
        QCOMPARE(f.withdraw(f.admin, f.resident, pbm::CAPTAIN), Code("members.role_not_held"));
    }

    void onlyAdminsChangeRoles()
    {
        MembersFixture f;
        for (const MemberId& who : {f.resident, f.captain, f.worker, MemberId{}}) {
            QCOMPARE(f.grant(who, f.resident, pbm::WORKER), Code("members.not_allowed"));
            QCOMPARE(f.withdraw(who, f.worker, pbm::WORKER), Code("members.not_allowed"));
        }
        QCOMPARE(f.grant(f.admin, MemberId{}, pbm::WORKER), Code("members.unknown_member"));
        QCOMPARE(f.withdraw(f.admin, MemberId{}, pbm::WORKER), Code("members.unknown_member"));
        QCOMPARE(f.grant(f.admin, f.resident, pbm::RESIDENT), Code("members.bad_role"));
        QCOMPARE(f.grant(f.admin, f.resident, pbm::CAPTAIN), Code("members.buildings_missing"));
        QCOMPARE(f.grant(f.admin, f.resident, pbm::WORKER, {"JY-1"}), Code("members.buildings_unexpected"));
        QCOMPARE(f.grant(f.admin, f.resident, pbm::CAPTAIN, {"XX"}), Code("members.unknown_building"));
        QCOMPARE(f.grant(f.admin, f.resident, pbm::CAPTAIN, {"JY-1", "JY-1"}), Code("members.duplicate_building"));
    }

    void theLastAdminStays()
    {
        MembersFixture f;
        QCOMPARE(f.withdraw(f.admin, f.admin, pbm::ADMIN), Code("members.last_admin"));
        QCOMPARE(f.revoke(f.admin, f.firstDevice(f.admin)), Code("members.last_admin"));
        const DeviceId second = f.addDevice(f.admin);
        QCOMPARE(f.revoke(f.admin, second), Code()); // one in use is left
        QCOMPARE(f.revoke(f.admin, f.firstDevice(f.admin)), Code("members.last_admin"));
        QCOMPARE(f.grant(f.admin, f.worker, pbm::ADMIN), Code());
        QCOMPARE(f.withdraw(f.admin, f.admin, pbm::ADMIN), Code());
        // An admin without a phone in use cannot be the one who is left.
        QCOMPARE(f.grant(f.worker, f.admin, pbm::ADMIN), Code());
        QVERIFY(suspendDevice(f.place.db(), f.firstDevice(f.admin)).has_value());
        QCOMPARE(f.withdraw(f.worker, f.worker, pbm::ADMIN), Code("members.last_admin"));
    }

    void devicesAreRevokedByThoseWhoMay()
    {
        MembersFixture f;
        const DeviceId own = f.addDevice(f.resident);
        QCOMPARE(f.revoke(f.resident, f.firstDevice(f.captain)), Code("members.not_allowed"));
        QCOMPARE(f.revoke(f.worker, own), Code("members.not_allowed"));
        QCOMPARE(f.revoke(f.resident, own), Code());
        QCOMPARE(f.revoke(f.resident, own), Code("members.already_revoked"));
        QCOMPARE(f.revoke(f.admin, DeviceId{}), Code("members.unknown_device"));
        QCOMPARE(f.revoke(f.captain, f.firstDevice(f.place.resident("YH-1-1-101"))), Code("members.foreign_building"));
        const MemberId treasurer = f.place.staff(Role::Treasurer, {}, "JY-1-1-302");
        QCOMPARE(f.revoke(f.captain, f.firstDevice(treasurer)), Code("members.not_allowed"));
        QCOMPARE(f.revoke(f.captain, f.firstDevice(f.resident)), Code());
        QCOMPARE(f.revoke(f.admin, f.firstDevice(treasurer)), Code());
    }

    void movingOutEndsMembershipOnly()
    {
        MembersFixture f;
        QCOMPARE(f.moveOut(f.worker, f.resident), Code("members.not_allowed"));
        QCOMPARE(f.moveOut(f.admin, MemberId{}), Code("members.unknown_member"));
        QCOMPARE(f.moveOut(f.admin, f.worker), Code("members.no_household"));
        QCOMPARE(f.moveOut(f.captain, f.place.resident("YH-1-1-101")), Code("members.foreign_building"));
        QCOMPARE(f.moveOut(f.captain, f.resident), Code());
        QVERIFY(!f.memberOf(f.resident).active);
        QVERIFY(!f.memberOf(f.resident).household);
        QCOMPARE(f.moveOut(f.captain, f.captain), Code());
        QVERIFY(f.memberOf(f.captain).active); // still serves
        QCOMPARE(f.moveOut(f.admin, f.place.resident("YH-1-1-102")), Code());
    }

    void householdIsTransferred()
    {
        MembersFixture f;
        const MemberId tenant = f.place.resident("JY-2-1-101");
        QCOMPARE(f.run(f.admin, "members.transfer_household", transfer("JY-2-1-101", true)), Code());
        QVERIFY(f.memberOf(tenant).household);
        const auto home = household(f.place.db(), {"JY-2-1-101"}).value();
        QCOMPARE(home->owners.size(), 2U);
        QCOMPARE(home->owners[1].owner, std::string("2002"));
        QCOMPARE(home->owners[1].numerator, 2);
        QCOMPARE(f.run(f.admin, "members.transfer_household", transfer("JY-2-1-101", false)), Code());
        QVERIFY(!f.memberOf(tenant).household);
        QCOMPARE(f.run(f.captain, "members.transfer_household", transfer("JY-1-1-101", true)),
                 Code("members.not_allowed"));
        QCOMPARE(f.run(f.admin, "members.transfer_household", transfer("XX-1-1", true)),
                 Code("members.unknown_household"));
    }

    void sharesMustBeExactlyOne_data()
    {
        QTest::addColumn<QList<QPair<uint, uint>>>("shares");
        QTest::addColumn<bool>("fine");
        using Shares = QList<QPair<uint, uint>>;
        QTest::newRow("whole") << Shares{{1, 1}} << true;
        QTest::newRow("thirds") << Shares{{1, 3}, {1, 3}, {1, 3}} << true;
        QTest::newRow("mixed") << Shares{{1, 2}, {1, 3}, {1, 6}} << true;
        QTest::newRow("none") << Shares{} << false;
        QTest::newRow("too little") << Shares{{1, 3}, {1, 3}} << false;
        QTest::newRow("too much") << Shares{{1, 2}, {2, 3}} << false;
        QTest::newRow("by a millionth") << Shares{{1, 2}, {499'999, 1'000'000}} << false;
        QTest::newRow("zero part") << Shares{{1, 1}, {0, 1}} << false;
        QTest::newRow("zero denominator") << Shares{{1, 0}} << false;
        QTest::newRow("denominator too big") << Shares{{1'000'001, 1'000'001}} << false;
        QTest::newRow("no common denominator in range") << Shares{{1, 999'983}, {1, 999'979}, {1, 999'961}} << false;
    }
    void sharesMustBeExactlyOne()
    {
        using Shares = QList<QPair<uint, uint>>;
        QFETCH(Shares, shares);
        QFETCH(bool, fine);
        MembersFixture f;
        pbm::TransferHousehold facts;
        facts.set_household("JY-1-1-101");
        for (qsizetype i = 0; i < shares.size(); ++i)
            addShare(*facts.mutable_owners(), std::to_string(i), shares[i].first, shares[i].second);
        QCOMPARE(f.run(f.admin, "members.transfer_household", facts), fine ? Code() : Code("members.bad_shares"));
    }

    void ownersAreDistinctIds()
    {
        MembersFixture f;
        pbm::TransferHousehold facts;
        facts.set_household("JY-1-1-101");
        addShare(*facts.mutable_owners(), "1", 1, 2);
        addShare(*facts.mutable_owners(), "1", 1, 2);
        QCOMPARE(f.run(f.admin, "members.transfer_household", facts), Code("members.bad_shares"));
        facts.mutable_owners(1)->set_owner("名");
        QCOMPARE(f.run(f.admin, "members.transfer_household", facts), Code("members.bad_shares"));
    }

    void registerIsAmended()
    {
        MembersFixture f;
        QCOMPARE(enter(f, f.admin, entry("101", 812'300)), Code());
        QCOMPARE(household(f.place.db(), {"JY-1-1-101"}).value()->area.value, 812'300);
        QCOMPARE(enter(f, f.admin, entry("401", 900'000)), Code()); // a home that was missing
        QCOMPARE(household(f.place.db(), {"JY-1-1-401"}).value()->owners[0].owner, std::string("3001"));
        QCOMPARE(enter(f, f.captain, entry("101", 1)), Code("members.not_allowed"));
        QCOMPARE(enter(f, f.admin, entry("101", 0)), Code("members.bad_area"));
        QCOMPARE(enter(f, f.admin, entry("101", 10'000'000'001)), Code("members.bad_area"));
        QCOMPARE(enter(f, f.admin, entry("", 1)), Code("members.bad_id"));
        QCOMPARE(enter(f, f.admin, entry("一", 1)), Code("members.bad_id"));
        QCOMPARE(enter(f, f.admin, entry("101", 1), ""), Code("content.empty"));
        QCOMPARE(enter(f, f.admin, entry("101", 1), std::string(301, 'a')), Code("content.too_long"));
        auto facts = entry("101", 1);
        facts.mutable_household()->set_building("XX");
        QCOMPARE(enter(f, f.admin, facts), Code("members.unknown_building"));
        facts = entry("101", 1);
        facts.mutable_household()->clear_owners();
        QCOMPARE(enter(f, f.admin, facts), Code("members.bad_shares"));
    }

    void oneIdIsOneHome()
    {
        MembersFixture f;
        auto facts = entry("2-3", 1'000'000);
        QCOMPARE(enter(f, f.admin, facts), Code());
        facts.mutable_household()->set_unit("1-2");
        facts.mutable_household()->set_room("3");
        QCOMPARE(enter(f, f.admin, facts), Code("members.duplicate_id"));
    }

    void everybodyRenamesThemselves()
    {
        MembersFixture f;
        pbm::Name name;
        name.set_name("王阿姨");
        QVERIFY(f.place.submit(f.resident, "members.rename", pbm::Nothing{}, name).accepted());
        QCOMPARE(f.memberOf(f.resident).name, std::string("王阿姨"));
        name.set_name("");
        QCOMPARE(f.place.submit(f.resident, "members.rename", pbm::Nothing{}, name).verdict.code,
                 Code("content.empty"));
        name.set_name(std::string(41, 'a'));
        QCOMPARE(f.place.submit(f.resident, "members.rename", pbm::Nothing{}, name).verdict.code,
                 Code("content.too_long"));
        name.set_name("\xC3");
        QCOMPARE(f.place.submit(f.resident, "members.rename", pbm::Nothing{}, name).verdict.code,
                 Code("content.malformed"));
        name.set_name(std::string("a\0b", 3));
        QCOMPARE(f.place.submit(f.resident, "members.rename", pbm::Nothing{}, name).verdict.code,
                 Code("content.not_utf8"));
        name.set_name("hub");
        QCOMPARE(f.place.submit({}, "members.rename", pbm::Nothing{}, name).verdict.code, Code("members.not_allowed"));
    }

    void everyKindIsForTheCommunity()
    {
        MembersFixture f;
        for (const log::Kind& kind : capability().kinds()) {
            pbm::Name text; // field 1 is the name, and the reason
            text.set_name("x");
            const auto outcome =
                f.place.submitBytes(f.admin, kind.name, {}, text.SerializeAsString(), {log::Audience::Kind::Staff, {}});
            QCOMPARE(outcome.verdict.code, Code("op.audience"));
        }
    }

    void erasingANameChangesNoDigestAndNoDecision()
    {
        MembersFixture f;
        pbm::Name name;
        name.set_name("写错的名字");
        const auto renamed = f.place.submit(f.resident, "members.rename", pbm::Nothing{}, name);
        const auto before = digests(f);
        f.place.erase(renamed.op);
        QVERIFY(f.memberOf(f.resident).name.empty());
        const auto after = digests(f);
        QVERIFY(before.community == after.community && before.own == after.own);
        f.place.erase(OpId{f.captain.bytes}); // the join
        QVERIFY(f.memberOf(f.captain).name.empty());
        QCOMPARE(f.grant(f.admin, f.resident, pbm::CAPTAIN, {"JY-1"}), Code());
        QCOMPARE(f.withdraw(f.captain, f.resident, pbm::CAPTAIN), Code("members.not_allowed"));
        QCOMPARE(f.place.replayDifference(), std::string());
    }

    void eachFactIsInTheDigest()
    {
        MembersFixture f;
        auto last = digests(f).community;
        const auto changed = [&] { return std::exchange(last, digests(f).community) != last; };
        f.grant(f.admin, f.resident, pbm::CAPTAIN, {"JY-1"});
        QVERIFY(changed());
        f.revoke(f.admin, f.firstDevice(f.resident));
        QVERIFY(changed());
        f.run(f.admin, "members.transfer_household", transfer("JY-2-1-101", true));
        QVERIFY(changed());
        enter(f, f.admin, entry("101", 812'300));
        QVERIFY(changed());
        f.invite(f.admin, f.toHousehold(crypto::SigningKey::generate(), "JY-1-1-101"));
        QVERIFY(changed());
        f.moveOut(f.admin, f.captain);
        QVERIFY(changed());
        f.grant(f.resident, f.resident, pbm::ADMIN); // refused
        QVERIFY(!changed());
    }

    void chainsMoveOnOutsideTheDigest()
    {
        MembersFixture f;
        auto& db = f.place.db();
        const DeviceId id = f.firstDevice(f.resident);
        const auto before = digests(f).community;
        QVERIFY(advanceChain(db, id, 2, 7, Hash{1}).has_value());
        const auto moved = device(db, id).value();
        QCOMPARE(moved->epoch, 2U);
        QCOMPARE(moved->lastSeq, 7U);
        QCOMPARE(moved->lastHash, Hash{1});
        QCOMPARE(nextEpoch(db, id).value(), 3U);
        QVERIFY(before == digests(f).community);
        QCOMPARE(advanceChain(db, DeviceId{}, 1, 1, Hash{}).error().code, Code("members.unknown_device"));
        QCOMPARE(nextEpoch(db, DeviceId{}).error().code, Code("members.unknown_device"));
    }

    void suspendedIsNotUnrevoked()
    {
        MembersFixture f;
        auto& db = f.place.db();
        const DeviceId id = f.firstDevice(f.resident);
        QVERIFY(suspendDevice(db, id).has_value());
        QCOMPARE(device(db, id).value()->state, DeviceState::Suspended);
        QCOMPARE(f.revoke(f.admin, id), Code());
        QVERIFY(suspendDevice(db, id).has_value());
        QCOMPARE(device(db, id).value()->state, DeviceState::Revoked);
        QCOMPARE(suspendDevice(db, DeviceId{}).error().code, Code("members.unknown_device"));
    }
};

QTEST_GUILESS_MAIN(TstMembersRules)
#include "tst_members_rules.moc"
