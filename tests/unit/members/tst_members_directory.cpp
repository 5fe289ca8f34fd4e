// SPDX-License-Identifier: Apache-2.0
#include "core/members/Directory.h"
#include "core/members/Members.h"
#include "core/members/Queries.h"
#include "tests/support/Neighbourhood.h"

#include <QtTest>

using namespace linli;
using namespace linli::members;
using linli::test::Neighbourhood;

/// What the Directory and the lists answer about a founded neighbourhood.
class TstMembersDirectory : public QObject {
    Q_OBJECT

private slots:
    void foundingFillsThePlaces()
    {
        Neighbourhood place;
        const auto founded = community(place.db()).value();
        QVERIFY(founded);
        QCOMPARE(founded->id, place.communityId());
        QCOMPARE(founded->hubKey, place.hubKey());
        QCOMPARE(founded->name, std::string("锦溪社区"));
        QCOMPARE(members::genesis(place.db()).value(), std::optional(place.genesis()));
        QCOMPARE(compounds(place.db()).value().size(), 2U);
        const auto all = buildings(place.db()).value();
        QCOMPARE(all.size(), 3U);
        QCOMPARE(all[0].id.value, std::string("JY-1"));
        QCOMPARE(all[2].compound.value, std::string("YH"));
        QCOMPARE(households(place.db()).value().size(), 18U);
        QVERIFY(!building(place.db(), {"JY-9"}).value());
        QVERIFY(!compound(place.db(), {"XX"}).value());
        QVERIFY(!household(place.db(), {"JY-1-1-999"}).value());
    }

    void householdShowsAreaAndOwners()
    {
        Neighbourhood place;
        const auto home = household(place.db(), {"JY-2-1-201"}).value();
        QVERIFY(home);
        QCOMPARE(home->building.value, std::string("JY-2"));
        QCOMPARE(home->unit, std::string("1"));
        QCOMPARE(home->room, std::string("201"));
        QCOMPARE(home->area.value, 880'000);
        QCOMPARE(home->owners.size(), 1U);
        QCOMPARE(home->owners[0].owner, std::string("1009"));
        const auto homes = householdsOf(place.db(), {"JY-2"}).value();
        QCOMPARE(homes.size(), 6U);
        QCOMPARE(homes.front().value, std::string("JY-2-1-101"));
    }

    void centreOfAnOutline()
    {
        Building building;
        building.outline = {{30, 104}, {30, 104.002}, {30.001, 104.002}, {30.001, 104}};
        QVERIFY(std::abs(building.centre().latitude - 30.0005) < 1e-9);
        QVERIFY(std::abs(building.centre().longitude - 104.001) < 1e-9);
        // An L: the mean of its corners would be elsewhere.
        building.outline = {{0, 0}, {0, 2}, {1, 2}, {1, 1}, {2, 1}, {2, 0}};
        QVERIFY(std::abs(building.centre().latitude - 5.0 / 6) < 1e-9);
        QVERIFY(std::abs(building.centre().longitude - 5.0 / 6) < 1e-9);
        building.outline = {{30, 104}};
        QCOMPARE(building.centre().latitude, 30.0);
        building.outline = {{1, 1}, {2, 2}, {3, 3}};
        QCOMPARE(building.centre().longitude, 2.0);
    }

    void pointsInRange()
    {
        QVERIFY(isValid({90, -180}));
        QVERIFY(!isValid({90.1, 0}));
        QVERIFY(!isValid({0, 180.1}));
        QVERIFY(!isValid({std::nan(""), 0}));
        QVERIFY(!isValid({0, std::numeric_limits<double>::infinity()}));
    }

    void roleNamesGoBothWays()
    {
        for (const auto role :
             {Role::Resident, Role::Captain, Role::Worker, Role::Property, Role::Treasurer, Role::Auditor, Role::Admin})
            QCOMPARE(parseRole(roleName(role)), std::optional(role));
        QVERIFY(!parseRole("Captain"));
        QVERIFY(!parseRole(""));
    }

    void residentIsAnActor()
    {
        Neighbourhood place;
        const MemberId id = place.resident("YH-1-1-101");
        const Actor who = actor(place.db(), id).value();
        QVERIFY(who.member.active);
        QVERIFY(who.has(Role::Resident));
        QVERIFY(!who.isStaff());
        QCOMPARE(who.homeBuilding->value, std::string("YH-1"));
        QCOMPARE(who.homeCompound->value, std::string("YH"));
        QCOMPARE(devicesOf(place.db(), id).value().size(), 1U);
        QCOMPARE(membersOf(place.db(), {"YH-1-1-101"}).value().front().id, id);
    }

    void captainReachesOwnBuildingsOnly()
    {
        Neighbourhood place;
        const MemberId id = place.staff(Role::Captain, {"JY-1", "JY-2"}, "JY-1-1-101");
        const Actor who = actor(place.db(), id).value();
        QVERIFY(who.isStaff());
        QVERIFY(who.hasAny({Role::Worker, Role::Captain}));
        QVERIFY(!who.hasAny({Role::Worker, Role::Admin}));
        QVERIFY(who.isCaptainOf({"JY-2"}));
        QVERIFY(!who.isCaptainOf({"YH-1"}));
        QCOMPARE(who.member.grants.size(), 1U);
        QCOMPARE(who.member.grants[0].buildings.size(), 2U);
    }

    void staffWithoutHomeIsActiveButNoResident()
    {
        Neighbourhood place;
        const Actor who = actor(place.db(), place.staff(Role::Treasurer)).value();
        QVERIFY(who.member.active);
        QVERIFY(!who.has(Role::Resident));
        QVERIFY(!who.homeBuilding);
    }

    void unknownMemberHasNoRoles()
    {
        Neighbourhood place;
        const Actor who = actor(place.db(), MemberId{}).value();
        QVERIFY(!who.member.active);
        QVERIFY(!who.has(Role::Resident));
        QVERIFY(!who.isStaff());
    }

    void allMembersAgreesWithEachMember()
    {
        Neighbourhood place;
        place.resident("JY-1-1-101");
        place.staff(Role::Captain, {"JY-1"}, "JY-1-1-102");
        place.staff(Role::Worker);
        const auto all = allMembers(place.db()).value();
        QCOMPARE(all.size(), 4U);
        for (const Member& each : all) {
            const auto one = member(place.db(), each.id).value();
            QVERIFY(one);
            QCOMPARE(one->name, each.name);
            QCOMPARE(one->household, each.household);
            QCOMPARE(one->active, each.active);
            QCOMPARE(one->grants.size(), each.grants.size());
        }
    }

    void staffOfABuilding()
    {
        Neighbourhood place;
        const MemberId here = place.staff(Role::Captain, {"JY-1"});
        place.staff(Role::Captain, {"YH-1"});
        const MemberId worker = place.staff(Role::Worker);
        place.resident("JY-1-1-101");
        std::vector<MemberId> ids;
        const auto staff = staffOf(place.db(), {"JY-1"}).value();
        for (const Member& each : staff)
            ids.push_back(each.id);
        QCOMPARE(ids, (std::vector<MemberId>{place.firstAdmin(), here, worker}));
    }

    void invitesOfAMember()
    {
        Neighbourhood place;
        place.resident("JY-1-1-101");
        const auto made = invitesBy(place.db(), place.firstAdmin()).value();
        QCOMPARE(made.size(), 1U);
        QVERIFY(made[0].usedBy);
        QCOMPARE(made[0].household->value, std::string("JY-1-1-101"));
        QVERIFY(invitesBy(place.db(), MemberId{}).value().empty());
    }
};

QTEST_GUILESS_MAIN(TstMembersDirectory)
#include "tst_members_directory.moc"
