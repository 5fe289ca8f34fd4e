// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Texts.h"
#include "app/resident/notices/NoticeComposer.h"
#include "app/resident/notices/NoticeDetail.h"
#include "app/resident/notices/NoticeListModel.h"
#include "core/notices/notices.pb.h"
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

/// The admin's phone publishes; the view models are those of a resident, a captain or a worker.
class TestNoticeModels : public QObject {
    Q_OBJECT

    std::unique_ptr<CoreScene> m_scene;

    OpId publish(const std::string& headline, pb::notices::Severity severity = pb::notices::MINOR,
                 const std::string& building = {}, Milliseconds lifetime = std::chrono::hours(6))
    {
        pb::notices::PublishFacts facts;
        facts.set_msg_type(pb::notices::ALERT);
        facts.set_category(pb::notices::INFRA);
        facts.set_urgency(pb::notices::IMMEDIATE);
        facts.set_severity(severity);
        facts.set_certainty(pb::notices::OBSERVED);
        facts.set_expires_ms(toMs(m_scene->hub.now() + lifetime));
        if (building.empty())
            facts.mutable_area()->set_community(true);
        else
            facts.mutable_area()->add_buildings(building);
        pb::notices::PublishContent content;
        content.set_headline(headline);
        content.set_description("抢修主管道。");
        content.set_instruction("请提前储水。");
        m_scene->hub.setNow(m_scene->hub.now() + std::chrono::seconds(1)); // lists are ordered by time
        const OpId op = m_scene->admin.submit("notices.publish", facts, content);
        CoreScene::require(m_scene->admin.rejection);
        return op;
    }
    void openAs(const std::string& invite)
    {
        m_scene->joinResident(invite);
        m_scene->open();
    }
    void openAsResident() { openAs(m_scene->admin.inviteHousehold("JY-1-1-101")); }
    void openAsCaptain() { openAs(m_scene->admin.inviteRole(members::Role::Captain, {"JY-1"}, "JY-1-1-102")); }
    void openAsWorker() { openAs(m_scene->admin.inviteRole(members::Role::Worker)); }

    static void write(NoticeComposer& composer, const QString& headline)
    {
        composer.setProperty("severity", 1);
        composer.setProperty("urgency", 0);
        composer.setProperty("category", 0);
        composer.setProperty("headline", headline);
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { m_scene = std::make_unique<CoreScene>(); }
    void cleanup() { m_scene.reset(); }

    void theInboxHasWhatIsForThisHomeTheMostSeriousFirst()
    {
        const OpId minor = publish("理发");
        const OpId extreme = publish("起火", pb::notices::EXTREME);
        const OpId own = publish("停水", pb::notices::SEVERE, "JY-1");
        publish("别的楼", pb::notices::EXTREME, "XH-1");
        publish("很快过期", pb::notices::EXTREME, {}, std::chrono::minutes(1));
        CoreScene::require(m_scene->admin.sync());
        m_scene->hub.setNow(m_scene->hub.now() + std::chrono::minutes(2));
        m_scene->hub.tick();
        openAsResident();

        NoticeListModel model;
        const QAbstractItemModelTester tester(&model);
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 4);
        QCOMPARE(at(model, 0, NoticeListModel::NoticeIdRole).toString(), toQString(extreme));
        QCOMPARE(at(model, 1, NoticeListModel::NoticeIdRole).toString(), toQString(own));
        QCOMPARE(at(model, 2, NoticeListModel::NoticeIdRole).toString(), toQString(minor));
        QCOMPARE(at(model, 0, NoticeListModel::SeverityTextRole).toString(), QStringLiteral("Danger to life"));
        QVERIFY(at(model, 2, NoticeListModel::LiveRole).toBool());
        QVERIFY(!at(model, 3, NoticeListModel::LiveRole).toBool());
        QCOMPARE(at(model, 3, NoticeListModel::StateTextRole).toString(), QStringLiteral("No longer counts"));
        QVERIFY(!model.mayPublish());
        model.setEverything(true);
        QTRY_COMPARE(model.count(), 5);
    }

    void longListsComeInPages()
    {
        for (int i = 0; i < 45; ++i)
            publish(std::to_string(i));
        openAsResident();
        NoticeListModel model;
        model.setCore(m_scene->core.get());
        QTRY_COMPARE(model.count(), 40);
        QVERIFY(model.canFetchMore({}));
        emit m_scene->core
            ->revisionChanged(); // a read of what is shown is under way: it must not swallow the next page
        model.fetchMore({});
        QTRY_COMPARE(model.count(), 45);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(at(model, 0, NoticeListModel::HeadlineRole).toString(), QStringLiteral("44"));
        QCOMPARE(at(model, 44, NoticeListModel::HeadlineRole).toString(), QStringLiteral("0"));
    }

    void aResidentReadsAndAcknowledges()
    {
        const OpId id = publish("今晚停水", pb::notices::SEVERE, "JY-1");
        openAsResident();
        NoticeDetail detail;
        detail.setCore(m_scene->core.get());
        detail.setNoticeId(toQString(id));
        QTRY_VERIFY(detail.found());
        QCOMPARE(detail.severityText(), QStringLiteral("Serious"));
        QCOMPARE(detail.urgencyText(), QStringLiteral("Act at once"));
        QCOMPARE(detail.areaText(), QStringLiteral("JY-1"));
        QCOMPARE(detail.spokenText(), QStringLiteral("Serious. 今晚停水. 抢修主管道。. 请提前储水。"));
        QVERIFY(detail.live());
        QVERIFY(!detail.mayChange());
        QVERIFY(detail.reachText().isEmpty()); // who has read it is the sender's to know
        QVERIFY(detail.mayAcknowledge());
        QSignalSpy acknowledged(&detail, &NoticeDetail::acknowledged);
        detail.acknowledge();
        QTRY_COMPARE(acknowledged.count(), 1);
        QTRY_VERIFY(detail.read());
        QVERIFY(!detail.mayAcknowledge());
    }

    void aWorkerSeesHowManyHaveReadItAndCallsItOff()
    {
        const OpId id = publish("今晚停水", pb::notices::SEVERE, "JY-1");
        openAsWorker();
        NoticeDetail detail;
        detail.setCore(m_scene->core.get());
        detail.setNoticeId(toQString(id));
        QTRY_VERIFY(detail.mayChange());
        QVERIFY(!detail.mayAcknowledge()); // lives elsewhere
        QVERIFY2(detail.reachText().startsWith(QStringLiteral("0 of 6")), qPrintable(detail.reachText()));
        QCOMPARE(detail.reachShare(), 0.0);
        QSignalSpy failed(&detail, &NoticeDetail::failed);
        detail.cancel(QStringLiteral(" "));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(), problemText("content.empty"));
        detail.cancel(QStringLiteral("提前修好"));
        QTRY_VERIFY(!detail.live() && detail.found());
        QCOMPARE(detail.cancelReason(), QStringLiteral("提前修好"));
        QCOMPARE(detail.stateText(), QStringLiteral("Called off"));
        QVERIFY(!detail.mayChange());
    }

    void aCaptainWritesToTheOwnBuildingOnly()
    {
        openAsCaptain();
        NoticeComposer composer;
        composer.setCore(m_scene->core.get());
        QTRY_VERIFY(!composer.loading());
        QCOMPARE(composer.areas()->count(), 1);
        QCOMPARE(at(*composer.areas(), 0, NoticeAreaModel::LabelRole).toString(), QStringLiteral("JY-1"));
        QCOMPARE(composer.areas()->households(), 6);
        QVERIFY2(composer.whoText().startsWith(QStringLiteral("6 households")), qPrintable(composer.whoText()));
        QCOMPARE(composer.missing(), QStringLiteral("Choose how serious it is."));
        write(composer, QString(111, u'停'));
        QCOMPARE(composer.missing(), QStringLiteral("A text is too long. Shorten the one marked red."));
        composer.setProperty("headline", QString(110, u'停'));
        QVERIFY(composer.missing().isEmpty());
        QSignalSpy sent(&composer, &NoticeComposer::sent);
        composer.send();
        QTRY_COMPARE(sent.count(), 1);

        NoticeDetail detail;
        detail.setCore(m_scene->core.get());
        detail.setNoticeId(sent.first().first().toString());
        QTRY_VERIFY(detail.found());
        QCOMPARE(detail.delivery(), 1);
        QVERIFY(detail.mayChange());
        QVERIFY(m_scene->syncUntil([&] { return detail.delivery() == 0; }));
    }

    void areasOfOneKindOnly()
    {
        openAsWorker();
        NoticeComposer composer;
        composer.setCore(m_scene->core.get());
        QTRY_COMPARE(composer.areas()->count(), 6); // community, two compounds, three buildings
        NoticeAreaModel& areas = *composer.areas();
        areas.toggle(3);
        areas.toggle(4);
        QCOMPARE(areas.households(), 12);
        areas.toggle(1);
        QVERIFY(!at(areas, 3, NoticeAreaModel::CheckedRole).toBool());
        QCOMPARE(areas.area().compounds.size(), std::size_t{1});
        QVERIFY(areas.area().buildings.empty());
        areas.toggle(0);
        QCOMPARE(areas.households(), 18);
        QVERIFY(areas.area().isCommunity());
        areas.toggle(0);
        QVERIFY(!areas.any());
        QCOMPARE(composer.missing(), QStringLiteral("Choose who should get it."));
    }

    void anUpdateTakesThePlaceOfTheNotice()
    {
        const OpId earlier = publish("今晚停水", pb::notices::SEVERE, "JY-1");
        openAsWorker();
        NoticeComposer composer;
        composer.setCore(m_scene->core.get());
        composer.setReplaces(toQString(earlier));
        QTRY_COMPARE(composer.property("headline").toString(), QStringLiteral("今晚停水"));
        QCOMPARE(composer.areas()->chosenText(), QStringLiteral("JY-1"));
        composer.setProperty("headline", QStringLiteral("停水推迟到明晚"));
        QVERIFY2(composer.missing().isEmpty(), qPrintable(composer.missing()));
        QSignalSpy sent(&composer, &NoticeComposer::sent);
        composer.send();
        QTRY_COMPARE(sent.count(), 1);

        NoticeDetail detail;
        detail.setCore(m_scene->core.get());
        detail.setNoticeId(toQString(earlier));
        QTRY_COMPARE(detail.newerId(), sent.first().first().toString());
        QVERIFY(!detail.live());
    }

    void aResidentMayNotPublish()
    {
        openAsResident();
        NoticeComposer composer;
        composer.setCore(m_scene->core.get());
        QTRY_VERIFY(!composer.loading());
        QVERIFY(!composer.mayPublish());
        write(composer, QStringLiteral("停水"));
        QSignalSpy sent(&composer, &NoticeComposer::sent);
        composer.send();
        QVERIFY(!composer.busy()); // nothing was even tried
        QVERIFY(sent.isEmpty());
    }
};

QTEST_MAIN(TestNoticeModels)
#include "tst_notice_models.moc"
