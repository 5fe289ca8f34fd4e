// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Texts.h"
#include "app/resident/plans/PlanDetailModel.h"
#include "app/resident/plans/PlanListModel.h"
#include "app/resident/plans/PollListModel.h"
#include "app/resident/plans/PollModel.h"
#include "core/plans/plans.pb.h"
#include "tests/unit/resident/CoreScene.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

using namespace linli;
using namespace linli::test;
using namespace linli::resident;

namespace {

OpId publishPlan(TestPhone& by, std::int64_t fen = 4'800'000)
{
    pb::plans::PublishFacts facts;
    facts.set_cost_fen(fen);
    facts.set_building("JY-1");
    pb::plans::PublishContent content;
    content.set_title("车棚改造");
    content.set_text("拆除旧车棚，新建带充电桩的车棚。");
    content.set_place("南侧空地");
    return by.submit("plans.publish", facts, content);
}

OpId openPoll(TestPhone& by, const std::optional<OpId>& plan, Timestamp closes, std::uint32_t quorum = 0)
{
    pb::plans::OpenPollFacts facts;
    if (plan)
        facts.set_plan(plan->str());
    facts.set_rule("household_majority");
    facts.set_options(plan ? 3 : 2);
    facts.set_closes_ms(toMs(closes));
    facts.set_quorum_percent(quorum);
    pb::plans::OpenPollContent content;
    content.set_question("是否改造车棚？");
    if (!plan) {
        content.add_options("周六");
        content.add_options("周日");
    }
    return by.submit("plans.open_poll", facts, content);
}

QVariant at(const QAbstractItemModel& model, int row, int role)
{
    return model.data(model.index(row, 0), role);
}

} // namespace

class TestPlanModels : public QObject {
    Q_OBJECT

    std::unique_ptr<CoreScene> m_scene;
    Timestamp m_closes;

    /// The resident, who has a home or a role, opens the app with what the admin's phone has made.
    void openWith(const std::string& invite)
    {
        m_scene->joinResident(invite);
        m_scene->open();
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_scene = std::make_unique<CoreScene>();
        m_closes = m_scene->hub.now() + std::chrono::hours(24);
    }
    void cleanup() { m_scene.reset(); }

    void plansAreListedNewestFirst()
    {
        publishPlan(m_scene->admin);
        const OpId second = publishPlan(m_scene->admin, 12'345);
        openPoll(m_scene->admin, second, m_closes);
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));

        PlanListModel model;
        const QAbstractItemModelTester tester(&model);
        QVERIFY(model.loading());
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 2);
        QVERIFY(!model.loading());
        const int voting = at(model, 0, PlanListModel::PhaseRole).toInt() == planphase::Voting ? 0 : 1;
        QCOMPARE(at(model, voting, PlanListModel::PlanIdRole).toString(), toQString(second));
        QCOMPARE(at(model, voting, PlanListModel::CostRole).toString(), QStringLiteral("¥123.45"));
        QCOMPARE(at(model, 1 - voting, PlanListModel::PhaseRole).toInt(), int(planphase::Published));
        QCOMPARE(at(model, 0, PlanListModel::PlaceRole).toString(), QStringLiteral("JY-1 · 南侧空地"));
        QCOMPARE(at(model, 0, PlanListModel::DeliveryRole).toInt(), 0);
    }

    void aResidentReadsAPlanButMayNotPost()
    {
        const OpId plan = publishPlan(m_scene->admin);
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));
        PlanDetailModel model;
        model.setCore(m_scene->core.get());
        model.setPlanId(toQString(plan));
        QTRY_VERIFY(model.found());
        QCOMPARE(model.plan().title, QStringLiteral("车棚改造"));
        QCOMPARE(model.plan().author, QStringLiteral("王姐"));
        QVERIFY(!model.plan().mayPost);
        QVERIFY(!model.plan().mayFinish);
        QVERIFY(!model.plan().starts.isValid());

        QSignalSpy failed(&model, &PlanDetailModel::failed);
        model.postProgress(10, QStringLiteral("开工"), {});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), problemText("plans.not_allowed"));
    }

    void anUnknownPlanIsNotFound()
    {
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));
        PlanDetailModel model;
        model.setCore(m_scene->core.get());
        model.setPlanId(QStringLiteral("00000000-0000-4000-8000-000000000001"));
        QTRY_VERIFY(!model.loading());
        QVERIFY(!model.found());
    }

    void aWorkerReportsProgressAndResult()
    {
        const OpId plan = publishPlan(m_scene->admin);
        openWith(m_scene->admin.inviteRole(members::Role::Worker));
        PlanDetailModel model;
        const QAbstractItemModelTester tester(&model);
        model.setCore(m_scene->core.get());
        model.setPlanId(toQString(plan));
        QTRY_VERIFY(model.plan().mayPost);
        QVERIFY(!model.plan().mayFinish);

        QSignalSpy saved(&model, &PlanDetailModel::saved);
        model.postProgress(40, QStringLiteral("基础已浇筑"), {});
        QTRY_COMPARE(saved.count(), 1);
        QTRY_COMPARE(model.count(), 1);
        QCOMPARE(at(model, 0, PlanDetailModel::PercentRole).toInt(), 40);
        QCOMPARE(at(model, 0, PlanDetailModel::WordsRole).toString(), QStringLiteral("基础已浇筑"));
        QCOMPARE(at(model, 0, PlanDetailModel::DeliveryRole).toInt(), 1);
        QCOMPARE(model.plan().phase, planphase::UnderConstruction);

        QSignalSpy failed(&model, &PlanDetailModel::failed);
        model.postResult(QStringLiteral("四万"), QStringLiteral("完工"), {});
        QCOMPARE(failed.count(), 1);
        model.postResult(QStringLiteral("47,000.50"), QStringLiteral("完工"), {});
        QTRY_COMPARE(model.plan().phase, planphase::Completed);
        QCOMPARE(model.plan().finalCostText, QStringLiteral("¥47,000.50"));
        QCOMPARE(model.plan().savedText, QStringLiteral("¥999.50"));
        QVERIFY(model.plan().overText.isEmpty());
        QCOMPARE(model.plan().resultWords, QStringLiteral("完工"));
        QVERIFY(!model.plan().mayPost);

        QVERIFY(m_scene->syncUntil([&] { return at(model, 0, PlanDetailModel::DeliveryRole).toInt() == 0; }));
    }

    void aHouseholdVotesAndChangesItsVote()
    {
        const OpId poll = openPoll(m_scene->admin, publishPlan(m_scene->admin), m_closes, 50);
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));
        PollModel model;
        const QAbstractItemModelTester tester(&model);
        model.setCore(m_scene->core.get());
        model.setPollId(toQString(poll));
        QTRY_VERIFY(model.found());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(at(model, 0, PollModel::LabelRole).toString(), QStringLiteral("Yes"));
        QCOMPARE(model.poll().right, pollright::May);
        QCOMPARE(model.poll().roll, 18);
        QCOMPARE(model.poll().quorum, 9);
        QCOMPARE(model.poll().ownChoice, 0);
        QCOMPARE(model.poll().phase, pollphase::Open);

        model.vote(1);
        QTRY_COMPARE(model.poll().ownChoice, 1);
        QTRY_VERIFY(!model.saving());
        QCOMPARE(model.poll().delivery, 1);
        QCOMPARE(model.poll().ballots, 1);
        QVERIFY(at(model, 0, PollModel::ChosenRole).toBool());
        model.vote(2);
        QTRY_COMPARE(model.poll().ownChoice, 2);
        QCOMPARE(model.poll().ownChoiceText, QStringLiteral("No"));
        QCOMPARE(model.poll().ballots, 1);
        QVERIFY(!at(model, 0, PollModel::ChosenRole).toBool());
        // What others chose stays unknown while it is open, the own ballot included.
        QCOMPARE(at(model, 1, PollModel::FractionRole).toDouble(), 0.0);

        QVERIFY(m_scene->syncUntil([&] { return model.poll().delivery == 0; }));
        QCOMPARE(model.poll().ownChoice, 2);
    }

    void votesGoByTheCommunitysTime()
    {
        const OpId poll = openPoll(m_scene->admin, std::nullopt, m_closes);
        m_scene->phoneAhead = std::chrono::hours(48); // past the end of the vote
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));
        PollModel model;
        model.setCore(m_scene->core.get());
        model.setPollId(toQString(poll));
        QTRY_VERIFY(model.found());
        QCOMPARE(model.poll().phase, pollphase::Counting); // it knows no better

        publishPlan(m_scene->admin); // a new entry tells the phone the time
        CoreScene::require(m_scene->admin.sync());
        QVERIFY(m_scene->syncUntil([&] { return model.poll().phase == pollphase::Open; }));
    }

    void theTallyComesAfterTheClose()
    {
        const OpId poll = openPoll(m_scene->admin, publishPlan(m_scene->admin), m_closes);
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));
        PollModel model;
        model.setCore(m_scene->core.get());
        model.setPollId(toQString(poll));
        QTRY_VERIFY(model.found());
        model.vote(1);
        QTRY_COMPARE(model.poll().ownChoice, 1);
        QVERIFY(m_scene->syncUntil([&] { return model.poll().delivery == 0; }));

        m_scene->hub.setNow(m_closes + std::chrono::minutes(1));
        m_scene->hub.tick();
        QVERIFY(m_scene->syncUntil([&] { return model.poll().phase == pollphase::Closed; }));
        QCOMPARE(model.poll().result, pollresult::Approved);
        QCOMPARE(at(model, 0, PollModel::FractionRole).toDouble(), 1.0);
        QVERIFY(at(model, 0, PollModel::ValueTextRole).toString().contains(QStringLiteral("100%")));
        QCOMPARE(at(model, 1, PollModel::FractionRole).toDouble(), 0.0);

        PollListModel past;
        past.setShow(PollListModel::Show::Closed);
        past.setCore(m_scene->core.get());
        QTRY_COMPARE(past.count(), 1);
        QCOMPARE(at(past, 0, PollListModel::ResultRole).toInt(), int(pollresult::Approved));
    }

    void aVoteThatCameTooLateShowsWhyAndIsPutAway()
    {
        const OpId poll = openPoll(m_scene->admin, std::nullopt, m_closes);
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));
        PollModel model;
        model.setCore(m_scene->core.get());
        model.setPollId(toQString(poll));
        QTRY_VERIFY(model.found());
        model.vote(2);
        QTRY_COMPARE(model.poll().ownChoice, 2);

        m_scene->hub.setNow(m_closes + std::chrono::minutes(1));
        m_scene->hub.tick();
        QVERIFY(m_scene->syncUntil([&] { return !model.poll().rejectedOp.isEmpty(); }));
        QCOMPARE(model.poll().rejection, problemText("plans.poll_closed"));
        QCOMPARE(model.poll().ownChoice, 0);
        QCOMPARE(model.poll().result, pollresult::NoMajority);
        model.discardRejected();
        QTRY_VERIFY(model.poll().rejectedOp.isEmpty());
    }

    void somebodyWithoutAHomeIsToldSo()
    {
        const OpId poll = openPoll(m_scene->admin, std::nullopt, m_closes);
        openWith(m_scene->admin.inviteRole(members::Role::Worker));
        PollModel model;
        model.setCore(m_scene->core.get());
        model.setPollId(toQString(poll));
        QTRY_VERIFY(model.found());
        QCOMPARE(model.poll().right, pollright::NoHousehold);
        QSignalSpy failed(&model, &PollModel::failed);
        model.vote(1);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), problemText("plans.no_household"));
    }

    void openPollsOfOnePlanOnly()
    {
        const OpId plan = publishPlan(m_scene->admin);
        openPoll(m_scene->admin, plan, m_closes);
        openPoll(m_scene->admin, std::nullopt, m_closes + std::chrono::hours(1));
        openWith(m_scene->admin.inviteHousehold("JY-1-1-101"));
        PollListModel open;
        const QAbstractItemModelTester tester(&open);
        open.setCore(m_scene->core.get());
        QTRY_COMPARE(open.count(), 2);
        QVERIFY(at(open, 0, PollListModel::MayVoteRole).toBool());
        QVERIFY(!at(open, 0, PollListModel::VotedRole).toBool());
        QCOMPARE(at(open, 0, PollListModel::PlanTitleRole).toString(), QStringLiteral("车棚改造"));
        open.setPlanId(toQString(plan));
        open.setShow(PollListModel::Show::OfPlan);
        QTRY_COMPARE(open.count(), 1);
    }

    void aPollsPhaseFollowsTheClock()
    {
        const Timestamp opens = fromMs(1'000);
        const Timestamp closes = fromMs(2'000);
        QCOMPARE(pollPhaseAt(false, opens, closes, fromMs(999)), pollphase::NotOpen);
        QCOMPARE(pollPhaseAt(false, opens, closes, fromMs(1'000)), pollphase::Open);
        QCOMPARE(pollPhaseAt(false, opens, closes, fromMs(2'000)), pollphase::Counting);
        QCOMPARE(pollPhaseAt(true, opens, closes, fromMs(1'500)), pollphase::Closed);
        // Most households abstaining approves nothing.
        QCOMPARE(pollResultOf(plans::Outcome::Decided, true, 3), pollresult::NoMajority);
        QCOMPARE(pollResultOf(plans::Outcome::Decided, false, 3), pollresult::Winner);
    }
};

QTEST_GUILESS_MAIN(TestPlanModels)
#include "tst_plan_models.moc"
