// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Table.h"
#include "core/hazards/TextIndex.h"
#include "core/store/UndoLog.h"
#include "tests/unit/hazards/HazardsFixture.h"

#include <QTest>

#include <random>

using namespace linli;
using namespace linli::test;

namespace {

std::string folded(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c | 0x20);
    return text;
}

/// Texts of letters that meet often, with everything that SQL, LIKE or FTS5 could misread.
class Writer {
public:
    std::string write(std::size_t least, std::size_t most)
    {
        static const std::vector<std::string> letters = {"漏", "水", "电", "梯", "坏", "了", "a",  "B",
                                                         "b",  "Ä",  "ä",  "é",  " ",  "%",  "_",  "\\",
                                                         "\"", "'",  "*",  "-",  "(",  "^",  "\n", "𠮷"};
        std::string text;
        for (std::size_t left = pick(least, most); left > 0; --left)
            text += letters[pick(0, letters.size() - 1)];
        return text;
    }
    std::size_t pick(std::size_t least, std::size_t most)
    {
        return std::uniform_int_distribution<std::size_t>(least, most)(m_random);
    }

private:
    std::mt19937 m_random{20261130};
};

struct Indexed : HazardsFixture {
    store::Database& db = place.db();

    OpId write(const std::string& text, const std::string& where = {})
    {
        auto content = reportContent(text);
        content.set_place(where);
        return need(place.submit(resident, "hazards.report", reportFacts(), content));
    }
    OpId writePending(const std::string& text)
    {
        const OpId op{crypto::uuidV7(place.now())};
        const std::string facts = reportFacts().SerializeAsString();
        const std::string content = reportContent(text).SerializeAsString();
        const log::OpView view{"hazards.report", asBytes(facts), asBytes(content)};
        if (!kind("hazards.report").apply(context(resident, op), view))
            throw std::runtime_error("not applied");
        return op;
    }
    void fill()
    {
        for (bool more = true; more;)
            more = hazards::fillTextIndex(db, 64).value();
    }
    std::int64_t waiting() { return db.count("SELECT count(*) FROM hazard_text_queue").value(); }
    /// How many reports the index itself holds with this trigram.
    std::int64_t inIndex(const std::string& trigram)
    {
        return db.count("SELECT count(*) FROM hazard_text WHERE hazard_text MATCH ?1", {'"' + trigram + '"'}).value();
    }
    std::vector<OpId> found(const std::string& text)
    {
        std::vector<OpId> ids;
        const auto reports = hazards::list(db, {.text = text}, {}, 1000).value();
        for (const auto& report : reports)
            ids.push_back(report.id);
        return ids;
    }
    /// The same by the plainest way: all reports, looked through one after the other.
    std::vector<OpId> readThrough(const std::string& text)
    {
        std::vector<OpId> ids;
        const auto reports = hazards::list(db, {}, {}, 1000).value();
        for (const auto& report : reports)
            for (const auto& words : {report.text, report.place})
                if (words && folded(*words).contains(folded(text)) && !std::ranges::contains(ids, report.id))
                    ids.push_back(report.id);
        return ids;
    }
};

} // namespace

class HazardsTextIndexTest : public QObject {
    Q_OBJECT

private slots:
    void findsWhatReadingEverythingFinds();
    void pagesGoOnWhereTheyEnded();
    void findsWhatIsNotIndexedYet();
    void fillsInSlicesNewestFirst();
    void pairsAtTheEndOfATextAreFound();
    void erasedWordsAreInNoPageOfIt();
    void aPendingErasureIsTakenBack();
    void wordsWhoseKeyCameAreFound();
    void aRowThatVanishesLeavesIt();
    void otherChangesDoNotTouchIt();
};

void HazardsTextIndexTest::findsWhatReadingEverythingFinds()
{
    Indexed f;
    Writer writer;
    for (int i = 0; i < 150; ++i)
        f.write(writer.write(1, 9), writer.write(0, 4));
    for (int i = 0; i < 5; ++i)
        f.writePending(writer.write(2, 9));
    for (const std::int64_t indexedNow : {0, 70, 150}) {
        while (f.waiting() > 150 - indexedNow)
            QVERIFY(hazards::fillTextIndex(f.db, static_cast<int>(f.waiting() - (150 - indexedNow))));
        for (int i = 0; i < 300; ++i) {
            const std::string text = writer.write(1, 5);
            QVERIFY2(f.found(text) == f.readThrough(text), qPrintable(QString::fromStdString(text)));
        }
    }
    QCOMPARE(f.waiting(), 0);
}

void HazardsTextIndexTest::pagesGoOnWhereTheyEnded()
{
    Indexed f;
    Writer writer;
    for (int i = 0; i < 60; ++i)
        f.write(writer.write(1, 3) + "电梯坏了" + writer.write(1, 3));
    QVERIFY(hazards::fillTextIndex(f.db, 30).value());
    for (int i = 0; i < 5; ++i)
        f.writePending("电梯坏了");
    for (const std::string text : {"电梯坏", "电梯"}) {
        std::vector<OpId> seen;
        std::optional<hazards::ListKey> after;
        for (bool more = true; more;) {
            const auto page = hazards::list(f.db, {.text = text}, after, 7).value();
            for (const auto& report : page)
                seen.push_back(report.id);
            more = page.size() == 7;
            if (more)
                after = page.back().key;
        }
        QCOMPARE(seen.size(), 65UZ);
        QVERIFY(seen == f.readThrough(text));
    }
}

void HazardsTextIndexTest::findsWhatIsNotIndexedYet()
{
    Indexed f;
    const OpId indexed = f.write("电梯坏了");
    f.fill();
    const OpId waiting = f.write("电梯坏了");
    const OpId pending = f.writePending("电梯坏了");
    QCOMPARE(f.waiting(), 1);
    QCOMPARE(f.inIndex("电梯坏"), 1);
    QCOMPARE(f.found("电梯坏了"), (std::vector{pending, waiting, indexed}));
    QCOMPARE(f.found("坏了"), (std::vector{pending, waiting, indexed}));
}

void HazardsTextIndexTest::fillsInSlicesNewestFirst()
{
    Indexed f;
    const OpId first = f.write("第一条报告");
    for (int i = 0; i < 8; ++i)
        f.write("楼道灯不亮");
    f.write("最后的报告");
    QVERIFY(hazards::fillTextIndex(f.db, 4).value());
    QCOMPARE(f.waiting(), 6);
    QCOMPARE(f.inIndex("最后的"), 1);
    QCOMPARE(f.inIndex("第一条"), 0);
    QVERIFY(hazards::fillTextIndex(f.db, 4).value());
    QVERIFY(!hazards::fillTextIndex(f.db, 4).value());
    QVERIFY(!hazards::fillTextIndex(f.db, 4).value());
    QCOMPARE(f.waiting(), 0);
    QCOMPARE(f.found("第一条"), std::vector{first});
    QCOMPARE(f.db.count("PRAGMA synchronous").value(), 2); // FULL again
}

void HazardsTextIndexTest::pairsAtTheEndOfATextAreFound()
{
    Indexed f;
    const OpId text = f.write("楼上漏水", "三楼");
    const OpId place = f.write("灯坏了", "漏水处");
    f.write("漏了一地的水");
    f.fill();
    QCOMPARE(hazards::textQuery(f.db, "水漏").value(), std::optional<std::string>(""));
    QVERIFY(!hazards::textQuery(f.db, "漏").value());
    QVERIFY(!hazards::textQuery(f.db, "Äb").value());
    QVERIFY(hazards::textQuery(f.db, "漏水").value()->contains("OR"));
    QCOMPARE(f.found("漏水"), (std::vector{place, text}));
    QCOMPARE(f.found("三楼"), std::vector{text});
}

void HazardsTextIndexTest::erasedWordsAreInNoPageOfIt()
{
    Indexed f;
    const OpId kept = f.write("plain words");
    const OpId erased = f.write("qwxyz", "vbnmk");
    f.fill();
    const auto pagesWith = [&](const char* bytes) {
        return f.db.count("SELECT count(*) FROM hazard_text_data WHERE instr(block, ?1)", {asBytes(std::string(bytes))})
            .value();
    };
    QVERIFY(pagesWith("qwx") > 0);
    f.place.erase(erased);
    QCOMPARE(f.inIndex("qwx"), 0);
    f.fill();
    for (const char* trigram : {"qwx", "wxy", "xyz", "vbn", "bnm", "nmk"}) {
        QCOMPARE(f.inIndex(trigram), 0);
        QCOMPARE(pagesWith(trigram), 0);
        QCOMPARE(f.db.count("SELECT count(*) FROM hazard_text_terms WHERE term = ?1", {trigram}).value(), 0);
    }
    QCOMPARE(f.found("plain"), std::vector{kept});
}

void HazardsTextIndexTest::aPendingErasureIsTakenBack()
{
    Indexed f;
    const OpId report = f.write("电梯坏了");
    f.fill();
    std::vector<std::string> names;
    for (const log::TableSpec& table : hazards::tableSpecs())
        names.push_back(table.name);
    auto undo = store::UndoLog::install(f.db, names).value();
    undo.setRecording(true);
    f.place.erase(report);
    undo.setRecording(false);
    QCOMPARE(f.inIndex("电梯坏"), 0);
    QVERIFY(f.found("电梯坏").empty());
    f.fill(); // may come between
    {
        auto transaction = store::Transaction::begin(f.db).value();
        QVERIFY(undo.undo());
        QVERIFY(transaction.commit());
    }
    QCOMPARE(f.found("电梯坏"), std::vector{report});
    f.fill();
    QCOMPARE(f.inIndex("电梯坏"), 1);
    QCOMPARE(f.found("电梯坏"), std::vector{report});
}

void HazardsTextIndexTest::wordsWhoseKeyCameAreFound()
{
    Indexed f;
    const OpId report = f.write("电梯坏了");
    QVERIFY(f.db.run("UPDATE hazard SET text = NULL, place_detail = NULL, unreadable = 1"));
    f.fill();
    QVERIFY(f.found("电梯坏").empty());
    pb::hazards::ReportContent content;
    content.set_text("电梯坏了");
    QVERIFY(hazards::revealReport(f.context(f.resident, report), f.reportFacts(), content));
    QCOMPARE(f.found("电梯坏"), std::vector{report});
    f.fill();
    QCOMPARE(f.inIndex("电梯坏"), 1);
}

void HazardsTextIndexTest::aRowThatVanishesLeavesIt()
{
    Indexed f;
    const OpId indexed = f.write("电梯坏了");
    f.fill();
    const OpId waiting = f.write("楼道灯不亮");
    for (const OpId& op : {indexed, waiting})
        QVERIFY(f.db.run("DELETE FROM hazard WHERE id = ?1", {op}));
    QCOMPARE(f.waiting(), 0);
    QCOMPARE(f.inIndex("电梯坏"), 0);
    f.fill();
    QCOMPARE(f.inIndex("楼道灯"), 0);
}

void HazardsTextIndexTest::otherChangesDoNotTouchIt()
{
    Indexed f;
    const OpId report = f.write("电梯坏了");
    f.fill();
    f.need(f.advance(report, hazards::State::InProgress));
    QVERIFY(f.db.run("UPDATE hazard SET text = text, place = place")); // as undoing such a change does
    QCOMPARE(f.waiting(), 0);
    QCOMPARE(f.inIndex("电梯坏"), 1);
}

QTEST_GUILESS_MAIN(HazardsTextIndexTest)
#include "tst_hazards_text_index.moc"
