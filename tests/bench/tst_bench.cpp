// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/base/Text.h"
#include "core/crypto/Crypto.h"
#include "core/hazards/Catalogue.h"
#include "core/hazards/hazards.pb.h"
#include "tests/bench/Generator.h"
#include "tests/bench/Percentile.h"
#include "tests/bench/Row.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace linli;
using bench::Act;
using bench::Better;
using bench::Row;

namespace {

constexpr int patience = 500'000; // ms

std::string hashOf(const std::vector<Act>& acts)
{
    crypto::Sha256 sum;
    for (const Act& act : acts)
        sum.add(act.op.view()).add(asBytes(act.kind)).add(asBytes(act.facts)).add(asBytes(act.content));
    return toHex(sum.finish());
}

std::vector<Act> sampleLife(std::size_t count)
{
    return bench::Generator(bench::sampleGround(40, 4), 20261123).life(count);
}

} // namespace

class TestBench : public QObject {
    Q_OBJECT
private slots:
    void theReportsAreTheSameOnEveryMachine();
    void textsAreAsLongAsPeopleWrite();
    void everyItemAndStateIsThere();
    void aBarIsMetOnItsBetterSideOnly();
    void aRowWithoutAValueIsNeverMet();
    void percentilesAreByNearestRank();
    void everyRowCanBeMeasured();
    void helpAndWrongCalls();
};

void TestBench::theReportsAreTheSameOnEveryMachine()
{
    QCOMPARE(hashOf(sampleLife(500)), std::string("dbf73ab29120235a1f4ca99125682b534d26fc6a045dd2ff81f2415353a2f334"));
}

void TestBench::textsAreAsLongAsPeopleWrite()
{
    const bench::Words words;
    bench::Random random(7);
    std::set<std::size_t> lengths;
    for (int i = 0; i < 2000; ++i)
        lengths.insert(utf8Length(words.text(random, 20, 120)).value_or(0));
    QVERIFY(*lengths.begin() >= 15 && *lengths.begin() <= 20); // a word that would be too long ends a text early
    QVERIFY(*lengths.rbegin() >= 118 && *lengths.rbegin() <= 120);
}

void TestBench::everyItemAndStateIsThere()
{
    std::set<std::string> items;
    std::set<int> states;
    std::set<int> reasons;
    std::set<std::string> kinds;
    for (const Act& act : sampleLife(2000)) {
        kinds.insert(act.kind);
        pb::hazards::ReportFacts report;
        if (act.kind == "hazards.report" && report.ParseFromString(act.facts))
            items.insert(report.item());
        pb::hazards::AdvanceFacts advance;
        if (act.kind == "hazards.advance" && advance.ParseFromString(act.facts)) {
            states.insert(advance.state());
            reasons.insert(advance.reason());
        }
    }
    std::size_t all = 0;
    for (const hazards::Category& category : hazards::catalogue().categories())
        all += category.items.size();
    QCOMPARE(items.size(), all);
    QCOMPARE(states.size(), std::size_t{5});
    QCOMPARE(reasons.size(), std::size_t{4}); // none, and the three that the staff give
    QCOMPARE(kinds.size(), std::size_t{5});
}

void TestBench::aBarIsMetOnItsBetterSideOnly()
{
    const Row quick{{.name = "a", .unit = "ms", .bar = "≤ 3 ms", .limit = 3}, {3.0}};
    QVERIFY(quick.met());
    const Row slow{quick.spec, {3.3}};
    QVERIFY(!slow.met());
    QCOMPARE(slow.judgement(), std::string("missed by 10 %"));
    const bench::Spec both{.name = "b",
                           .unit = "/s",
                           .bar = "≥ 0.6 × and ≥ 4,000",
                           .better = Better::Higher,
                           .limit = 4000,
                           .factor = 0.6};
    QVERIFY((Row{both, {4100.0, 6000.0}}.met()));
    QVERIFY(!(Row{both, {3900.0, 6000.0}}.met()));
    QVERIFY(!(Row{both, {4100.0, 7000.0}}.met()));
    const bench::Spec shifted{.name = "c", .unit = "s", .bar = "", .factor = 1, .plus = 0.5};
    QVERIFY((Row{shifted, {1.5, 1.0}}.met()));
    QVERIFY(!(Row{shifted, {1.6, 1.0}}.met()));
}

void TestBench::aRowWithoutAValueIsNeverMet()
{
    const bench::Spec spec{.name = "a", .unit = "s", .bar = "≤ 2 ×", .factor = 2};
    QVERIFY(!(Row{spec, {}}.met()));
    QVERIFY(!(Row{spec, {1.0}}.met())); // nothing to compare with
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(bench::asJson({{spec, {}}})));
    const QJsonObject row = json.object().value("rows").toArray().at(0).toObject();
    QVERIFY(row.value("value").isNull());
    QCOMPARE(row.value("met"), QJsonValue(false));
}

void TestBench::percentilesAreByNearestRank()
{
    QCOMPARE(bench::percentile({4, 1, 3, 2}, 50), 2.0);
    QCOMPARE(bench::percentile({4, 1, 3, 2}, 99), 4.0);
    QCOMPARE(bench::percentile({7}, 1), 7.0);
}

/// The real program with little of everything: each row has a figure, or its note says that the build lacks what it measures.
void TestBench::everyRowCanBeMeasured()
{
    const QTemporaryDir folder;
    const QString json = folder.filePath("bench.json");
    QProcess program;
    program.start(LINLI_BENCH_BINARY, {"--tiny", "--json", json});
    QVERIFY(program.waitForFinished(patience));
    const QByteArray text = program.readAllStandardOutput();
    QVERIFY2(program.exitStatus() == QProcess::NormalExit, program.readAllStandardError());
    QFile file(json);
    QVERIFY2(file.open(QIODevice::ReadOnly), text);
    const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).object().value("rows").toArray();
    QCOMPARE(rows.size(), 34);
    for (const QJsonValue& value : rows) {
        const QJsonObject row = value.toObject();
        const QByteArray name = row.value("name").toString().toUtf8();
        QVERIFY2(text.contains(name), name);
        const bool lacks = text.contains("  " + name + ": this build ");
        QVERIFY2(row.value("value").isDouble() || lacks, text);
    }
}

void TestBench::helpAndWrongCalls()
{
    for (const auto& [arguments, code] :
         {std::pair{QStringList{"--help"}, 0}, {QStringList{"--list"}, 0}, {QStringList{"--only", "nonsense"}, 2}}) {
        QProcess program;
        program.start(LINLI_BENCH_BINARY, arguments);
        QVERIFY(program.waitForFinished(patience));
        QCOMPARE(program.exitCode(), code);
    }
}

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
