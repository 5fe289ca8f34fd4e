// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/notices/NoticesFixture.h"

#include "core/log/Photos.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

using Facts = pb::notices::PublishFacts;
using Change = std::function<void(Facts&, NoticesFixture&)>;

} // namespace

class NoticesPublishTest : public QObject {
    Q_OBJECT

private slots:
    void areaByRole_data();
    void areaByRole();
    void captainOfTwoBuildings();
    void refusesSpoiledNotices_data();
    void refusesSpoiledNotices();
    void acceptsTheLimits();
    void refusesOtherAudiences();
    void refusesTheHub();
    void checksTexts_data();
    void checksTexts();
    void storesWhatWasPublished();
};

void NoticesPublishTest::areaByRole_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("area");
    QTest::addColumn<QString>("code");
    const QStringList areas{"community", "compound", "own", "foreign", "both"};
    const auto rows = [&areas](const char* role, const QStringList& codes) {
        for (qsizetype i = 0; i < areas.size(); ++i)
            QTest::addRow("%s to %s", role, qPrintable(areas[i])) << QString(role) << areas[i] << codes[i];
    };
    const QStringList anywhere{"", "", "", "", ""};
    const QStringList nowhere(5, "notices.not_allowed");
    rows("admin", anywhere);
    rows("worker", anywhere);
    rows("property", anywhere);
    rows("captain",
         {"notices.foreign_area", "notices.foreign_area", "", "notices.foreign_building", "notices.foreign_building"});
    rows("treasurer", nowhere);
    rows("auditor", nowhere);
    rows("resident", nowhere);
}

void NoticesPublishTest::areaByRole()
{
    QFETCH(QString, role);
    QFETCH(QString, area);
    QFETCH(QString, code);
    NoticesFixture f;
    const auto parsed = *members::parseRole(role.toStdString());
    MemberId by;
    if (parsed == members::Role::Resident)
        by = f.place.resident("JY-1-1-101");
    else
        by = f.place.staff(parsed, parsed == members::Role::Captain ? std::vector<std::string>{"JY-1"}
                                                                    : std::vector<std::string>{});
    Facts facts = f.alert();
    if (area == "compound")
        facts = f.toCompounds({"JY"});
    else if (area == "own")
        facts = f.toBuildings({"JY-1"});
    else if (area == "foreign")
        facts = f.toBuildings({"YH-1"});
    else if (area == "both")
        facts = f.toBuildings({"JY-1", "JY-2"});
    const auto outcome = f.publish(by, facts);
    QCOMPARE(QString::fromStdString(outcome.verdict.code), code);
    QCOMPARE(notices::notice(f.place.db(), outcome.op, by)->has_value(), code.isEmpty());
}

void NoticesPublishTest::captainOfTwoBuildings()
{
    NoticesFixture f;
    const MemberId captain = f.place.staff(members::Role::Captain, {"JY-1", "YH-1"});
    QVERIFY(f.publish(captain, f.toBuildings({"YH-1", "JY-1"})).accepted());
    QVERIFY(f.publish(captain, f.toBuildings({"YH-1", "JY-2"})).verdict.code == "notices.foreign_building");
}

void NoticesPublishTest::refusesSpoiledNotices_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<Change>("spoil");
    const auto row = [](const char* name, const char* code, const Change& spoil) {
        QTest::newRow(name) << QString(code) << spoil;
    };
    row("no type", "notices.msg_type", [](Facts& n, auto&) { n.clear_msg_type(); });
    row("type cancel", "notices.msg_type",
        [](Facts& n, auto&) { n.set_msg_type(static_cast<pb::notices::MsgType>(3)); });
    row("no category", "notices.category", [](Facts& n, auto&) { n.clear_category(); });
    row("no urgency", "notices.urgency", [](Facts& n, auto&) { n.clear_urgency(); });
    row("no severity", "notices.severity", [](Facts& n, auto&) { n.clear_severity(); });
    row("severity 6", "notices.severity",
        [](Facts& n, auto&) { n.set_severity(static_cast<pb::notices::Severity>(6)); });
    row("no certainty", "notices.certainty", [](Facts& n, auto&) { n.clear_certainty(); });
    row("alert with references", "notices.references", [](Facts& n, auto&) { n.add_references(OpId{{1}}.str()); });
    row("update without", "notices.reference_required", [](Facts& n, auto&) { n.set_msg_type(pb::notices::UPDATE); });
    row("nine references", "notices.reference_count", [](Facts& n, auto& f) {
        n = f.update(
            {OpId{{1}}, OpId{{2}}, OpId{{3}}, OpId{{4}}, OpId{{5}}, OpId{{6}}, OpId{{7}}, OpId{{8}}, OpId{{9}}});
    });
    row("unknown reference", "notices.unknown_notice", [](Facts& n, auto& f) { n = f.update({OpId{{1}}}); });
    row("reference of 3 bytes", "notices.unknown_notice", [](Facts& n, auto& f) {
        n = f.update({});
        n.add_references("abc");
    });
    row("one reference twice", "notices.reference_duplicate", [](Facts& n, auto& f) {
        const OpId earlier = f.publish(f.alert()).op;
        n = f.update({earlier, earlier});
    });
    row("no expiry", "notices.expires_required", [](Facts& n, auto&) { n.clear_expires_ms(); });
    row("expires now", "notices.expires_past", [](Facts& n, auto& f) { n.set_expires_ms(toMs(f.place.now())); });
    row("expires before 1970", "notices.expires_past", [](Facts& n, auto&) { n.set_expires_ms(-1); });
    row("expires too late", "notices.expires_far",
        [](Facts& n, auto& f) { n.set_expires_ms(toMs(f.place.now() + std::chrono::days(366)) + 1); });
    row("onset at expiry", "notices.onset", [](Facts& n, auto&) { n.set_onset_ms(n.expires_ms()); });
    row("effective at expiry", "notices.effective", [](Facts& n, auto&) { n.set_effective_ms(n.expires_ms()); });
    row("no area", "notices.area_empty", [](Facts& n, auto&) { n.clear_area(); });
    row("two kinds of area", "notices.area_mixed", [](Facts& n, auto&) { n.mutable_area()->add_buildings("JY-1"); });
    row("201 buildings", "notices.area_count", [](Facts& n, auto& f) {
        n = f.toBuildings({});
        for (int i = 0; i < 201; ++i)
            n.mutable_area()->add_buildings("B-" + std::to_string(i));
    });
    row("one building twice", "notices.area_duplicate", [](Facts& n, auto& f) { n = f.toBuildings({"JY-1", "JY-1"}); });
    row("unknown building", "notices.unknown_area", [](Facts& n, auto& f) { n = f.toBuildings({"JY-1", "JY-9"}); });
    row("unknown compound", "notices.unknown_area", [](Facts& n, auto& f) { n = f.toCompounds({"JY-1"}); });
}

void NoticesPublishTest::refusesSpoiledNotices()
{
    QFETCH(QString, code);
    QFETCH(Change, spoil);
    NoticesFixture f;
    Facts facts = f.alert();
    spoil(facts, f);
    QCOMPARE(QString::fromStdString(f.publish(facts).verdict.code), code);
    QVERIFY(f.publish(f.alert()).accepted()); // what was spoiled, and nothing else, is why
}

void NoticesPublishTest::acceptsTheLimits()
{
    NoticesFixture f;
    Facts facts = f.alert();
    facts.set_expires_ms(toMs(f.place.now() + std::chrono::days(366)));
    facts.set_onset_ms(facts.expires_ms() - 1);
    facts.set_effective_ms(facts.expires_ms() - 1);
    QVERIFY(f.publish(facts).accepted());
    facts.set_expires_ms(toMs(f.place.now()) + 1);
    facts.clear_onset_ms();
    facts.clear_effective_ms();
    QVERIFY(f.publish(facts).accepted());
    std::vector<OpId> eight;
    for (int i = 0; i < 8; ++i)
        eight.push_back(f.publish(f.alert()).op);
    QVERIFY(f.publish(f.update(eight)).accepted());
    for (const OpId& old : eight)
        QVERIFY(f.state(old) == notices::State::Superseded);
}

void NoticesPublishTest::refusesOtherAudiences()
{
    NoticesFixture f;
    const log::Audience staff{.kind = log::Audience::Kind::Staff, .parties = {}};
    const OpId notice = f.publish(f.alert()).op;
    QVERIFY(f.publish(f.worker, f.alert(), staff).verdict.code == "op.audience");
    QVERIFY(f.cancel(f.worker, notice, staff).verdict.code == "op.audience");
    QVERIFY(f.acknowledge(f.worker, notice, staff).verdict.code == "op.audience");
}

void NoticesPublishTest::refusesTheHub()
{
    NoticesFixture f;
    const OpId notice = f.publish(f.alert()).op;
    QVERIFY(f.publish(MemberId{}, f.alert()).verdict.code == "notices.not_allowed");
    QVERIFY(f.cancel(MemberId{}, notice).verdict.code == "notices.not_author");
    QVERIFY(f.acknowledge(MemberId{}, notice).verdict.code == "notices.not_addressed");
}

void NoticesPublishTest::checksTexts_data()
{
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("description");
    QTest::addColumn<QString>("instruction");
    QTest::addColumn<int>("photos");
    QTest::addColumn<QString>("code");
    const auto han = [](int n) { return QString("水").repeated(n); };
    QTest::newRow("limits") << han(110) << han(4000) << han(2000) << 6 << "";
    QTest::newRow("headline alone") << han(1) << "" << "" << 0 << "";
    QTest::newRow("no headline") << "" << han(1) << han(1) << 0 << "content.empty";
    QTest::newRow("long headline") << han(111) << "" << "" << 0 << "content.too_long";
    QTest::newRow("long description") << han(1) << han(4001) << "" << 0 << "content.too_long";
    QTest::newRow("long instruction") << han(1) << "" << han(2001) << 0 << "content.too_long";
    QTest::newRow("seven photos") << han(1) << "" << "" << 7 << "content.photos";
    QTest::newRow("NUL") << QString(QChar(0)) << "" << "" << 0 << "content.not_utf8";
}

void NoticesPublishTest::checksTexts()
{
    QFETCH(QString, headline);
    QFETCH(QString, description);
    QFETCH(QString, instruction);
    QFETCH(int, photos);
    QFETCH(QString, code);
    NoticesFixture f;
    pb::notices::PublishContent content;
    content.set_headline(headline.toStdString());
    content.set_description(description.toStdString());
    content.set_instruction(instruction.toStdString());
    for (int i = 0; i < photos; ++i)
        content.add_photos(std::string(32, static_cast<char>('a' + i)));
    const auto outcome = f.place.submit(f.worker, "notices.publish", f.alert(), content);
    QCOMPARE(QString::fromStdString(outcome.verdict.code), code);
    if (outcome.accepted())
        QCOMPARE(log::photosOf(f.place.db(), outcome.op)->size(), static_cast<std::size_t>(photos));
}

void NoticesPublishTest::storesWhatWasPublished()
{
    NoticesFixture f;
    Facts facts = f.toBuildings({"YH-1", "JY-1"});
    facts.set_onset_ms(toMs(f.place.now()) + 5);
    const auto stored = f.detail(f.publish(facts).op);
    QVERIFY(stored.notice.author == f.worker);
    QVERIFY(stored.notice.headline == "明日停水");
    QVERIFY(stored.description == "上午九点到十一点检修水管。");
    QVERIFY(stored.instruction == "请提前储水。");
    QVERIFY(stored.notice.terms.category == notices::Category::Infra);
    QVERIFY(stored.notice.terms.urgency == notices::Urgency::Expected);
    QVERIFY(stored.notice.terms.severity == notices::Severity::Moderate);
    QVERIFY(stored.notice.terms.certainty == notices::Certainty::Likely);
    QVERIFY(stored.notice.terms.onset == f.place.now() + Milliseconds(5));
    QVERIFY(!stored.notice.terms.effective);
    QVERIFY(stored.notice.terms.expires == f.place.now() + std::chrono::hours(24));
    QVERIFY((stored.area == notices::Area{{}, {{"JY-1"}, {"YH-1"}}}));
    QVERIFY(f.detail(f.publish(f.alert()).op).area.isCommunity());
    QVERIFY((f.detail(f.publish(f.toCompounds({"YH"})).op).area == notices::Area{{{"YH"}}, {}}));
}

QTEST_GUILESS_MAIN(NoticesPublishTest)
#include "tst_notices_publish.moc"
