// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Texts.h"
#include "app/resident/events/EventDetailModel.h"
#include "app/resident/events/EventListModel.h"
#include "core/events/events.pb.h"
#include "tests/unit/resident/CoreScene.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

using namespace linli;
using namespace linli::test;
using namespace linli::resident;

namespace {

QVariant at(const QAbstractItemModel& model, int row, int role)
{
    return model.data(model.index(row, 0), role);
}

} // namespace

class TestEventModels : public QObject {
    Q_OBJECT

    std::unique_ptr<CoreScene> m_scene;

    OpId publish(Milliseconds in, int capacity, int companions = 2)
    {
        pb::events::PublishFacts facts;
        facts.set_starts_ms(toMs(m_scene->hub.now() + in));
        facts.set_ends_ms(toMs(m_scene->hub.now() + in + std::chrono::hours(2)));
        facts.set_capacity(static_cast<std::uint32_t>(capacity));
        facts.set_companions_max(static_cast<std::uint32_t>(companions));
        facts.set_building("JY-1");
        pb::events::PublishContent content;
        content.set_title("包粽子");
        content.set_place("活动室");
        return m_scene->admin.submit("events.publish", facts, content);
    }
    void signUp(TestPhone& by, const OpId& event, std::uint32_t companions = 0)
    {
        pb::events::SignUpFacts facts;
        facts.set_event(event.str());
        facts.set_companions(companions);
        by.submit("events.sign_up", facts, pb::events::Nothing());
        QCOMPARE(by.rejection, std::string());
    }
    void openAsResident()
    {
        m_scene->joinResident(m_scene->admin.inviteHousehold("JY-1-1-101"));
        m_scene->open();
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { m_scene = std::make_unique<CoreScene>(); }
    void cleanup() { m_scene.reset(); }

    void eventsAreListedByStart()
    {
        const OpId later = publish(std::chrono::hours(48), 10);
        const OpId sooner = publish(std::chrono::hours(24), 1);
        signUp(m_scene->admin, sooner);
        openAsResident();

        EventListModel model;
        const QAbstractItemModelTester tester(&model);
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 2);
        QCOMPARE(at(model, 0, EventListModel::EventIdRole).toString(), toQString(sooner));
        QCOMPARE(at(model, 0, EventListModel::PhaseRole).toInt(), int(eventphase::Full));
        QCOMPARE(at(model, 0, EventListModel::FreePlacesRole).toInt(), 0);
        QCOMPARE(at(model, 1, EventListModel::EventIdRole).toString(), toQString(later));
        QCOMPARE(at(model, 1, EventListModel::PhaseRole).toInt(), int(eventphase::Open));
        QCOMPARE(at(model, 1, EventListModel::FreePlacesRole).toInt(), 10);
        QVERIFY(at(model, 0, EventListModel::DayRole) != at(model, 1, EventListModel::DayRole));
        model.setPast(true);
        QTRY_COMPARE(model.count(), 0);
    }

    void aResidentSignsUpWithCompanionsAndWithdraws()
    {
        const OpId event = publish(std::chrono::hours(24), 10);
        openAsResident();
        EventDetailModel model;
        model.setCore(m_scene->core.get());
        model.setEventId(toQString(event));
        QTRY_VERIFY(model.found());
        QCOMPARE(model.info().part, eventpart::None);
        QVERIFY(!model.info().mayCheckIn);
        QVERIFY(!model.info().mayCancel);

        model.signUp(2);
        QTRY_COMPARE(model.info().part, eventpart::Going);
        QCOMPARE(model.info().ownParty, 3);
        QCOMPARE(model.info().taken, 3);
        QCOMPARE(model.info().ownDelivery, 1);
        QCOMPARE(model.rowCount(), 0); // who comes is the organiser's to see
        QVERIFY(m_scene->syncUntil([&] { return model.info().ownDelivery == 0; }));

        QTRY_VERIFY(!model.saving());
        model.withdraw();
        QTRY_COMPARE(model.info().part, eventpart::Withdrawn);
        QCOMPARE(model.info().taken, 0);
    }

    void tooManyCompanionsAreRefused()
    {
        const OpId event = publish(std::chrono::hours(24), 10, 1);
        openAsResident();
        EventDetailModel model;
        model.setCore(m_scene->core.get());
        model.setEventId(toQString(event));
        QTRY_VERIFY(model.found());
        QSignalSpy failed(&model, &EventDetailModel::failed);
        model.signUp(2);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), problemText("events.too_many_companions"));
        QCOMPARE(model.info().part, eventpart::None);
    }

    void theLineMovesUpWhenSomebodyWithdraws()
    {
        const OpId event = publish(std::chrono::hours(24), 1);
        signUp(m_scene->admin, event);
        openAsResident();
        EventDetailModel model;
        model.setCore(m_scene->core.get());
        model.setEventId(toQString(event));
        QTRY_VERIFY(model.found());
        QCOMPARE(model.info().phase, eventphase::Full);
        model.signUp(0);
        QTRY_COMPARE(model.info().part, eventpart::Waiting);
        QCOMPARE(model.info().ownPosition, 1);
        QVERIFY(m_scene->syncUntil([&] { return model.info().ownDelivery == 0; }));

        pb::events::WithdrawFacts facts;
        facts.set_event(event.str());
        m_scene->admin.submit("events.withdraw", facts, pb::events::Nothing());
        CoreScene::require(m_scene->admin.sync());
        QVERIFY(m_scene->syncUntil([&] { return model.info().part == eventpart::Going; }));
        QCOMPARE(model.info().ownPosition, 0);
    }

    void aCancelledEventSaysWhyAndRefusesALateSignUp()
    {
        const OpId event = publish(std::chrono::hours(24), 5);
        openAsResident();
        EventDetailModel model;
        model.setCore(m_scene->core.get());
        model.setEventId(toQString(event));
        QTRY_VERIFY(model.found());
        model.signUp(0);
        QTRY_COMPARE(model.info().part, eventpart::Going);

        pb::events::CancelFacts facts;
        facts.set_event(event.str());
        pb::events::CancelContent content;
        content.set_reason("台风");
        m_scene->admin.submit("events.cancel", facts, content);
        CoreScene::require(m_scene->admin.sync());
        QVERIFY(m_scene->syncUntil([&] { return !model.info().rejectedOp.isEmpty(); }));
        QCOMPARE(model.info().phase, eventphase::Cancelled);
        QCOMPARE(model.info().cancelReason, QStringLiteral("台风"));
        QCOMPARE(model.info().part, eventpart::None);
        QCOMPARE(model.info().ownRejection, problemText("events.cancelled"));
        model.discardRejected();
        QTRY_VERIFY(model.info().rejectedOp.isEmpty());
    }

    void anOrganiserChecksPeopleInAndCancels()
    {
        const OpId event = publish(std::chrono::hours(24), 2, 0);
        signUp(m_scene->admin, event);
        m_scene->joinResident(m_scene->admin.inviteRole(members::Role::Worker));
        m_scene->open();
        EventDetailModel model;
        const QAbstractItemModelTester tester(&model);
        model.setCore(m_scene->core.get());
        model.setEventId(toQString(event));
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(model.info().mayCheckIn);
        QCOMPARE(at(model, 0, EventDetailModel::NameRole).toString(), QStringLiteral("王姐"));
        QVERIFY(!at(model, 0, EventDetailModel::CheckedInRole).toBool());
        model.checkIn(at(model, 0, EventDetailModel::MemberIdRole).toString());
        QTRY_VERIFY(at(model, 0, EventDetailModel::CheckedInRole).toBool());
        QCOMPARE(model.info().checkedIn, 1);

        QTRY_VERIFY(!model.saving());
        QVERIFY(model.info().mayCancel);
        model.cancel(QStringLiteral("  场地漏水 "));
        QTRY_COMPARE(model.info().phase, eventphase::Cancelled);
        QCOMPARE(model.info().cancelReason, QStringLiteral("场地漏水"));
        QVERIFY(!model.info().mayCancel);
        QVERIFY(!model.info().mayCheckIn);
    }

    void phasesFollowTheClock()
    {
        events::Event event;
        event.signUpCloses = fromMs(1'000);
        event.starts = fromMs(2'000);
        event.ends = fromMs(3'000);
        event.capacity = 2;
        QCOMPARE(eventPhaseAt(event, fromMs(999)), eventphase::Open);
        event.waiting = 1; // a party that did not fit keeps the free place for itself
        QCOMPARE(eventPhaseAt(event, fromMs(999)), eventphase::Full);
        QCOMPARE(eventPhaseAt(event, fromMs(1'000)), eventphase::SignUpClosed);
        QCOMPARE(eventPhaseAt(event, fromMs(2'000)), eventphase::Running);
        QCOMPARE(eventPhaseAt(event, fromMs(3'000)), eventphase::Over);
        event.state = events::EventState::Cancelled;
        QCOMPARE(eventPhaseAt(event, fromMs(3'000)), eventphase::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestEventModels)
#include "tst_event_models.moc"
