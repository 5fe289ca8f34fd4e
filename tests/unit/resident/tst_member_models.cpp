// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Texts.h"
#include "app/resident/members/DeviceListModel.h"
#include "app/resident/members/HouseholdMembers.h"
#include "app/resident/members/InviteMaker.h"
#include "app/resident/members/JoinForm.h"
#include "app/resident/members/MeModel.h"
#include "app/resident/members/OutboxModel.h"
#include "app/resident/members/OutboxTitles.h"
#include "app/resident/members/QrCode.h"
#include "core/events/events.pb.h"
#include "core/hazards/hazards.pb.h"
#include "core/members/Invite.h"
#include "tests/unit/resident/CoreScene.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QSignalSpy>
#include <ZXing/ReadBarcode.h>

using namespace linli;
using namespace linli::resident;
using linli::test::CoreScene;
using linli::test::TestPhone;

namespace {

QVariant cell(const QAbstractItemModel& model, int row, int role)
{
    return model.index(row, 0).data(role);
}

OpId report(TestPhone& phone, const std::string& text)
{
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text(text);
    content.set_place("一单元");
    return phone.submit("hazards.report", facts, content);
}

OpId publishEvent(CoreScene& scene)
{
    pb::events::PublishFacts facts;
    const auto starts = scene.hub.now() + std::chrono::days(2);
    facts.set_starts_ms(toMs(starts));
    facts.set_ends_ms(toMs(starts + std::chrono::hours(2)));
    facts.set_capacity(9);
    pb::events::PublishContent content;
    content.set_title("包饺子");
    return scene.admin.submit("events.publish", facts, content);
}

} // namespace

class tst_member_models : public QObject {
    Q_OBJECT

private slots:
    void meIsReadFromTheRegister();
    void anInviteOfMineBringsASecondPhoneThatICanSignOut();
    void aResidentMayNotInviteNeighbours();
    void theOutboxShowsWhatWaitsAndWhatWasRefused();
    void everyKindHasAName();
    void aQrCodeHoldsItsText();
    void theJoinFormSaysWhatIsMissing();
};

void tst_member_models::meIsReadFromTheRegister()
{
    CoreScene scene;
    scene.joinResident(scene.admin.inviteRole(members::Role::Captain, {"JY-1"}, "JY-1-1-103"), "李阿姨");
    scene.open();
    MeModel me;
    me.setCore(scene.core.get());
    QTRY_VERIFY(me.loaded());
    QCOMPARE(me.name(), QStringLiteral("李阿姨"));
    QCOMPARE(me.home(), QStringLiteral("JY-1, entrance 1, flat 103"));
    QCOMPARE(me.roles(), QStringList{QStringLiteral("Building captain: JY-1")});
    QVERIFY(me.invitesOthers() && me.writesNotices());

    HouseholdMembers household;
    household.setHouseholdId(me.householdId());
    household.setCore(scene.core.get());
    QTRY_COMPARE(household.count(), 1);
    QCOMPARE(household.others(), 0);

    QSignalSpy renamed(&me, &MeModel::renamed);
    me.rename(QStringLiteral(" 李奶奶 "));
    QTRY_VERIFY(!renamed.isEmpty());
    QTRY_COMPARE(me.name(), QStringLiteral("李奶奶"));
    QTRY_COMPARE(cell(household, 0, HouseholdMembers::NameRole).toString(), QStringLiteral("李奶奶"));

    QSignalSpy failed(&me, &MeModel::failed);
    me.rename(QString(80, u'李'));
    QTRY_VERIFY(!failed.isEmpty());
    QCOMPARE(failed[0][0].toString(), problemText("content.too_long"));
}

void tst_member_models::anInviteOfMineBringsASecondPhoneThatICanSignOut()
{
    CoreScene scene;
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-101"));
    scene.open();
    InviteMaker maker;
    maker.setCore(scene.core.get());
    maker.makeForOwnDevice();
    QTRY_VERIFY(!maker.busy());
    QCOMPARE(maker.problem(), QString());
    const auto link = members::parseInviteUrl(maker.link().toStdString());
    QVERIFY(link.has_value());
    QCOMPARE(link->hub, std::string("http://hub.example"));
    QVERIFY(maker.expires() > toDateTime(scene.hub.now()));
    QVERIFY(scene.syncUntil([&] { return scene.core->sync().waiting == 0; }));

    const QTemporaryDir folder;
    TestPhone second(folder.path().toStdString(), scene.hub);
    QCOMPARE(second.join(members::inviteText(link->invite)), std::string());

    DeviceListModel devices;
    const QAbstractItemModelTester tester(&devices);
    devices.setCore(scene.core.get());
    QTRY_COMPARE(devices.count(), 1);
    QVERIFY(scene.syncUntil([&] { return devices.count() == 2; }));
    QVERIFY(cell(devices, 0, DeviceListModel::ThisPhoneRole).toBool());
    QVERIFY(!cell(devices, 1, DeviceListModel::ThisPhoneRole).toBool());

    QSignalSpy revoked(&devices, &DeviceListModel::revoked);
    devices.revoke(cell(devices, 1, DeviceListModel::DeviceIdRole).toString());
    QTRY_VERIFY(!revoked.isEmpty());
    QTRY_VERIFY(!cell(devices, 1, DeviceListModel::InUseRole).toBool());
    QVERIFY(scene.syncUntil([&] { return scene.core->sync().waiting == 0; }));
    const auto atHub = members::device(scene.hub.replica().db(), second.home().identity().device);
    QVERIFY(atHub && *atHub);
    QVERIFY((*atHub)->state == members::DeviceState::Revoked);
}

void tst_member_models::aResidentMayNotInviteNeighbours()
{
    CoreScene scene;
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-101"));
    scene.open();
    InviteMaker maker;
    maker.setCore(scene.core.get());
    maker.makeForHousehold(QStringLiteral("JY-1-1-102"));
    QTRY_VERIFY(!maker.busy());
    QCOMPARE(maker.problem(), problemText("members.not_allowed"));
    QVERIFY(maker.link().isEmpty());
}

void tst_member_models::theOutboxShowsWhatWaitsAndWhatWasRefused()
{
    CoreScene scene;
    const OpId event = publishEvent(scene);
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-101"));
    pb::events::SignUpFacts signUp;
    signUp.set_event(event.str());
    scene.resident.submit("events.sign_up", signUp, pb::events::Nothing());
    report(scene.resident, "楼道被堵");
    pb::events::CancelFacts cancel;
    cancel.set_event(event.str());
    pb::events::CancelContent reason;
    reason.set_reason("下雨");
    scene.admin.submit("events.cancel", cancel, reason);
    CoreScene::require(scene.admin.sync());
    scene.open();

    OutboxModel outbox;
    const QAbstractItemModelTester tester(&outbox);
    outbox.setCore(scene.core.get());
    QTRY_COMPARE(outbox.count(), 2);
    QCOMPARE(cell(outbox, 0, OutboxModel::TitleRole).toString(), QStringLiteral("Hazard report"));
    QCOMPARE(cell(outbox, 0, OutboxModel::TextRole).toString(), QStringLiteral("楼道被堵\n一单元"));
    QVERIFY(cell(outbox, 0, OutboxModel::DiscardableRole).toBool());
    outbox.copyText(cell(outbox, 0, OutboxModel::OperationIdRole).toString());
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("楼道被堵\n一单元"));

    QVERIFY(scene.syncUntil([&] { return outbox.count() == 1 && outbox.rejected() == 1; }));
    QCOMPARE(cell(outbox, 0, OutboxModel::TitleRole).toString(), QStringLiteral("Sign-up for an event"));
    QCOMPARE(cell(outbox, 0, OutboxModel::SubjectRole).toString(), QStringLiteral("包饺子"));
    QCOMPARE(cell(outbox, 0, OutboxModel::ReasonRole).toString(), problemText("events.cancelled"));
    outbox.discard(cell(outbox, 0, OutboxModel::OperationIdRole).toString());
    QTRY_COMPARE(outbox.count(), 0);

    QSignalSpy failed(&outbox, &OutboxModel::failed);
    outbox.discard(toQString(event));
    QTRY_VERIFY(!failed.isEmpty());
    QCOMPARE(failed[0][0].toString(), problemText("outbox.unknown"));
}

void tst_member_models::everyKindHasAName()
{
    const QString unknown = operationTitle("future.kind");
    for (const log::Capability* capability : community::capabilities())
        for (const log::Kind& kind : capability->kinds())
            if (!kind.housekeeping && kind.name != "members.found" &&
                kind.name != "community.tick") // no person's doing
                QVERIFY2(operationTitle(kind.name) != unknown, kind.name.c_str());
    QVERIFY(operationTexts("hazards.report", toBytes("\xff\xff not a message")).isEmpty());
}

void tst_member_models::aQrCodeHoldsItsText()
{
    QrCode code;
    const QString text = QStringLiteral("linli://join?hub=https%3A%2F%2Fhub.example&invite=LL1-") + QString(156, u'x');
    code.setText(text);
    const QImage big = code.modules().scaled(code.modules().size() * 4);
    const auto read = ZXing::ReadBarcode(
        {big.constBits(), big.width(), big.height(), ZXing::ImageFormat::Lum, static_cast<int>(big.bytesPerLine())});
    QCOMPARE(toQString(read.text()), text);
    code.setText(QString(5000, u'x'));
    QVERIFY(code.modules().isNull());
}

void tst_member_models::theJoinFormSaysWhatIsMissing()
{
    CoreScene scene;
    const std::string token = scene.admin.inviteHousehold("JY-1-1-101");
    JoinForm form;
    form.setInvite(toQString(token));
    QVERIFY(form.inviteReads() && form.needsHub());
    form.setName(QStringLiteral("李阿姨"));
    QVERIFY(!form.ready());
    form.setHub(QStringLiteral("http://hub.example"));
    QVERIFY(form.ready());
    form.setInvite(toQString(members::inviteUrl("https://hub.example", *members::parseInvite(token))));
    QVERIFY(form.ready() && !form.needsHub());
    form.setInvite(toQString(token).chopped(2));
    QVERIFY(!form.ready());
    QVERIFY(!form.inviteProblem().isEmpty());
    form.setInvite({});
    QVERIFY(form.inviteProblem().isEmpty());
}

QTEST_MAIN(tst_member_models)
#include "tst_member_models.moc"
