// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/OwnOperation.h"
#include "app/resident/events/EventTypes.h"
#include "core/crypto/Crypto.h"
#include "core/events/Queries.h"

/// What event lists and pages read from the store. Reader thread; values only.
namespace linli::resident {

struct EventRow {
    OpId id;
    std::string title;
    std::string place;
    std::optional<Hash> photo; ///< the first one
    Timestamp starts;
    Timestamp ends;
    int capacity = 0;
    int freePlaces = 0;
    eventphase::Value phase = eventphase::Open;
    eventpart::Value part = eventpart::None;
    int position = 0; ///< on the waitlist
    OwnOperation own; ///< of the event, when published here, or else of the sign-up

    friend bool operator==(const EventRow&, const EventRow&) = default;
};
struct EventRowPage {
    std::vector<EventRow> rows;
    bool more = false; ///< a larger limit may find more
};
/// Those that have not ended at `now`, the earliest first; or those that have, the latest first.
[[nodiscard]] Result<EventRowPage> readEventRows(store::Database& db, bool past, int limit, Timestamp now,
                                                 const MemberId& self);

struct EventPersonRow {
    MemberId member;
    std::string name;
    int party = 1;
    int position = 0; ///< on the waitlist; 0: going
    bool checkedIn = false;

    friend bool operator==(const EventPersonRow&, const EventPersonRow&) = default;
};
struct EventPage {
    events::Event event;
    eventphase::Value phase = eventphase::Open;
    std::string publisher;
    std::string place;
    std::vector<Hash> photos;
    std::optional<events::Cancellation> cancellation;
    int checkedIn = 0;
    std::optional<events::SignUp> signUp;           ///< this person's
    OwnOperation own;                               ///< of the event
    std::optional<community::OutboxItem> ownAction; ///< newest sign-up or withdrawal made here that is still on its way
    bool mayCheckIn = false;
    bool mayCancel = false;
    std::vector<EventPersonRow> people; ///< going, then waiting; only for those who check in
};
/// Nothing when there is no such event.
[[nodiscard]] Result<std::optional<EventPage>> readEventPage(store::Database& db, const OpId& id, Timestamp now,
                                                             const MemberId& self);

[[nodiscard]] eventphase::Value eventPhaseAt(const events::Event& event, Timestamp now);
[[nodiscard]] eventpart::Value eventPartOf(const std::optional<events::SignUp>& signUp);

} // namespace linli::resident
