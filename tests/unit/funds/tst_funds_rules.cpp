// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/funds/FundsFixture.h"

#include "core/base/Encoding.h"

#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

using Facts = pb::funds::PostFacts;
using Change = std::function<void(Facts&, FundsFixture&)>;

pb::funds::Line accountLine(const OpId& account, std::int64_t fen)
{
    pb::funds::Line line;
    line.set_account(account.str());
    line.set_amount_fen(fen);
    return line;
}

} // namespace

class FundsRulesTest : public QObject {
    Q_OBJECT

private slots:
    void opensAccountByRole_data();
    void opensAccountByRole();
    void postsByRole_data();
    void postsByRole();
    void refusesOtherAudiences();
    void refusesUnknownTracks();
    void refusesSpoiledEntries_data();
    void refusesSpoiledEntries();
    void acceptsTheLimits();
    void refusesOverspending();
    void countsLinesOfOneAccountTogether();
    void refusesUsedReceipts();
    void refusesBalancesBeyond64Bits();
    void checksTexts_data();
    void checksTexts();
    void simpleEntryRefuses_data();
    void simpleEntryRefuses();
    void malformedFacts();
};

namespace {

MemberId memberWith(FundsFixture& f, const QString& role)
{
    if (role == "resident")
        return f.place.resident("JY-1-1-101");
    const auto parsed = *members::parseRole(role.toStdString());
    return f.place.staff(parsed, parsed == members::Role::Captain ? std::vector<std::string>{"JY-1"}
                                                                  : std::vector<std::string>{});
}

void roleRows(const QStringList& allowed)
{
    QTest::addColumn<bool>("allowed");
    for (const char* role : {"resident", "captain", "worker", "property", "treasurer", "auditor", "admin"})
        QTest::newRow(role) << allowed.contains(role);
}

} // namespace

void FundsRulesTest::opensAccountByRole_data()
{
    roleRows({"treasurer", "admin"});
}

void FundsRulesTest::opensAccountByRole()
{
    QFETCH(bool, allowed);
    FundsFixture f;
    const auto outcome = f.open(memberWith(f, QTest::currentDataTag()));
    QCOMPARE(outcome.verdict.code, allowed ? "" : "funds.not_allowed");
    QCOMPARE(f.balance(outcome.op), allowed ? 0 : -1);
}

void FundsRulesTest::postsByRole_data()
{
    roleRows({"treasurer"});
}

void FundsRulesTest::postsByRole()
{
    QFETCH(bool, allowed);
    FundsFixture f;
    const OpId account = f.account();
    const MemberId by = memberWith(f, QTest::currentDataTag());
    const auto outcome = f.post(by, f.income(account, 500));
    QCOMPARE(outcome.verdict.code, allowed ? "" : "funds.not_allowed");
    QCOMPARE(f.balance(account), allowed ? 500 : 0);
}

void FundsRulesTest::refusesOtherAudiences()
{
    FundsFixture f;
    const OpId account = f.account();
    const log::Audience staff{.kind = log::Audience::Kind::Staff, .parties = {}};
    const OpId entry = f.post(f.income(account, 500)).op;
    QCOMPARE(f.open(f.treasurer, staff).verdict.code, "op.audience");
    QCOMPARE(f.post(f.treasurer, f.income(account, 500), staff).verdict.code, "op.audience");
    QCOMPARE(f.reverse(f.treasurer, entry, f.place.now(), staff).verdict.code, "op.audience");
}

void FundsRulesTest::refusesUnknownTracks()
{
    FundsFixture f;
    pb::funds::OpenAccountContent content;
    content.set_name("x");
    for (const int track : {0, 4, 257}) {
        pb::funds::OpenAccountFacts facts;
        facts.set_track(static_cast<pb::funds::Track>(track));
        QCOMPARE(f.place.submit(f.treasurer, "funds.open_account", facts, content).verdict.code, "funds.track");
    }
}

void FundsRulesTest::refusesSpoiledEntries_data()
{
    QTest::addColumn<std::string>("code");
    QTest::addColumn<Change>("spoil");
    const auto row = [](const char* name, const char* code, const Change& spoil) {
        QTest::newRow(name) << std::string(code) << spoil;
    };
    row("one line", "funds.lines", [](Facts& e, auto&) { e.mutable_lines()->RemoveLast(); });
    row("21 lines", "funds.lines", [](Facts& e, auto&) {
        while (e.lines_size() < 21)
            *e.add_lines() = e.lines(1);
    });
    row("no ledger", "funds.ledger", [](Facts& e, auto&) { e.mutable_lines(1)->clear_ledger(); });
    row("empty category", "funds.category", [](Facts& e, auto&) { e.mutable_lines(1)->set_spending(""); });
    row("long category", "funds.category",
        [](Facts& e, auto&) { e.mutable_lines(1)->set_spending(std::string(33, 'a')); });
    row("category in Chinese", "funds.category", [](Facts& e, auto&) { e.mutable_lines(1)->set_spending("照明"); });
    row("zero line", "funds.amount", [](Facts& e, auto&) { e.mutable_lines(1)->set_amount_fen(0); });
    row("too much", "funds.amount", [](Facts& e, auto&) { e.mutable_lines(1)->set_amount_fen(1'000'000'000'001); });
    row("least number", "funds.amount",
        [](Facts& e, auto&) { e.mutable_lines(0)->set_amount_fen(std::numeric_limits<std::int64_t>::min()); });
    row("negative spending", "funds.amount", [](Facts& e, auto&) {
        e.mutable_lines(0)->set_amount_fen(100);
        e.mutable_lines(1)->set_amount_fen(-100);
    });
    row("positive income", "funds.amount", [](Facts& e, auto&) { e.mutable_lines(1)->set_income("donation"); });
    row("unbalanced", "funds.unbalanced", [](Facts& e, auto&) { e.mutable_lines(1)->set_amount_fen(101); });
    row("no account", "funds.no_account", [](Facts& e, auto&) { e.mutable_lines(0)->set_income("donation"); });
    row("account id of 15 bytes", "funds.unknown_account",
        [](Facts& e, auto&) { e.mutable_lines(0)->set_account(std::string(15, 'a')); });
    row("unknown account", "funds.unknown_account",
        [](Facts& e, auto&) { e.mutable_lines(0)->set_account(std::string(16, 'a')); });
    row("no receipt", "funds.receipt_required", [](Facts& e, auto&) { e.clear_receipts(); });
    row("receipt of 31 bytes", "funds.receipt_invalid",
        [](Facts& e, auto&) { e.set_receipts(0, std::string(31, 'a')); });
    row("one receipt twice", "funds.receipt_used", [](Facts& e, auto&) { e.add_receipts(e.receipts(0)); });
    row("seven receipts", "funds.receipt_count", [](Facts& e, auto&) {
        for (int i = 1; i < 7; ++i)
            e.add_receipts(asString(FundsFixture::receipt(100 + i)));
    });
    row("plan id of 3 bytes", "op.malformed", [](Facts& e, auto&) { e.set_plan("abc"); });
    row("no date", "funds.booked_date", [](Facts& e, auto&) { e.clear_booked_ms(); });
    row("seconds for milliseconds", "funds.booked_date",
        [](Facts& e, auto& f) { e.set_booked_ms(toMs(f.place.now()) / 1000); });
    row("two days ahead", "funds.booked_date",
        [](Facts& e, auto& f) { e.set_booked_ms(toMs(f.place.now() + std::chrono::hours(48))); });
}

void FundsRulesTest::refusesSpoiledEntries()
{
    QFETCH(std::string, code);
    QFETCH(Change, spoil);
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(f.income(account, 1000)).accepted());
    Facts entry = f.spending(account, 100, FundsFixture::receipt(1));
    spoil(entry, f);
    QCOMPARE(f.post(entry).verdict.code, code);
    QCOMPARE(f.balance(account), 1000);
    // What was spoiled, and nothing else, is why it was refused.
    QVERIFY(f.post(f.spending(account, 100, FundsFixture::receipt(1))).accepted());
    QCOMPARE(f.balance(account), 900);
}

void FundsRulesTest::acceptsTheLimits()
{
    FundsFixture f;
    const OpId account = f.account();
    Facts many;
    many.set_booked_ms(toMs(f.place.now() + std::chrono::hours(24)));
    many.set_plan(OpId{{7}}.str());
    *many.add_lines() = accountLine(account, 19);
    for (int i = 0; i < 19; ++i) {
        auto& line = *many.add_lines();
        line.set_income(std::string(32, 'c'));
        line.set_amount_fen(-1);
    }
    QCOMPARE(f.post(many).verdict.code, "");
    QCOMPARE(f.post(f.income(account, 1'000'000'000'000)).verdict.code, "");
    Facts allReceipts = f.spending(account, 1'000'000'000'000, FundsFixture::receipt(0));
    for (int i = 1; i < 6; ++i)
        allReceipts.add_receipts(asString(FundsFixture::receipt(i)));
    QCOMPARE(f.post(allReceipts).verdict.code, "");
    QCOMPARE(f.balance(account), 19);
}

void FundsRulesTest::refusesOverspending()
{
    FundsFixture f;
    const OpId account = f.account();
    const OpId other = f.account();
    QVERIFY(f.post(f.income(account, 100)).accepted());
    QCOMPARE(f.post(f.spending(account, 101, FundsFixture::receipt(1))).verdict.code, "funds.overspent");
    QCOMPARE(f.post(f.spending(other, 1, FundsFixture::receipt(1))).verdict.code, "funds.overspent");
    QCOMPARE(f.post(f.spending(account, 100, FundsFixture::receipt(1))).verdict.code, "");
    QCOMPARE(f.balance(account), 0);
}

void FundsRulesTest::countsLinesOfOneAccountTogether()
{
    FundsFixture f;
    const OpId account = f.account();
    const OpId other = f.account();
    QVERIFY(f.post(f.income(account, 100)).accepted());
    Facts split;
    split.set_booked_ms(toMs(f.place.now()));
    *split.add_lines() = accountLine(account, -60);
    *split.add_lines() = accountLine(account, -60);
    *split.add_lines() = accountLine(other, 120);
    QCOMPARE(f.post(split).verdict.code, "funds.overspent");
    *split.add_lines() = accountLine(account, 20);
    split.mutable_lines(2)->set_amount_fen(100);
    QCOMPARE(f.post(split).verdict.code, "");
    QCOMPARE(f.balance(account), 0);
    QCOMPARE(f.balance(other), 100);
}

void FundsRulesTest::refusesUsedReceipts()
{
    FundsFixture f;
    const OpId account = f.account();
    QVERIFY(f.post(f.income(account, 1000)).accepted());
    const auto first = f.post(f.spending(account, 100, FundsFixture::receipt(1)));
    QVERIFY(first.accepted());
    QCOMPARE(f.post(f.spending(account, 100, FundsFixture::receipt(1))).verdict.code, "funds.receipt_used");
    f.place.erase(first.op); // pictures go, the hash stays in use
    QCOMPARE(f.post(f.spending(account, 100, FundsFixture::receipt(1))).verdict.code, "funds.receipt_used");
    QVERIFY(f.reverse(first.op).accepted());
    QCOMPARE(f.post(f.spending(account, 90, FundsFixture::receipt(1))).verdict.code, "");
    QCOMPARE(f.post(f.spending(account, 90, FundsFixture::receipt(1))).verdict.code, "funds.receipt_used");
}

void FundsRulesTest::refusesBalancesBeyond64Bits()
{
    FundsFixture f;
    const OpId account = f.account();
    // Nine million entries would get there; the balance is set by hand so that the test ends today.
    QVERIFY(f.place.db()
                .run("UPDATE account_balance SET balance = ?1", {std::numeric_limits<std::int64_t>::max() - 10})
                .has_value());
    QCOMPARE(f.post(f.income(account, 11)).verdict.code, "funds.amount");
    QCOMPARE(f.post(f.income(account, 10)).verdict.code, "");
}

void FundsRulesTest::checksTexts_data()
{
    QTest::addColumn<std::string>("purpose");
    QTest::addColumn<std::string>("payee");
    QTest::addColumn<std::string>("note");
    QTest::addColumn<std::string>("code");
    const std::string han = "灯";
    const auto times = [&han](int n) {
        std::string text;
        for (int i = 0; i < n; ++i)
            text += han;
        return text;
    };
    QTest::newRow("limits") << times(300) << times(100) << times(1000) << std::string();
    QTest::newRow("no purpose") << std::string() << han << han << std::string("content.empty");
    QTest::newRow("no payee") << han << std::string() << han << std::string("content.empty");
    QTest::newRow("long purpose") << times(301) << han << han << std::string("content.too_long");
    QTest::newRow("long payee") << han << times(101) << han << std::string("content.too_long");
    QTest::newRow("long note") << han << han << times(1001) << std::string("content.too_long");
    QTest::newRow("NUL") << std::string("a\0b", 3) << han << han << std::string("content.not_utf8");
}

void FundsRulesTest::checksTexts()
{
    QFETCH(std::string, purpose);
    QFETCH(std::string, payee);
    QFETCH(std::string, note);
    QFETCH(std::string, code);
    FundsFixture f;
    pb::funds::PostContent content;
    content.set_purpose(purpose);
    content.set_payee(payee);
    content.set_note(note);
    const OpId account = f.account();
    QCOMPARE(f.place.submit(f.treasurer, "funds.post", f.income(account, 5), content).verdict.code, code);

    pb::funds::OpenAccountFacts facts;
    facts.set_track(pb::funds::GUARANTEE);
    pb::funds::OpenAccountContent named;
    QCOMPARE(f.place.submit(f.treasurer, "funds.open_account", facts, named).verdict.code, "content.empty");
    named.set_name(std::string(81, 'a'));
    QCOMPARE(f.place.submit(f.treasurer, "funds.open_account", facts, named).verdict.code, "content.too_long");
}

void FundsRulesTest::simpleEntryRefuses_data()
{
    QTest::addColumn<SimpleEntry>("entry");
    QTest::addColumn<std::string>("code");
    const SimpleEntry good{.kind = SimpleEntry::Kind::Spending,
                           .account = OpId{{1}},
                           .toAccount = {},
                           .category = "repair",
                           .amount = Money{1},
                           .plan = {},
                           .receipts = {FundsFixture::receipt(1)},
                           .booked = fromMs(1)};
    const auto row = [&good](const char* name, const char* code, const std::function<void(SimpleEntry&)>& change) {
        SimpleEntry entry = good;
        change(entry);
        QTest::newRow(name) << entry << std::string(code);
    };
    row("as it should be", "", [](auto&) {});
    row("negative", "funds.amount", [](auto& e) { e.amount = Money{-1}; });
    row("zero", "funds.amount", [](auto& e) { e.amount = Money{0}; });
    row("too much", "funds.amount", [](auto& e) { e.amount = Money{1'000'000'000'001}; });
    row("category", "funds.category", [](auto& e) { e.category = ""; });
    row("no receipt", "funds.receipt_required", [](auto& e) { e.receipts.clear(); });
    row("to itself", "funds.same_account", [](auto& e) {
        e.kind = SimpleEntry::Kind::Transfer;
        e.toAccount = e.account;
    });
}

void FundsRulesTest::simpleEntryRefuses()
{
    QFETCH(SimpleEntry, entry);
    QFETCH(std::string, code);
    const auto made = funds::simpleEntry(entry);
    QCOMPARE(made ? std::string() : made.error().code, code);
}

void FundsRulesTest::malformedFacts()
{
    FundsFixture f;
    const std::string words = FundsFixture::words().SerializeAsString();
    QCOMPARE(f.place.submitBytes(f.treasurer, "funds.post", "\xff\xff", words).verdict.accepted(), false);
    for (const log::Kind& kind : funds::capability().kinds()) {
        const log::Context context{
            .db = f.place.db(), .op = {}, .member = f.treasurer, .device = {}, .at = {}, .seq = {}, .audience = {}};
        const std::string bad = "\xff\xff";
        const auto verdict = kind.decide(context, {kind.name, asBytes(bad), std::nullopt});
        QVERIFY(verdict.has_value());
        QCOMPARE(verdict->code, "op.malformed");
    }
}

QTEST_GUILESS_MAIN(FundsRulesTest)
#include "tst_funds_rules.moc"
