// SPDX-License-Identifier: Apache-2.0
#include "HazardModelsFixture.h"

#include "app/resident/hazards/HazardActions.h"
#include "app/resident/hazards/HazardDetail.h"
#include "app/resident/hazards/HazardFigures.h"
#include "app/resident/hazards/HazardListModel.h"
#include "app/resident/hazards/HazardStaffModel.h"
#include "app/resident/hazards/HazardStep.h"

#include <QDir>

using namespace linli;
using namespace linli::resident;
using namespace linli::test;

namespace {

QString idText(const OpId& id)
{
    return resident::toQString(id);
}

/// A model on a core, once its first rows are there.
template <class Model> void load(Model& model, AppCore& core)
{
    model.setCore(&core);
    QTRY_VERIFY(!model.loading());
}

} // namespace

class TestHazardModels : public QObject {
    Q_OBJECT

private slots:
    void listReadsPagesByKey();
    void listTellsNewRowsOneByOne();
    void listFilters();
    void listHidesNamesFromNeighbours();
    void listShowsHowFarOwnReportsAre();
    void detailTellsTheStory();
    void detailOffersWhatTheRulesAllow();
    void neighbourActs();
    void staffStepsNeedWhatTheRulesNeed();
    void staffStepsAreStored();
    void moderatorHidesWords();
    void figuresCount();
};

void TestHazardModels::listReadsPagesByKey()
{
    HazardPhones phones;
    // A multiple of the page: the last page is full, and still the end is known.
    for (int number = 0; number < 90; ++number)
        reportBy(phones.li, "facilities.lighting", "第" + std::to_string(number) + "盏灯");
    QCOMPARE(phones.li.sync(), std::string());
    const auto core = phones.open(phones.li, "li");
    HazardListModel list;
    QVERIFY(list.loading());
    load(list, *core);

    QCOMPARE(list.count(), 30);
    QCOMPARE(cell(list, 0, HazardListModel::WordsRole).toString(), QStringLiteral("第89盏灯"));
    QSignalSpy resets(&list, &QAbstractItemModel::modelReset);
    QVERIFY(list.canFetchMore({}));
    list.fetchMore({});
    list.fetchMore({}); // a view asks again before the answer is there
    QTRY_COMPARE(list.count(), 60);
    list.fetchMore({});
    QTRY_COMPARE(list.count(), 90);
    QVERIFY(!list.canFetchMore({}));
    QCOMPARE(cell(list, 89, HazardListModel::WordsRole).toString(), QStringLiteral("第0盏灯"));
    QCOMPARE(resets.count(), 0);
}

void TestHazardModels::listTellsNewRowsOneByOne()
{
    HazardPhones phones;
    reportBy(phones.li);
    reportBy(phones.li);
    QCOMPARE(phones.li.sync(), std::string());
    const auto core = phones.open(phones.li, "li");
    HazardListModel list;
    load(list, *core);
    QCOMPARE(list.count(), 2);

    const QAbstractItemModelTester tester(&list);
    QSignalSpy resets(&list, &QAbstractItemModel::modelReset);
    QSignalSpy inserts(&list, &QAbstractItemModel::rowsInserted);
    reportBy(phones.wang, "fire.blocked_exit", "自行车堵住了楼梯");
    QCOMPARE(phones.wang.sync(), std::string());
    QVERIFY(phones.meetUntil(*core, [&] { return list.count() == 3; }));
    QCOMPARE(inserts.count(), 1);
    QCOMPARE(inserts.front().at(1).toInt(), 0);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(cell(list, 0, HazardListModel::PlaceRole).toString(), QStringLiteral("JY-1 · 3楼"));
}

void TestHazardModels::listFilters()
{
    HazardPhones phones;
    const OpId light = reportBy(phones.wang);
    reportBy(phones.wang, "fire.blocked_exit", "自行车堵住了楼梯");
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    phones.worker.submitBytes(
        advanceDraft({light}, {.state = hazards::State::Closed, .reason = hazards::ClosingReason::Unable}, {}));
    QCOMPARE(phones.worker.rejection, std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    QCOMPARE(phones.li.sync(), std::string());
    reportBy(phones.li, "facilities.lighting", "电梯口灯坏了");
    const auto core = phones.open(phones.li, "li");
    HazardListModel list;
    load(list, *core);
    QCOMPARE(list.count(), 3);
    QVERIFY(!list.filtered());

    list.setShow(HazardListModel::Show::Open);
    QVERIFY(list.filtered());
    QTRY_COMPARE(list.count(), 2);
    list.setShow(HazardListModel::Show::Done);
    QTRY_COMPARE(list.count(), 1);
    QCOMPARE(cell(list, 0, HazardListModel::HazardIdRole).toString(), idText(light));
    list.setShow(HazardListModel::Show::Mine);
    QTRY_COMPARE(cell(list, 0, HazardListModel::WordsRole).toString(), QStringLiteral("电梯口灯坏了"));
    QCOMPARE(list.count(), 1);
    list.setShow(HazardListModel::Show::All);
    list.setCategory(QStringLiteral("fire"));
    QTRY_COMPARE(cell(list, 0, HazardListModel::IconNameRole).toString(), QStringLiteral("fire"));
    QCOMPARE(list.count(), 1);
    list.setCategory({});
    list.setSearch(QStringLiteral(" 楼梯 "));
    QTRY_COMPARE(cell(list, 0, HazardListModel::WordsRole).toString(), QStringLiteral("自行车堵住了楼梯"));
    list.setSearch(QStringLiteral("百分号%"));
    QTRY_COMPARE(list.count(), 0);
}

void TestHazardModels::listHidesNamesFromNeighbours()
{
    HazardPhones phones;
    reportBy(phones.wang, "security.suspicious", "夜里有人吵架", true);
    QCOMPARE(phones.wang.rejection, std::string());
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    QCOMPARE(phones.li.sync(), std::string());
    const auto neighbour = phones.open(phones.li, "li");
    const auto staff = phones.open(phones.worker, "worker");
    HazardListModel seenByNeighbour;
    load(seenByNeighbour, *neighbour);
    HazardListModel seenByStaff;
    load(seenByStaff, *staff);
    QCOMPARE(seenByNeighbour.count(), 0);
    QCOMPARE(seenByStaff.count(), 1);
    QVERIFY(cell(seenByStaff, 0, HazardListModel::PrivateRole).toBool());
}

void TestHazardModels::listShowsHowFarOwnReportsAre()
{
    HazardPhones phones;
    reportBy(phones.wang);
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.li.sync(), std::string());
    reportBy(phones.li);
    const auto core = phones.open(phones.li, "li");
    HazardListModel list;
    load(list, *core);
    constexpr int delivered = 0;
    constexpr int saved = 1;
    QCOMPARE(cell(list, 0, HazardListModel::DeliveryRole).toInt(), saved);
    QCOMPARE(cell(list, 1, HazardListModel::DeliveryRole).toInt(), delivered);
    QVERIFY(phones.meetUntil(*core, [&] { return cell(list, 0, HazardListModel::DeliveryRole).toInt() == delivered; }));
}

void TestHazardModels::detailTellsTheStory()
{
    HazardPhones phones;
    const OpId id = reportBy(phones.wang);
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    const Timestamp day = phones.hub.now() + std::chrono::days(3);
    phones.worker.submitBytes(advanceDraft({id},
                                           {.state = hazards::State::Scheduled,
                                            .assignee = *phones.worker.home().member(),
                                            .expected = day,
                                            .note = "周四来换灯"},
                                           {}));
    QCOMPARE(phones.worker.rejection, std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    QCOMPARE(phones.li.sync(), std::string());
    const auto core = phones.open(phones.li, "li");
    HazardDetail detail;
    detail.setHazardId(idText(id));
    detail.setLanguage(QStringLiteral("zh_CN"));
    load(detail, *core);

    QVERIFY(detail.found());
    QCOMPARE(detail.words(), QStringLiteral("楼道灯不亮"));
    QCOMPARE(detail.reporter(), QStringLiteral("王大爷"));
    QCOMPARE(detail.assignee(), QStringLiteral("小陈"));
    QCOMPARE(detail.expected(), toDateTime(day));
    QCOMPARE(detail.state(), hazardstate::Scheduled);
    QCOMPARE(detail.timeline()->count(), 2);
    QCOMPARE(cell(*detail.timeline(), 1, HazardTimelineModel::WordsRole).toString(), QStringLiteral("周四来换灯"));
    QCOMPARE(cell(*detail.timeline(), 1, HazardTimelineModel::WhoRole).toString(), QStringLiteral("小陈"));

    detail.setHazardId(idText(OpId{{7}}));
    QVERIFY(!detail.found());
    QTRY_VERIFY(!detail.loading());
    QVERIFY(!detail.found());
    QCOMPARE(detail.timeline()->count(), 0);
}

void TestHazardModels::detailOffersWhatTheRulesAllow()
{
    HazardPhones phones;
    const OpId id = reportBy(phones.wang);
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    QCOMPARE(phones.li.sync(), std::string());
    struct Viewer {
        TestPhone* phone;
        const char* name;
        bool moves, support, withdraw, hide;
    };
    for (const Viewer& viewer :
         {Viewer{&phones.li, "li", false, true, false, false}, Viewer{&phones.wang, "wang", false, false, true, true},
          Viewer{&phones.worker, "worker", true, true, false, true}}) {
        const auto core = phones.open(*viewer.phone, viewer.name);
        HazardDetail detail;
        detail.setHazardId(idText(id));
        load(detail, *core);
        QCOMPARE(!detail.moves().isEmpty(), viewer.moves);
        QCOMPARE(detail.maySupport(), viewer.support);
        QCOMPARE(detail.mayWithdraw(), viewer.withdraw);
        QCOMPARE(detail.mayHide(), viewer.hide);
        QVERIFY(detail.mayComment());
        QVERIFY(!detail.mayRate());
    }
}

void TestHazardModels::neighbourActs()
{
    HazardPhones phones;
    const OpId id = reportBy(phones.wang);
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.li.sync(), std::string());
    const auto core = phones.open(phones.li, "li");
    HazardDetail detail;
    detail.setHazardId(idText(id));
    load(detail, *core);
    HazardActions actions;
    actions.setCore(core.get());
    actions.setHazardId(idText(id));
    QSignalSpy done(&actions, &HazardActions::done);
    QSignalSpy failed(&actions, &HazardActions::failed);

    actions.support();
    actions.support(); // the finger was quicker than the store
    QTRY_COMPARE(detail.supports(), 1);
    QVERIFY(detail.supported());
    QVERIFY(!detail.maySupport());
    QCOMPARE(done.count(), 1);

    actions.comment(QStringLiteral("  我家门口也黑 "));
    QTRY_COMPARE(detail.timeline()->count(), 2);
    QCOMPARE(cell(*detail.timeline(), 1, HazardTimelineModel::WordsRole).toString(), QStringLiteral("我家门口也黑"));
    QCOMPARE(cell(*detail.timeline(), 1, HazardTimelineModel::DeliveryRole).toInt(), 1);

    actions.rate(hazardanswer::Fixed);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.front().front().toString(), problemText("hazards.not_fixed"));
    actions.comment(QStringLiteral("   "));
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(detail.timeline()->count(), 2);
}

void TestHazardModels::staffStepsNeedWhatTheRulesNeed()
{
    HazardStep step;
    const auto set = [&](const char* name, const QVariant& value) { QVERIFY(step.setProperty(name, value)); };
    set("state", QVariant::fromValue(hazardstate::Acknowledged));
    QVERIFY(step.complete());
    set("state", QVariant::fromValue(hazardstate::Scheduled));
    QVERIFY(step.offersDate());
    QVERIFY(!step.complete());
    set("expected", QDateTime::currentDateTime());
    QVERIFY(step.complete());
    set("state", QVariant::fromValue(hazardstate::Fixed));
    QVERIFY(step.needsPhoto());
    QVERIFY(!step.complete());
    set("photos", QVariant::fromValue(QList<QUrl>{QUrl(QStringLiteral("file:///a.jpg"))}));
    QVERIFY(step.complete());
    set("state", QVariant::fromValue(hazardstate::Closed));
    QVERIFY(!step.complete());
    set("reason", QVariant::fromValue(hazardreason::Duplicate));
    QVERIFY(!step.complete());
    set("duplicateOf", QStringLiteral("some report"));
    QVERIFY(step.complete());
}

void TestHazardModels::staffStepsAreStored()
{
    HazardPhones phones;
    const OpId id = reportBy(phones.wang);
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    const auto core = phones.open(phones.worker, "worker");
    HazardDetail detail;
    detail.setHazardId(idText(id));
    load(detail, *core);
    HazardStaffModel staff;
    staff.setCore(core.get());
    staff.setHazardId(idText(id));
    QTRY_COMPARE(staff.rowCount(), 2);
    QVERIFY(cell(staff, 0, HazardStaffModel::SelfRole).toBool());

    HazardStep step;
    QSignalSpy done(&step, &HazardStep::done);
    QSignalSpy failed(&step, &HazardStep::failed);
    step.setProperty("core", QVariant::fromValue(core.get()));
    step.setProperty("hazardId", idText(id));
    step.setProperty("state", QVariant::fromValue(hazardstate::Scheduled));
    step.setProperty("expected", toDateTime(phones.hub.now() - std::chrono::days(40)));
    step.setProperty("assignee", cell(staff, 0, HazardStaffModel::MemberIdRole));
    step.submit();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.front().front().toString(), problemText("hazards.expected_past"));
    step.setProperty("expected", toDateTime(phones.hub.now() + std::chrono::days(2)));
    step.submit();
    QTRY_COMPARE(done.count(), 1);
    QTRY_COMPARE(detail.state(), hazardstate::Scheduled);
    QCOMPARE(detail.assignee(), QStringLiteral("小陈"));

    step.setProperty("state", QVariant::fromValue(hazardstate::Fixed));
    step.setProperty("photos", QVariant::fromValue(QList<QUrl>{phones.picture(1)}));
    step.submit();
    QTRY_COMPARE(detail.state(), hazardstate::Fixed);
    QCOMPARE(detail.photosAfter().size(), 1);

    HazardActions actions;
    actions.setCore(core.get());
    actions.setHazardId(idText(id));
    QSignalSpy refused(&actions, &HazardActions::failed);
    actions.reopen(QStringLiteral("又坏了"), {phones.picture(1)});
    QTRY_COMPARE(refused.count(), 1); // lives elsewhere, so not affected
}

void TestHazardModels::moderatorHidesWords()
{
    HazardPhones phones;
    const OpId id = reportBy(phones.wang, "facilities.lighting", "电话13800000000");
    QCOMPARE(phones.wang.sync(), std::string());
    QCOMPARE(phones.worker.sync(), std::string());
    const auto core = phones.open(phones.worker, "worker");
    HazardDetail detail;
    detail.setHazardId(idText(id));
    load(detail, *core);
    HazardActions actions;
    actions.setCore(core.get());
    actions.setHazardId(idText(id));
    actions.hide(idText(id), QStringLiteral("写了别人的电话"));
    QTRY_VERIFY(detail.hidden());
    QCOMPARE(detail.words(), QString());
    QCOMPARE(detail.hiddenBy(), QStringLiteral("小陈"));
    QCOMPARE(detail.hiddenBecause(), QStringLiteral("写了别人的电话"));
    QVERIFY(!detail.mayHide());
}

void TestHazardModels::figuresCount()
{
    HazardPhones phones;
    const OpId fixed = reportBy(phones.worker);
    reportBy(phones.worker);
    const auto core = phones.open(phones.worker, "worker");
    HazardFigures figures;
    figures.setCore(core.get());
    QTRY_COMPARE(figures.counted(), 2);
    QCOMPARE(figures.fixed(), 0);
    QVERIFY(figures.medianDays() < 0);
    HazardStep step;
    step.setProperty("core", QVariant::fromValue(core.get()));
    step.setProperty("hazardId", idText(fixed));
    step.setProperty("state", QVariant::fromValue(hazardstate::Fixed));
    step.setProperty("photos", QVariant::fromValue(QList<QUrl>{phones.picture()}));
    step.submit();
    QTRY_COMPARE(figures.fixed(), 1);
    QCOMPARE(figures.open(), 1);
    QCOMPARE(figures.rate(), 0.5);
    QVERIFY(figures.medianDays() >= 0);
}

QTEST_GUILESS_MAIN(TestHazardModels)
#include "tst_hazard_models.moc"
