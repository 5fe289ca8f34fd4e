// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace linli::sim {

/// What follows from a log's accepted entries, computed in the plainest way from the READMEs of the capabilities: lists and
/// counting, no store, nothing shared with the product but the message formats. It takes the verdicts as they are and
/// complains where one cannot be right (a ballot after the close, seats or money that are not there).
class Model {
public:
    struct Poll {
        std::set<std::string> roll;
        std::map<std::string, int> ballots; ///< household → option
        int options = 0;
        int quorumPercent = 0;
        Timestamp closes;
        bool closed = false;
    };
    struct Party {
        std::string member;
        int persons = 1;
        bool going = false;
    };
    struct Event {
        int capacity = 0;
        Timestamp starts;
        bool cancelled = false;
        std::vector<Party> line; ///< everybody who has not withdrawn, in order
    };
    struct Hazard {
        int state = 0;
        int reason = 0;
        int reopened = 0;
    };
    struct Notice {
        enum class End { Live, Superseded, Cancelled, Expired } end = End::Live;
        Timestamp expires;
        std::set<std::string> acknowledged; ///< members
    };

    void play(const std::vector<log::Entry>& log);

    std::map<OpId, Poll> polls;
    std::map<OpId, Event> events;
    std::map<OpId, std::int64_t> balances;
    std::map<OpId, Hazard> hazards; ///< of the community; private ones are nobody's figures
    std::map<OpId, Notice> notices;
    std::vector<std::string> complaints;

private:
    struct Act {
        OpId op;
        std::string member;
        Timestamp at;
        std::string facts;
        bool forAll = true;
    };
    void passTime(Timestamp at);
    void people(const std::string& kind, const Act& act, const DeviceId& device);
    void plan(const std::string& kind, const Act& act);
    void event(const std::string& kind, const Act& act);
    void fund(const std::string& kind, const Act& act);
    void hazard(const std::string& kind, const Act& act);
    void notice(const std::string& kind, const Act& act);
    void moveUp(Event& event);
    void change(const std::map<OpId, std::int64_t>& lines, std::int64_t sign);
    void complain(const Act& act, const std::string& what);

    struct Target {
        std::string household;
        std::string member;
    };
    std::map<std::string, Target> m_invites; ///< by key
    std::map<DeviceId, std::string> m_holders;
    std::map<std::string, std::string> m_homes;     ///< member → household
    std::map<std::string, std::string> m_buildings; ///< household → building
    std::map<OpId, std::map<OpId, std::int64_t>> m_posted;
};

} // namespace linli::sim
