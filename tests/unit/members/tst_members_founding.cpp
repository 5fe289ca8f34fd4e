// SPDX-License-Identifier: Apache-2.0
#include "core/base/File.h"
#include "core/members/Import.h"
#include "core/members/Register.h"
#include "tests/unit/members/MembersFixture.h"

#include "core/store/Database.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace linli;
using namespace linli::members;
using linli::test::addShare;
using Code = std::string;
namespace pbm = linli::pb::members;

/// members.found on an empty store: what it accepts, and each way in which it refuses.
class TstMembersFounding : public QObject {
    Q_OBJECT

    /// A store with the schema and nothing in it.
    struct Empty {
        QTemporaryDir folder;
        store::Database db = open(folder.filePath("store").toStdString());
        Timestamp now = fromMs(1'793'500'000'000);

        static store::Database open(const std::string& file)
        {
            auto db = store::Database::open(file, store::DatabaseKey(crypto::Secret32::random()),
                                            store::Database::Access::Create)
                          .value();
            db.runScript(capability().schema()).value();
            return db;
        }
        log::Context context(bool byHub) { return {db, OpId{{1}}, {}, {}, byHub, now, Seq{1}, {}}; }
        Code decide(const pbm::Found& facts, bool byHub = true)
        {
            const std::string bytes = facts.SerializeAsString();
            return kind().decide(context(byHub), {kind().name, asBytes(bytes), std::nullopt}).value().code;
        }
        void apply(const pbm::Found& facts)
        {
            const std::string bytes = facts.SerializeAsString();
            kind().apply(context(true), {kind().name, asBytes(bytes), std::nullopt}).value();
        }
        static const log::Kind& kind() { return capability().kinds().front(); }
    };

    static void square(google::protobuf::RepeatedField<std::int32_t>& outline)
    {
        for (const int value : {0, 0, 0, 1000, 1000, 1000, 1000, 0})
            outline.Add(300'000'000 + value);
    }
    static pbm::Found good(const Empty& empty)
    {
        pbm::Found found;
        found.set_community_id(std::string(16, 'c'));
        found.set_name("社区");
        found.set_hub_key(std::string(32, 'h'));
        found.set_admin_invite_key(std::string(32, 'i'));
        found.set_admin_invite_expires_ms(toMs(empty.now + std::chrono::days(7)));
        auto& compound = *found.add_compounds();
        compound.set_id("A");
        compound.set_name("小区");
        square(*compound.mutable_outline());
        auto& building = *found.add_buildings();
        building.set_id("A-1");
        building.set_compound("A");
        building.set_name("1栋");
        building.set_units(2);
        building.set_floors(6);
        square(*building.mutable_outline());
        auto& household = *found.add_households();
        household.set_building("A-1");
        household.set_unit("1");
        household.set_room("101");
        household.set_area_cm2(853'000);
        addShare(*household.mutable_owners(), "1", 1, 1);
        return found;
    }
    using Spoil = std::function<void(pbm::Found&)>;
    static const std::vector<std::tuple<const char*, const char*, Spoil>>& spoils()
    {
        static const std::vector<std::tuple<const char*, const char*, Spoil>> all{
            {"community id", "op.malformed", [](auto& f) { f.set_community_id("x"); }},
            {"hub key", "op.malformed", [](auto& f) { f.set_hub_key("x"); }},
            {"invite key", "op.malformed", [](auto& f) { f.set_admin_invite_key("x"); }},
            {"no name", "members.bad_name", [](auto& f) { f.clear_name(); }},
            {"name too long", "members.bad_name", [](auto& f) { f.set_name(std::string(81, 'a')); }},
            {"compound name", "members.bad_name", [](auto& f) { f.mutable_compounds(0)->clear_name(); }},
            {"building name", "members.bad_name", [](auto& f) { f.mutable_buildings(0)->clear_name(); }},
            {"expired", "members.invite_expiry", [](auto& f) { f.set_admin_invite_expires_ms(1); }},
            {"too late", "members.invite_expiry",
             [](auto& f) { f.set_admin_invite_expires_ms(f.admin_invite_expires_ms() + 84LL * 86'400'000); }},
            {"compound id", "members.bad_id", [](auto& f) { f.mutable_compounds(0)->set_id("小"); }},
            {"building id", "members.bad_id", [](auto& f) { f.mutable_buildings(0)->clear_id(); }},
            {"room", "members.bad_id", [](auto& f) { f.mutable_households(0)->clear_room(); }},
            {"compound twice", "members.duplicate_id", [](auto& f) { *f.add_compounds() = f.compounds(0); }},
            {"building twice", "members.duplicate_id", [](auto& f) { *f.add_buildings() = f.buildings(0); }},
            {"household twice", "members.duplicate_id", [](auto& f) { *f.add_households() = f.households(0); }},
            {"compound unknown", "members.unknown_compound",
             [](auto& f) { f.mutable_buildings(0)->set_compound("B"); }},
            {"building unknown", "members.unknown_building",
             [](auto& f) { f.mutable_households(0)->set_building("B"); }},
            {"units", "members.bad_building", [](auto& f) { f.mutable_buildings(0)->set_units(101); }},
            {"floors", "members.bad_building", [](auto& f) { f.mutable_buildings(0)->set_floors(201); }},
            {"outline odd", "members.bad_outline",
             [](auto& f) { f.mutable_compounds(0)->mutable_outline()->RemoveLast(); }},
            {"outline short", "members.bad_outline",
             [](auto& f) { f.mutable_compounds(0)->mutable_outline()->Truncate(4); }},
            {"no outline", "members.bad_outline", [](auto& f) { f.mutable_buildings(0)->clear_outline(); }},
            {"latitude", "members.bad_outline", [](auto& f) { f.mutable_buildings(0)->set_outline(0, 900'000'001); }},
            {"longitude", "members.bad_outline",
             [](auto& f) { f.mutable_buildings(0)->set_outline(1, -1'800'000'001); }},
            {"area", "members.bad_area", [](auto& f) { f.mutable_households(0)->clear_area_cm2(); }},
            {"shares", "members.bad_shares", [](auto& f) { f.mutable_households(0)->clear_owners(); }},
        };
        return all;
    }

private slots:
    void accepts()
    {
        Empty empty;
        QCOMPARE(empty.decide(good(empty)), Code());
        empty.apply(good(empty));
        QCOMPARE(community(empty.db).value()->id, CommunityId::fromBytes(asBytes(std::string(16, 'c'))).value());
        QCOMPARE(buildings(empty.db).value().front().outline.size(), 4U);
        QVERIFY(std::abs(buildings(empty.db).value().front().outline[1].longitude - 30.0001) < 1e-9);
        QVERIFY(!genesis(empty.db).value());
        QCOMPARE(empty.decide(good(empty)), Code("members.already_founded"));
    }

    void onlyTheHubFounds()
    {
        Empty empty;
        QCOMPARE(empty.decide(good(empty), false), Code("members.not_hub"));
    }

    void refuses_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < spoils().size(); ++i)
            QTest::newRow(std::get<0>(spoils()[i])) << static_cast<int>(i);
    }
    void refuses()
    {
        QFETCH(int, index);
        const auto& [name, code, spoil] = spoils()[static_cast<std::size_t>(index)];
        Empty empty;
        pbm::Found facts = good(empty);
        spoil(facts);
        QCOMPARE(empty.decide(facts), Code(code));
    }

    void theSampleCommunityFounds()
    {
        Empty empty;
        const std::string data = LINLI_SAMPLE_DATA;
        const Bytes map = readFile(data + "/compounds.geojson", maxImportBytes).value();
        const Bytes csv = readFile(data + "/households.csv", maxImportBytes).value();
        pbm::Found facts = good(empty);
        facts.clear_compounds();
        facts.clear_buildings();
        facts.clear_households();
        QVERIFY(importPlaces(asString(map), facts).has_value());
        QVERIFY(importHouseholds(asString(csv), facts).has_value());
        QVERIFY(facts.compounds_size() >= 2);
        QVERIFY(facts.buildings_size() >= 6);
        QVERIFY(facts.households_size() >= 120);
        QCOMPARE(empty.decide(facts), Code());
        empty.apply(facts);
        QCOMPARE(households(empty.db).value().size(), static_cast<std::size_t>(facts.households_size()));
    }
};

QTEST_GUILESS_MAIN(TstMembersFounding)
#include "tst_members_founding.moc"
