// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/members/Directory.h"

#include <cmath>
#include <string>
#include <vector>

/// Values as people type them on the command line and in files.
namespace linli::cli {

/// "+90s", "+30m", "+2h", "+3d" from `now`, RFC 3339, or a date alone (its midnight in UTC). Nothing when it is none.
[[nodiscard]] std::optional<Timestamp> readTime(std::string_view text, Timestamp now);
/// As readTime(); "input.time" (Invalid).
[[nodiscard]] Result<Timestamp> parseTime(std::string_view text, Timestamp now);

/// "LAT,LON" in degrees; "input.position" (Invalid). Whether it is on the globe is checkPoint()'s to say.
[[nodiscard]] Result<members::Point> parsePoint(std::string_view text);
/// Rejected with `code` when the point is not on the globe: it could not even be written into an operation.
[[nodiscard]] Result<void> checkPoint(const members::Point& point, const std::string& code);
/// Degrees as operations hold them.
[[nodiscard]] inline std::int32_t toE7(double degrees)
{
    return static_cast<std::int32_t>(std::lround(degrees * 1e7));
}

/// "input.id" (Invalid)
template <class Id> [[nodiscard]] Result<Id> parseIdText(std::string_view text)
{
    const auto id = parseId<Id>(text);
    return id ? Result<Id>(*id) : fail(ErrorKind::Invalid, "input.id", "'" + std::string(text) + "' is not a UUID");
}

template <class Id> struct Named {
    Id id;
    std::string name;
};
/// An id, or the exact name of one of `known`: "input.unknown", "input.ambiguous" (Invalid). `what` names the kind of
/// thing in the error.
template <class Id>
[[nodiscard]] Result<Id> pick(std::string_view text, const std::vector<Named<Id>>& known, const std::string& what)
{
    const std::string quoted = what + " '" + std::string(text) + "'";
    std::vector<Id> found;
    const auto wanted = parseId<Id>(text);
    for (const Named<Id>& item : known)
        if (wanted ? item.id == *wanted : item.name == text)
            found.push_back(item.id);
    if (found.size() > 1)
        return fail(ErrorKind::Invalid, "input.ambiguous", quoted + ": there are several of that name, give the id");
    // An id that is not here yet is for the rules to judge.
    if (found.empty() && wanted)
        return *wanted;
    return found.empty() ? fail(ErrorKind::Invalid, "input.unknown", quoted) : Result<Id>(found.front());
}

[[nodiscard]] Result<OpId> findAccount(store::Database& db, std::string_view text);    ///< id or name
[[nodiscard]] Result<OpId> findPlan(store::Database& db, std::string_view text);       ///< id or title
[[nodiscard]] Result<MemberId> findMember(store::Database& db, std::string_view text); ///< id or name

} // namespace linli::cli
