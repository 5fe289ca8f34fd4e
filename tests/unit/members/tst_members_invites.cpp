// SPDX-License-Identifier: Apache-2.0
#include "core/members/Queries.h"
#include "tests/unit/members/MembersFixture.h"

#include <QtTest>

using namespace linli;
using namespace linli::members;
using crypto::SigningKey;
using linli::test::MembersFixture;
using Phone = MembersFixture::Phone;
using Code = std::string;
namespace pbm = linli::pb::members;

/// Making invites and joining with them: every acceptance and every refusal.
class TstMembersInvites : public QObject {
    Q_OBJECT

private slots:
    void adminInvitesAnyone()
    {
        MembersFixture f;
        QCOMPARE(f.invite(f.admin, f.toHousehold(SigningKey::generate(), "YH-1-1-101")), Code());
        QCOMPARE(f.invite(f.admin, f.toRole(SigningKey::generate(), pbm::AUDITOR)), Code());
        QCOMPARE(f.invite(f.admin, f.toRole(SigningKey::generate(), pbm::CAPTAIN, {"YH-1"}, "YH-1-1-102")), Code());
        QCOMPARE(f.invite(f.admin, f.toReadmission(SigningKey::generate(), f.worker)), Code());
        QCOMPARE(f.invite(f.admin, f.toOwnDevice(SigningKey::generate(), f.admin)), Code());
    }

    void captainInvitesToOwnBuildingsOnly()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        QCOMPARE(f.invite(f.captain, f.toHousehold(key, "JY-1-1-301")), Code());
        QCOMPARE(f.invite(f.captain, f.toHousehold(SigningKey::generate(), "YH-1-1-101")),
                 Code("members.foreign_building"));
        QCOMPARE(f.invite(f.captain, f.toRole(SigningKey::generate(), pbm::WORKER)), Code("members.not_allowed"));
        QCOMPARE(f.invite(f.captain, f.toRole(SigningKey::generate(), pbm::WORKER, {}, "JY-1-1-101")),
                 Code("members.not_allowed"));
    }

    void captainReadmitsNeighboursButNoStaff()
    {
        MembersFixture f;
        QCOMPARE(f.invite(f.captain, f.toReadmission(SigningKey::generate(), f.resident)), Code());
        const MemberId far = f.place.resident("YH-1-1-101");
        QCOMPARE(f.invite(f.captain, f.toReadmission(SigningKey::generate(), far)), Code("members.foreign_building"));
        const MemberId treasurer = f.place.staff(Role::Treasurer, {}, "JY-1-1-302");
        QCOMPARE(f.invite(f.captain, f.toReadmission(SigningKey::generate(), treasurer)), Code("members.not_allowed"));
        QCOMPARE(f.invite(f.captain, f.toReadmission(SigningKey::generate(), f.admin)), Code("members.not_allowed"));
    }

    void othersInviteOwnDevicesOnly()
    {
        MembersFixture f;
        for (const MemberId& who : {f.resident, f.worker}) {
            QCOMPARE(f.invite(who, f.toOwnDevice(SigningKey::generate(), who)), Code());
            QCOMPARE(f.invite(who, f.toHousehold(SigningKey::generate(), "JY-1-1-101")), Code("members.not_allowed"));
            QCOMPARE(f.invite(who, f.toReadmission(SigningKey::generate(), who)), Code("members.not_allowed"));
            QCOMPARE(f.invite(who, f.toRole(SigningKey::generate(), pbm::ADMIN)), Code("members.not_allowed"));
        }
        // Not even an admin slips a silent device under somebody else's name.
        QCOMPARE(f.invite(f.admin, f.toOwnDevice(SigningKey::generate(), f.resident)), Code("members.not_allowed"));
        QCOMPARE(f.invite({}, f.toHousehold(SigningKey::generate(), "JY-1-1-101")), Code("members.not_allowed"));
    }

    void invitesMustMakeSense_data()
    {
        QTest::addColumn<int>("spoil");
        QTest::addColumn<QString>("code");
        QTest::newRow("household") << 0 << "members.unknown_household";
        QTest::newRow("role household") << 1 << "members.unknown_household";
        QTest::newRow("member") << 2 << "members.unknown_member";
        QTest::newRow("resident is no role") << 3 << "members.bad_role";
        QTest::newRow("role unknown") << 4 << "members.bad_role";
        QTest::newRow("captain of nothing") << 5 << "members.buildings_missing";
        QTest::newRow("worker with reach") << 6 << "members.buildings_unexpected";
        QTest::newRow("building") << 7 << "members.unknown_building";
        QTest::newRow("building twice") << 8 << "members.duplicate_building";
        QTest::newRow("key") << 9 << "op.malformed";
        QTest::newRow("target") << 10 << "op.malformed";
        QTest::newRow("member id") << 11 << "op.malformed";
        QTest::newRow("expired") << 12 << "members.invite_expiry";
        QTest::newRow("too long") << 13 << "members.invite_expiry";
        QTest::newRow("role negative") << 14 << "members.bad_role";
    }
    void invitesMustMakeSense()
    {
        QFETCH(int, spoil);
        QFETCH(QString, code);
        MembersFixture f;
        const auto key = SigningKey::generate();
        std::vector<pbm::Invite> all{f.toHousehold(key, "JY-9-1-1"),
                                     f.toRole(key, pbm::WORKER, {}, "JY-9-1-1"),
                                     f.toReadmission(key, MemberId{}),
                                     f.toRole(key, pbm::RESIDENT),
                                     f.toRole(key, static_cast<pbm::Role>(7)),
                                     f.toRole(key, pbm::CAPTAIN),
                                     f.toRole(key, pbm::WORKER, {"JY-1"}),
                                     f.toRole(key, pbm::CAPTAIN, {"JY-9"}),
                                     f.toRole(key, pbm::CAPTAIN, {"JY-1", "JY-1"}),
                                     f.toHousehold(key, "JY-1-1-101"),
                                     f.inviteFacts(key),
                                     f.inviteFacts(key),
                                     f.toHousehold(key, "JY-1-1-101"),
                                     f.toHousehold(key, "JY-1-1-101"),
                                     f.toRole(key, static_cast<pbm::Role>(-1))};
        all[9].set_key("short");
        all[11].set_readmit_member("short");
        all[12].set_expires_ms(toMs(f.place.now()));
        all[13].set_expires_ms(toMs(f.place.now() + std::chrono::days(90) + Milliseconds(1)));
        QCOMPARE(f.invite(f.admin, all[static_cast<std::size_t>(spoil)]), code.toStdString());
    }

    void ninetyDaysIsTheMost()
    {
        MembersFixture f;
        auto facts = f.toHousehold(SigningKey::generate(), "JY-1-1-101");
        facts.set_expires_ms(toMs(f.place.now() + std::chrono::days(90)));
        QCOMPARE(f.invite(f.admin, facts), Code());
        QCOMPARE(f.invite(f.admin, facts), Code("members.invite_known"));
    }

    void expiryBeyondTimeIsRefused()
    {
        MembersFixture f;
        auto facts = f.toHousehold(SigningKey::generate(), "JY-1-1-101");
        for (const auto ms : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
            facts.set_expires_ms(ms);
            QCOMPARE(f.invite(f.admin, facts), Code("members.invite_expiry"));
        }
    }

    void joinMakesAMember()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        const Phone phone;
        QCOMPARE(f.invite(f.captain, f.toHousehold(key, "JY-1-1-301")), Code());
        const auto joined = f.join(key, phone);
        QVERIFY(joined.accepted());
        const Member who = f.memberOf(MemberId{joined.op.bytes});
        QVERIFY(who.active);
        QCOMPARE(who.name, std::string("新邻居"));
        QCOMPARE(who.household->value, std::string("JY-1-1-301"));
        QVERIFY(who.grants.empty());
        const auto known = device(f.place.db(), phone.device).value();
        QCOMPARE(known->signingKey, phone.signing.publicKey());
        QCOMPARE(known->sealingKey, phone.sealing.publicKey());
        QCOMPARE(known->member, who.id);
    }

    void roleInviteGrantsItsRole()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        QCOMPARE(f.invite(f.admin, f.toRole(key, pbm::CAPTAIN, {"JY-2", "YH-1"}, "JY-2-1-101")), Code());
        const auto joined = f.join(key, Phone());
        const Actor who = actor(f.place.db(), MemberId{joined.op.bytes}).value();
        QVERIFY(who.isCaptainOf({"YH-1"}) && who.isCaptainOf({"JY-2"}) && !who.isCaptainOf({"JY-1"}));
        QCOMPARE(who.member.household->value, std::string("JY-2-1-101"));
    }

    void inviteWorksOnce()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        f.invite(f.admin, f.toHousehold(key, "JY-1-1-101"));
        QVERIFY(f.join(key, Phone()).accepted());
        QCOMPARE(f.join(key, Phone()).verdict.code, Code("members.invite_used"));
    }

    void inviteExpires()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        f.invite(f.admin, f.toHousehold(key, "JY-1-1-101"));
        f.place.advance(std::chrono::days(7));
        QCOMPARE(f.join(key, Phone()).verdict.code, Code("members.invite_expired"));
    }

    void joinMustBeRight_data()
    {
        QTest::addColumn<int>("spoil");
        QTest::addColumn<QString>("code");
        QTest::newRow("invite") << 0 << "members.invite_unknown";
        QTest::newRow("genesis") << 1 << "members.wrong_genesis";
        QTest::newRow("signature by another key") << 2 << "members.invite_signature";
        QTest::newRow("signature cut") << 3 << "members.invite_signature";
        QTest::newRow("another signing key") << 4 << "members.invite_signature";
        QTest::newRow("another sealing key") << 5 << "members.invite_signature";
        QTest::newRow("key length") << 6 << "op.malformed";
        QTest::newRow("genesis length") << 7 << "op.malformed";
    }
    void joinMustBeRight()
    {
        QFETCH(int, spoil);
        QFETCH(QString, code);
        MembersFixture f;
        const auto key = SigningKey::generate();
        f.invite(f.admin, f.toHousehold(key, "JY-1-1-101"));
        const Phone phone;
        const Phone other;
        pbm::Join facts = f.joinFacts(key, phone);
        if (spoil == 0)
            facts = f.joinFacts(SigningKey::generate(), phone);
        if (spoil == 1)
            facts.set_genesis_hash(std::string(32, 'x'));
        if (spoil == 2)
            facts.set_invite_signature(f.joinFacts(SigningKey::generate(), phone).invite_signature());
        if (spoil == 3)
            facts.mutable_invite_signature()->pop_back();
        if (spoil == 4)
            facts.set_signing_key(asString(other.signing.publicKey()));
        if (spoil == 5)
            facts.set_sealing_key(asString(other.sealing.publicKey()));
        if (spoil == 6)
            facts.set_sealing_key("short");
        if (spoil == 7)
            facts.set_genesis_hash("short");
        QCOMPARE(f.join(facts, phone.device).verdict.code, code.toStdString());
        QVERIFY(f.join(key, phone).accepted()); // a failed try uses nothing up
    }

    void proofIsBoundToTheDevice()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        f.invite(f.admin, f.toHousehold(key, "JY-1-1-101"));
        const Phone phone;
        QCOMPARE(f.join(f.joinFacts(key, phone), Phone().device).verdict.code, Code("members.invite_signature"));
    }

    void deviceJoinsOnce()
    {
        MembersFixture f;
        const auto first = SigningKey::generate();
        const auto second = SigningKey::generate();
        f.invite(f.admin, f.toHousehold(first, "JY-1-1-101"));
        f.invite(f.admin, f.toHousehold(second, "JY-1-1-101"));
        Phone phone;
        QVERIFY(f.join(first, phone).accepted());
        QCOMPARE(f.join(second, phone).verdict.code, Code("members.device_known"));
        phone.device = Phone().device; // the same key under another id
        QCOMPARE(f.join(second, phone).verdict.code, Code("members.device_known"));
    }

    void eightDevicesAreTheMost()
    {
        MembersFixture f;
        for (int i = 1; i < 8; ++i)
            QVERIFY(!f.addDevice(f.resident).isNull());
        const auto key = SigningKey::generate();
        QCOMPARE(f.invite(f.resident, f.toOwnDevice(key, f.resident)), Code());
        QCOMPARE(f.join(key, Phone()).verdict.code, Code("members.device_limit"));
        QCOMPARE(f.revoke(f.resident, devicesOf(f.place.db(), f.resident).value().back().id), Code());
        QVERIFY(f.join(key, Phone()).accepted());
    }

    void readmissionRevokesTheOldDevices()
    {
        MembersFixture f;
        const DeviceId lost = f.firstDevice(f.resident);
        const auto key = SigningKey::generate();
        QCOMPARE(f.invite(f.captain, f.toReadmission(key, f.resident)), Code());
        const Phone phone;
        QVERIFY(f.join(key, phone).accepted());
        QCOMPARE(device(f.place.db(), lost).value()->state, DeviceState::Revoked);
        QCOMPARE(device(f.place.db(), phone.device).value()->state, DeviceState::Active);
        QCOMPARE(device(f.place.db(), phone.device).value()->member, f.resident);
        const Member who = f.memberOf(f.resident);
        QVERIFY(who.active);
        QCOMPARE(who.name, std::string("住户JY-1-1-101")); // kept
    }

    void readmissionWorksWithoutAnyDeviceLeft()
    {
        MembersFixture f;
        QCOMPARE(f.revoke(f.captain, f.firstDevice(f.resident)), Code());
        QVERIFY(!f.memberOf(f.resident).active);
        const auto key = SigningKey::generate();
        QCOMPARE(f.invite(f.captain, f.toReadmission(key, f.resident)), Code());
        QVERIFY(f.join(key, Phone()).accepted());
        QVERIFY(f.memberOf(f.resident).active);
    }

    void whoLeftIsNotReadmitted()
    {
        MembersFixture f;
        QCOMPARE(f.moveOut(f.resident, f.resident), Code());
        QCOMPARE(f.invite(f.admin, f.toReadmission(SigningKey::generate(), f.resident)), Code("members.member_left"));
    }

    void inviteDiesWithTheDeviceThatMadeIt()
    {
        MembersFixture f;
        const DeviceId second = f.addDevice(f.resident);
        const auto key = SigningKey::generate();
        pbm::Invite facts = f.toOwnDevice(key, f.resident);
        QVERIFY(f.place.submitFrom(second, f.resident, "members.invite", facts.SerializeAsString(), {}).accepted());
        QCOMPARE(f.revoke(f.resident, second), Code());
        QCOMPARE(f.join(key, Phone()).verdict.code, Code("members.invite_void"));
    }

    void inviteDiesWithItsMakersRight()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        QCOMPARE(f.invite(f.captain, f.toHousehold(key, "JY-1-1-301")), Code());
        QCOMPARE(f.withdraw(f.admin, f.captain, pbm::CAPTAIN), Code());
        QCOMPARE(f.join(key, Phone()).verdict.code, Code("members.invite_void"));
    }

    void joinNameIsChecked()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        f.invite(f.admin, f.toHousehold(key, "JY-1-1-101"));
        const Phone phone;
        const auto facts = f.joinFacts(key, phone);
        QCOMPARE(f.join(facts, phone.device, std::string(41, 'a')).verdict.code, Code("content.too_long"));
        QCOMPARE(f.join(facts, phone.device, "a\xFF").verdict.code, Code("content.malformed"));
        QCOMPARE(f.join(facts, phone.device, std::string("a\0b", 3)).verdict.code, Code("content.not_utf8"));
        QVERIFY(f.join(facts, phone.device, std::string(40, 'a')).accepted());
    }

    void joiningDeviceReadsFacts()
    {
        MembersFixture f;
        const auto key = SigningKey::generate();
        const Phone phone;
        const std::string facts = f.joinFacts(key, phone).SerializeAsString();
        const auto read = joiningDevice(asBytes(facts));
        QCOMPARE(read->signingKey, phone.signing.publicKey());
        QCOMPARE(read->inviteKey, key.publicKey());
        QCOMPARE(joiningDevice(asBytes("no message")).error().code, Code("op.malformed"));
    }
};

QTEST_GUILESS_MAIN(TstMembersInvites)
#include "tst_members_invites.moc"
