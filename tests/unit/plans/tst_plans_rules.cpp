// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plans/PlansFixture.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace linli;
using namespace linli::test;
using members::Role;
using plans::Phase;

using Publish = pb::plans::PublishFacts;
using Spoil = std::function<void(Publish&)>;
Q_DECLARE_METATYPE(Spoil)

/// Publishing a plan, and its progress and result posts: roles, limits, phases, words.
class PlansRulesTest : public QObject {
    Q_OBJECT

private slots:
    void publishesByRole_data();
    void publishesByRole();
    void captainPublishesAtOwnBuildings();
    void refusesSpoiledPlans_data();
    void refusesSpoiledPlans();
    void acceptsTheLimits();
    void refusesUnknownPlans();
    void refusesOtherAudiences();
    void postsByRole();
    void progressStartsTheWork();
    void percentStaysAndGrows();
    void resultCompletes();
    void phasesThatForbidPosts();
    void checksWordsOfAPlan_data();
    void checksWordsOfAPlan();
    void checksWordsOfPosts();
    void refusesMalformedFacts();
};

void PlansRulesTest::publishesByRole_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("code");
    for (const char* role : {"admin", "worker", "property"})
        QTest::newRow(role) << role << "";
    for (const char* role : {"resident", "treasurer", "auditor"})
        QTest::newRow(role) << role << "plans.not_allowed";
    QTest::newRow("captain") << "captain" << "plans.building_required";
}

void PlansRulesTest::publishesByRole()
{
    QFETCH(QString, role);
    QFETCH(QString, code);
    PlansFixture f;
    const auto parsed = *members::parseRole(role.toStdString());
    const MemberId by = parsed == Role::Resident  ? f.residents(1).front()
                        : parsed == Role::Captain ? f.place.staff(parsed, {"JY-1"})
                                                  : f.place.staff(parsed);
    const auto outcome = f.publish(by);
    QCOMPARE(outcome.verdict.code, code.toStdString());
    QCOMPARE(plans::plan(f.place.db(), outcome.op).value().has_value(), code.isEmpty());
}

void PlansRulesTest::captainPublishesAtOwnBuildings()
{
    PlansFixture f;
    const auto captain = f.place.staff(Role::Captain, {"JY-1"});
    auto facts = PlansFixture::publishFacts();
    facts.set_building("JY-1");
    QVERIFY(f.publish(captain, facts).accepted());
    facts.set_building("JY-2");
    QCOMPARE(f.publish(captain, facts).verdict.code, "plans.foreign_building");
}

void PlansRulesTest::refusesSpoiledPlans_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, Spoil spoil, const char* code) { QTest::newRow(name) << spoil << code; };
    row("negative cost", [](Publish& facts) { facts.set_cost_fen(-1); }, "plans.cost");
    row("cost over limit", [](Publish& facts) { facts.set_cost_fen(10'000'000'001); }, "plans.cost");
    row("short fund id", [](Publish& facts) { facts.set_fund_account("short"); }, "plans.fund_id");
    row("unknown building", [](Publish& facts) { facts.set_building("XX-9"); }, "plans.unknown_building");
    row("latitude", [](Publish& facts) { facts.mutable_point()->set_latitude_e7(900'000'001); }, "plans.point");
    row("longitude", [](Publish& facts) { facts.mutable_point()->set_longitude_e7(-1'800'000'001); }, "plans.point");
    row(
        "ends before start",
        [](Publish& facts) {
            facts.set_starts_ms(2);
            facts.set_ends_ms(1);
        },
        "plans.schedule");
    row("negative time", [](Publish& facts) { facts.set_starts_ms(-1); }, "plans.schedule");
    row(
        "time beyond year 9999", [](Publish& facts) { facts.set_ends_ms(std::numeric_limits<std::int64_t>::max()); },
        "plans.schedule");
}

void PlansRulesTest::refusesSpoiledPlans()
{
    QFETCH(Spoil, spoil);
    QFETCH(QString, code);
    PlansFixture f;
    auto facts = PlansFixture::publishFacts();
    spoil(facts);
    QCOMPARE(f.publish(f.worker, facts).verdict.code, code.toStdString());
}

void PlansRulesTest::acceptsTheLimits()
{
    PlansFixture f;
    auto facts = PlansFixture::publishFacts();
    facts.set_cost_fen(0);
    facts.set_fund_account(OpId{{7}}.str());
    facts.set_building("YH-1");
    facts.mutable_point()->set_latitude_e7(-900'000'000);
    facts.mutable_point()->set_longitude_e7(1'800'000'000);
    facts.set_starts_ms(1);
    facts.set_ends_ms(1);
    const auto outcome = f.publish(f.worker, facts);
    QVERIFY(outcome.accepted());
    const auto plan = plans::plan(f.place.db(), outcome.op).value().value();
    QCOMPARE(plan.author, f.worker);
    QCOMPARE(plan.cost.fen, 0);
    QCOMPARE(plan.fund, std::optional(OpId{{7}}));
    QCOMPARE(plan.building->value, "YH-1");
    QCOMPARE(plan.point->latitude, -90.0);
    QCOMPARE(plan.point->longitude, 180.0);
    QCOMPARE(plan.starts, std::optional(fromMs(1)));
    QCOMPARE(plan.accepted, f.place.now());
    QCOMPARE(plan.phase, Phase::Published);
    QCOMPARE(plan.title.value(), "车棚改造");
}

void PlansRulesTest::refusesUnknownPlans()
{
    PlansFixture f;
    QCOMPARE(f.progress(f.worker, OpId{{1}}, 5).verdict.code, "plans.unknown_plan");
    QCOMPARE(f.result(f.worker, OpId{{1}}).verdict.code, "plans.unknown_plan");
    pb::plans::ProgressFacts facts;
    facts.set_plan("no id");
    pb::plans::ProgressContent content;
    content.set_text("x");
    QCOMPARE(f.place.submit(f.worker, "plans.progress", facts, content).verdict.code, "plans.unknown_plan");
}

void PlansRulesTest::refusesOtherAudiences()
{
    PlansFixture f;
    const OpId plan = f.plan();
    const OpId poll = f.poll();
    const auto home = f.residents(1).front();
    const log::Audience staff{log::Audience::Kind::Staff, {}};
    QCOMPARE(f.place.submit(f.worker, "plans.publish", f.publishFacts(), f.publishContent(), staff).verdict.code,
             "op.audience");
    QCOMPARE(f.place.submit(f.worker, "plans.open_poll", f.pollFacts(), f.pollContent(3), staff).verdict.code,
             "op.audience");
    QCOMPARE(f.progress(f.worker, plan, 5, staff).verdict.code, "op.audience");
    QCOMPARE(f.result(f.worker, plan, 5, staff).verdict.code, "op.audience");
    QCOMPARE(f.vote(home, poll, 1, staff).verdict.code, "op.audience");
}

void PlansRulesTest::postsByRole()
{
    PlansFixture f;
    const OpId plan = f.planIn("JY-1");
    QCOMPARE(f.progress(f.residents(1).front(), plan, 1).verdict.code, "plans.not_allowed");
    QCOMPARE(f.progress(f.place.staff(Role::Treasurer), plan, 1).verdict.code, "plans.not_allowed");
    QCOMPARE(f.progress(f.place.staff(Role::Captain, {"JY-2"}), plan, 1).verdict.code, "plans.foreign_building");
    QCOMPARE(f.progress(f.place.staff(Role::Captain, {"JY-1"}), f.plan(), 1).verdict.code, "plans.building_required");
    const auto captain = f.place.staff(Role::Captain, {"JY-1"});
    QVERIFY(f.progress(captain, plan, 1).accepted());
    QVERIFY(f.progress(f.place.staff(Role::Property), plan, 2).accepted());
    QVERIFY(f.progress(f.place.staff(Role::Admin), plan, 3).accepted());
    QCOMPARE(f.result(f.residents(2).back(), plan).verdict.code, "plans.not_allowed");
    QVERIFY(f.result(captain, plan).accepted());
}

void PlansRulesTest::progressStartsTheWork()
{
    PlansFixture f;
    const OpId plan = f.plan();
    QVERIFY(f.progress(f.worker, plan, 0).accepted());
    QCOMPARE(f.phase(plan), Phase::UnderConstruction);
    const auto steps = plans::timeline(f.place.db(), plan).value();
    QCOMPARE(steps.size(), std::size_t(2));
    QCOMPARE(steps[0].kind, plans::PlanStep::Kind::Published);
    QCOMPARE(steps[1].kind, plans::PlanStep::Kind::Progress);
    QCOMPARE(steps[1].text.value(), "基础已浇筑");
    QCOMPARE(steps[1].author, f.worker);
}

void PlansRulesTest::percentStaysAndGrows()
{
    PlansFixture f;
    const OpId plan = f.plan();
    QCOMPARE(f.progress(f.worker, plan, 101).verdict.code, "plans.percent");
    QCOMPARE(f.progress(f.worker, plan, std::numeric_limits<std::uint32_t>::max()).verdict.code, "plans.percent");
    QVERIFY(f.progress(f.worker, plan, 40).accepted());
    QVERIFY(f.progress(f.worker, plan, 40).accepted());
    QCOMPARE(f.progress(f.worker, plan, 39).verdict.code, "plans.percent_decreases");
    QVERIFY(f.progress(f.worker, plan, 100).accepted());
    QCOMPARE(plans::plan(f.place.db(), plan).value()->percent, 100);
    QCOMPARE(f.phase(plan), Phase::UnderConstruction);
}

void PlansRulesTest::resultCompletes()
{
    PlansFixture f;
    const OpId plan = f.plan();
    QCOMPARE(f.result(f.worker, plan).verdict.code, "plans.not_started");
    QVERIFY(f.progress(f.worker, plan, 80).accepted());
    QCOMPARE(f.result(f.worker, plan, -1).verdict.code, "plans.cost");
    QVERIFY(f.result(f.worker, plan, 4'700'000).accepted());
    const auto done = plans::plan(f.place.db(), plan).value().value();
    QCOMPARE(done.phase, Phase::Completed);
    QCOMPARE(done.percent, 100);
    QCOMPARE(done.finalCost.value().fen, 4'700'000);
    QCOMPARE(plans::timeline(f.place.db(), plan).value().back().kind, plans::PlanStep::Kind::Result);
}

void PlansRulesTest::phasesThatForbidPosts()
{
    PlansFixture f;
    const OpId plan = f.plan();
    const OpId poll = f.poll(plan);
    QCOMPARE(f.progress(f.worker, plan, 1).verdict.code, "plans.still_voting");
    QCOMPARE(f.result(f.worker, plan).verdict.code, "plans.still_voting");
    QVERIFY(f.vote(f.residents(1).front(), poll, 2).accepted());
    f.closePoll();
    QCOMPARE(f.phase(plan), Phase::Rejected);
    QCOMPARE(f.progress(f.worker, plan, 1).verdict.code, "plans.plan_rejected");
    QCOMPARE(f.result(f.worker, plan).verdict.code, "plans.plan_rejected");

    const OpId other = f.plan();
    QVERIFY(f.progress(f.worker, other, 1).accepted());
    QVERIFY(f.result(f.worker, other).accepted());
    QCOMPARE(f.progress(f.worker, other, 100).verdict.code, "plans.plan_completed");
    QCOMPARE(f.result(f.worker, other).verdict.code, "plans.plan_completed");
}

void PlansRulesTest::checksWordsOfAPlan_data()
{
    QTest::addColumn<QByteArray>("title");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<int>("photos");
    QTest::addColumn<QString>("code");
    const auto repeated = [](int count) { return QString(count, QChar(0x697C)).toUtf8(); }; // 楼
    const QByteArray fine = "楼";
    QTest::newRow("at the limits") << repeated(80) << repeated(5000) << repeated(200) << 6 << "";
    QTest::newRow("title only") << fine << QByteArray() << QByteArray() << 0 << "";
    QTest::newRow("no title") << QByteArray() << fine << fine << 0 << "content.empty";
    QTest::newRow("long title") << repeated(81) << fine << fine << 0 << "content.too_long";
    QTest::newRow("long text") << fine << repeated(5001) << fine << 0 << "content.too_long";
    QTest::newRow("long place") << fine << fine << repeated(201) << 0 << "content.too_long";
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << fine << fine << 0 << "content.not_utf8";
    QTest::newRow("seven photos") << fine << fine << fine << 7 << "content.photos";
}

void PlansRulesTest::checksWordsOfAPlan()
{
    QFETCH(QByteArray, title);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    QFETCH(int, photos);
    QFETCH(QString, code);
    PlansFixture f;
    pb::plans::PublishContent content;
    content.set_title(title.toStdString());
    content.set_text(text.toStdString());
    content.set_place(place.toStdString());
    for (int i = 0; i < photos; ++i)
        content.add_photos(std::string(32, static_cast<char>('a' + i)));
    QCOMPARE(f.place.submit(f.worker, "plans.publish", f.publishFacts(), content).verdict.code, code.toStdString());
}

void PlansRulesTest::checksWordsOfPosts()
{
    PlansFixture f;
    const OpId plan = f.plan();
    pb::plans::ProgressFacts facts;
    facts.set_plan(plan.str());
    const auto post = [&](const pb::plans::ProgressContent& content) {
        return f.place.submit(f.worker, "plans.progress", facts, content).verdict.code;
    };
    pb::plans::ProgressContent content;
    QCOMPARE(post(content), "content.empty");
    content.set_text(std::string(2001, 'a'));
    QCOMPARE(post(content), "content.too_long");
    content.clear_text();
    content.add_photos("not a hash");
    QCOMPARE(post(content), "content.photos");
    content.set_photos(0, std::string(32, 'h'));
    QCOMPARE(post(content), "");

    pb::plans::ResultFacts resultFacts;
    resultFacts.set_plan(plan.str());
    QCOMPARE(f.place.submit(f.worker, "plans.result", resultFacts, pb::plans::ResultContent{}).verdict.code,
             "content.empty");
}

void PlansRulesTest::refusesMalformedFacts()
{
    PlansFixture f;
    for (const auto& kind : plans::capability().kinds()) {
        const auto outcome = f.place.submitBytes(f.worker, kind.name, "\xff\xff\xff", "");
        QVERIFY2(outcome.verdict.code.ends_with(".malformed"), kind.name.c_str());
    }
}

QTEST_GUILESS_MAIN(PlansRulesTest)
#include "tst_plans_rules.moc"
