// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Cap.h"
#include "core/notices/Types.h"
#include "core/notices/notices.pb.h"

#include <QTest>

#include <set>

using namespace linli::notices;

/// The words and numbers of CAP's codes: they are stored and typed by people, so they must never change.
class CapTest : public QObject {
    Q_OBJECT

private slots:
    void namesRoundTrip();
    void stableWords();
    void numbersAreTheWires();
    void unknownNumbersAreNothing();
};

namespace {

template <class Code> bool roundTrips()
{
    std::set<std::string_view> names;
    for (const auto& [code, name] : codeNames<Code>()) {
        const bool same = capName(code) == name && parseCap<Code>(name) == code &&
                          capFromNumber<Code>(static_cast<int>(code)) == code;
        if (!same || !names.insert(name).second)
            return false;
    }
    return !names.empty() && !parseCap<Code>("") && !parseCap<Code>("Extreme");
}

} // namespace

void CapTest::namesRoundTrip()
{
    QVERIFY(roundTrips<MsgType>());
    QVERIFY(roundTrips<Category>());
    QVERIFY(roundTrips<Urgency>());
    QVERIFY(roundTrips<Severity>());
    QVERIFY(roundTrips<Certainty>());
}

void CapTest::stableWords()
{
    QVERIFY(capName(MsgType::Update) == "update");
    QVERIFY(capName(Category::Cbrne) == "cbrne");
    QVERIFY(capName(Urgency::Immediate) == "immediate");
    QVERIFY(capName(Severity::Extreme) == "extreme");
    QVERIFY(capName(Certainty::Observed) == "observed");
    QCOMPARE(codeNames<Category>().size(), std::size_t(12)); // CAP 1.2 section 3.2.2
    QVERIFY(stateName(State::Live) == "live");
    QVERIFY(stateName(State::Superseded) == "superseded");
    QVERIFY(stateName(State::Cancelled) == "cancelled");
    QVERIFY(stateName(State::Expired) == "expired");
}

void CapTest::numbersAreTheWires()
{
    namespace pb = linli::pb::notices;
    QVERIFY(capFromNumber<Category>(pb::FIRE) == Category::Fire);
    QVERIFY(capFromNumber<Category>(pb::INFRA) == Category::Infra);
    QVERIFY(capFromNumber<Urgency>(pb::FUTURE) == Urgency::Future);
    QVERIFY(capFromNumber<Severity>(pb::MINOR) == Severity::Minor);
    QVERIFY(capFromNumber<Certainty>(pb::UNLIKELY) == Certainty::Unlikely);
    QVERIFY(capFromNumber<MsgType>(pb::ALERT) == MsgType::Alert);
}

void CapTest::unknownNumbersAreNothing()
{
    for (const int number : {-1, 0, 13, 256, 257}) {
        QVERIFY(!capFromNumber<Category>(number));
        QVERIFY(!capFromNumber<Severity>(number));
        QVERIFY(!capFromNumber<MsgType>(number));
    }
}

QTEST_GUILESS_MAIN(CapTest)
#include "tst_notices_cap.moc"
