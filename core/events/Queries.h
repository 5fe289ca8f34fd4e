// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/State.h"
#include "core/members/Directory.h"

/// What screens and the command line read of events; over any connection, on the thread that owns it. Texts are nothing
/// once erased. Photos: log::photosOf(id). Whether something is still pending is the outbox's to say, by op id.
namespace linli::events {

struct Event {
    OpId id;
    MemberId publisher;
    Timestamp starts;
    Timestamp ends;
    Timestamp signUpCloses;
    int capacity = 0;      ///< persons
    int companionsMax = 0; ///< that one member may bring
    int taken = 0;         ///< seats of those going
    int waiting = 0;       ///< persons on the waitlist
    EventState state = EventState::Published;
    std::optional<BuildingId> building;
    std::optional<members::Point> point;
    Timestamp accepted;
    std::optional<std::string> title;
    std::optional<std::string> text;
    std::optional<std::string> place;

    [[nodiscard]] int left() const { return capacity - taken; }
};
/// Where a page ended, or a time to begin at with a null id.
struct EventKey {
    Timestamp starts;
    OpId id;
};
/// By start, the earliest first, from `after` on.
[[nodiscard]] Result<std::vector<Event>> events(store::Database& db, int limit,
                                                const std::optional<EventKey>& after = {});
/// By start, the latest first, those before `before`.
[[nodiscard]] Result<std::vector<Event>> eventsBefore(store::Database& db, int limit, const EventKey& before);
[[nodiscard]] Result<std::optional<Event>> event(store::Database& db, const OpId& id);

struct Cancellation {
    OpId op;
    MemberId member;
    Timestamp accepted;
    std::optional<std::string> reason;
};
[[nodiscard]] Result<std::optional<Cancellation>> cancellation(store::Database& db, const OpId& event);

struct SignUp {
    MemberId member;
    int party = 1; ///< persons, companions and member
    SignUpState state = SignUpState::Going;
    int position = 0; ///< on the waitlist, from 1; 0 when not waiting
    bool checkedIn = false;
    OpId op; ///< of the sign-up
    Timestamp accepted;
};
/// Those going, in order of sign-up: the organiser's list at the door.
[[nodiscard]] Result<std::vector<SignUp>> going(store::Database& db, const OpId& event);
/// Those waiting, the next one first.
[[nodiscard]] Result<std::vector<SignUp>> waitlist(store::Database& db, const OpId& event);
/// One member's sign-up, withdrawn ones too.
[[nodiscard]] Result<std::optional<SignUp>> signUpOf(store::Database& db, const OpId& event, const MemberId& member);
/// Persons checked in, companions included.
[[nodiscard]] Result<int> checkedIn(store::Database& db, const OpId& event);

} // namespace linli::events
