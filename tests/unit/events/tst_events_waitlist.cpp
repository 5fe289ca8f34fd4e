// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/events/EventsFixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <map>

using namespace linli;
using namespace linli::test;

namespace {

/// The waitlist as one would explain it at the door: one line of parties in order of sign-up. It decides who goes by
/// looking at the whole line, never at a stored counter.
class Line {
public:
    explicit Line(int capacity) : m_capacity(capacity) {}

    bool signUp(std::size_t person, int party)
    {
        if (party > m_capacity || find(person) != m_parties.end())
            return false;
        m_parties.push_back({person, party, false});
        settle();
        return true;
    }
    bool withdraw(std::size_t person)
    {
        const auto at = find(person);
        if (at == m_parties.end())
            return false;
        m_parties.erase(at);
        settle();
        return true;
    }
    bool setCapacity(int capacity)
    {
        if (capacity < taken())
            return false;
        m_capacity = capacity;
        settle();
        return true;
    }
    [[nodiscard]] int taken() const
    {
        int seats = 0;
        for (const auto& party : m_parties)
            seats += party.going ? party.size : 0;
        return seats;
    }
    [[nodiscard]] std::vector<std::size_t> people(bool going) const
    {
        std::vector<std::size_t> list;
        for (const auto& party : m_parties) {
            if (party.going == going)
                list.push_back(party.person);
        }
        return list;
    }

private:
    struct Party {
        std::size_t person;
        int size;
        bool going;
    };
    std::vector<Party>::iterator find(std::size_t person)
    {
        return std::ranges::find(m_parties, person, &Party::person);
    }
    void settle()
    {
        for (auto& party : m_parties) {
            if (party.going || party.size > m_capacity)
                continue;
            if (taken() + party.size > m_capacity)
                return;
            party.going = true;
        }
    }
    int m_capacity;
    std::vector<Party> m_parties;
};

struct Move {
    int what = 0; ///< 0, 1 sign up · 2 withdraw · 3 capacity
    std::size_t person = 0;
    int number = 0;
};

rc::Gen<Move> anyMove(std::size_t people)
{
    return rc::gen::build<Move>(rc::gen::set(&Move::what, rc::gen::inRange(0, 4)),
                                rc::gen::set(&Move::person, rc::gen::inRange<std::size_t>(0, people)),
                                rc::gen::set(&Move::number, rc::gen::inRange(0, 5)));
}

std::vector<MemberId> membersOf(const std::vector<events::SignUp>& list)
{
    std::vector<MemberId> ids;
    for (const auto& signUp : list)
        ids.push_back(signUp.member);
    return ids;
}

} // namespace

/// Random days at the door against a plain model.
class EventsWaitlistTest : public QObject {
    Q_OBJECT

private slots:
    void matchesAPlainLine();
};

void EventsWaitlistTest::matchesAPlainLine()
{
    EventsFixture f;
    const auto people = f.residents(9);
    const bool holds = rc::check("going, waiting and seats are those of one line in log order", [&] {
        const auto capacity = *rc::gen::inRange(1, 9);
        const auto moves = *rc::gen::container<std::vector<Move>>(anyMove(people.size()));
        const OpId event = f.event(static_cast<std::uint32_t>(capacity), 4);
        Line line(capacity);
        for (const auto& move : moves) {
            const auto number = static_cast<std::uint32_t>(move.number);
            if (move.what <= 1)
                RC_ASSERT(f.signUp(people[move.person], event, number).accepted() ==
                          line.signUp(move.person, move.number + 1));
            else if (move.what == 2)
                RC_ASSERT(f.withdraw(people[move.person], event).accepted() == line.withdraw(move.person));
            else
                RC_ASSERT(f.update(f.worker, event, number * 2 + 1).accepted() ==
                          line.setCapacity(move.number * 2 + 1));

            const auto ids = [&](bool going) {
                std::vector<MemberId> list;
                for (const auto person : line.people(going))
                    list.push_back(people[person]);
                return list;
            };
            RC_ASSERT(membersOf(events::going(f.place.db(), event).value()) == ids(true));
            RC_ASSERT(membersOf(events::waitlist(f.place.db(), event).value()) == ids(false));
            RC_ASSERT(f.find(event).taken == line.taken());
            RC_ASSERT(f.find(event).left() >= 0);
        }
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(EventsWaitlistTest)
#include "tst_events_waitlist.moc"
