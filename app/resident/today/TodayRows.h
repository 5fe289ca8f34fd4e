// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/store/Database.h"

#include <string>
#include <vector>

/// What the first page reads from the store. Reader thread; values only, words are made later.
namespace linli::resident {

struct TodayRow {
    enum class Kind { Notice, Poll, Answer, Event, Plan, Hazard, Result };
    Kind kind = Kind::Notice;
    OpId id;                   ///< of what opens
    bool needsMe = false;      ///< in the upper part
    bool asks = false;         ///< waits for this person to do something, and goes on asking until it is done
    bool urgent = false;       ///< a notice on danger to life or property
    bool waiting = false;      ///< an event where this person is on the waiting list
    std::string title = {};    ///< as its author wrote it; empty when removed
    std::string item = {};     ///< of a hazard: its item in the catalogue
    std::string category = {}; ///< of a hazard
    Timestamp when = {};       ///< a poll's end, an event's start, else when it came

    friend bool operator==(const TodayRow&, const TodayRow&) = default;
};

/// For `self` at `now`: urgent notices, open polls without the household's ballot, fixed reports without an answer and the
/// events of the next seven days that `self` is signed up for; then what came in the last fourteen days, newest first.
/// What asks: urgent notices of others that `self` has not read, those polls and those reports.
[[nodiscard]] Result<std::vector<TodayRow>> readToday(store::Database& db, const MemberId& self, Timestamp now);

} // namespace linli::resident
