// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Lifecycle.h"

#include <string>

/// What screens and command lines ask. Functions over a Database, on whichever thread owns that connection.
namespace linli::hazards {

/// Where a page of a list ended: pass it to get the next one.
struct ListKey {
    std::int64_t place = 0;
    OpId id;
};

/// A report with its present state. Texts are nothing when erased.
struct Report {
    OpId id; ///< also the op_id, for the outbox state
    MemberId author;
    std::string item;
    std::string category;
    std::optional<BuildingId> building;
    std::optional<members::Point> position; ///< as reported
    members::Point onMap;                   ///< position, else the middle of the building
    bool onBehalf = false;
    std::optional<HouseholdId> household; ///< of the neighbour it was made for
    int photos = 0;
    int supports = 0;
    State state = State::Reported;
    ClosingReason reason = ClosingReason::None;
    std::optional<OpId> duplicateOf;
    std::optional<MemberId> assignee;
    std::optional<Timestamp> expected;
    int reopened = 0;
    Timestamp accepted;
    Timestamp changed;
    bool pending = false;
    bool isPrivate = false;
    std::optional<std::string> text;
    std::optional<std::string> place; ///< entrance, floor, …
    std::optional<std::string> behalfName;
    std::optional<std::string> behalfContact;
    ListKey key;

    bool unreadable = false; ///< written to the staff, and this phone has no key to the words (yet)

    [[nodiscard]] bool erased() const { return !text && !unreadable; }
};

struct Filter {
    std::vector<State> states; ///< empty: all
    std::optional<std::string> category;
    std::optional<BuildingId> building;
    std::optional<MemberId> author;
    std::optional<MemberId> assignee;
    std::string text; ///< occurs in the text or the place; empty: all
};

/// A page, newest first, own pending ones before all.
[[nodiscard]] Result<std::vector<Report>> list(store::Database& db, const Filter& filter,
                                               const std::optional<ListKey>& after, int limit);
[[nodiscard]] Result<std::optional<Report>> find(store::Database& db, const OpId& hazard);

struct Event {
    OpId op;
    Action action = Action::Report;
    MemberId member;
    std::optional<State> state; ///< after it; nothing for comments and answers
    std::optional<Answer> answer;
    ClosingReason reason = ClosingReason::None;
    std::optional<OpId> duplicateOf;
    std::optional<MemberId> assignee;
    std::optional<Timestamp> expected;
    std::vector<Hash> photos;
    Timestamp accepted;
    bool pending = false;
    std::optional<std::string> note; ///< nothing when erased or unreadable
    bool unreadable = false;         ///< as of a report
};

/// How neighbours answered after the newest fix, each by the last answer.
struct Answers {
    int fixed = 0;
    int partly = 0;
    int notFixed = 0;
    int unknown = 0;
};

struct Detail {
    Report report;
    std::vector<Hash> photos;    ///< of the report; those of later steps are in the timeline
    std::vector<Event> timeline; ///< oldest first
    Answers answers;
    bool supported = false;       ///< by `viewer`
    std::optional<Answer> answer; ///< of `viewer`, after the newest fix
    Permissions permissions;      ///< of `viewer`
};
/// Everything about one hazard, as `viewer` sees it; nothing when unknown.
[[nodiscard]] Result<std::optional<Detail>> detail(store::Database& db, const OpId& hazard, const MemberId& viewer);

struct Box { ///< degrees; does not cross the 180th meridian
    double south = 0;
    double west = 0;
    double north = 0;
    double east = 0;
};
struct Pin {
    OpId id;
    std::string item;
    std::string category;
    State state = State::Reported;
    members::Point point;
};
/// Hazards inside the box; no states: all.
[[nodiscard]] Result<std::vector<Pin>> viewport(store::Database& db, const Box& box, const std::vector<State>& states,
                                                int limit);

/// How near a report of the same item must be to be offered as "is it this one?" (mysociety/fixmystreet#1677).
inline constexpr double nearMetres = 50;
inline constexpr std::chrono::days nearAge{90};

struct Near {
    Report report;
    std::optional<double> metres; ///< nothing when only the building is the same
};
/// Open community reports of the same item, of the last 90 days, within 50 m or in the same building; nearest first.
[[nodiscard]] Result<std::vector<Near>> near(store::Database& db, const std::string& item,
                                             const std::optional<BuildingId>& building,
                                             const std::optional<members::Point>& position, Timestamp now);

/// Great-circle distance in metres on a sphere of 6,371,008.8 m (IUGG mean radius), by the haversine formula.
[[nodiscard]] double distanceMetres(const members::Point& a, const members::Point& b);

} // namespace linli::hazards
