// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Input.h"
#include "app/cli/Session.h"
#include "app/cli/Values.h"

/// One function per kind of JSON file (README.md lists the fields). Each reads the whole file first, so that a mistake in it
/// is told before a picture is stored.
namespace linli::cli {

[[nodiscard]] Result<void> publishPlan(Session& session, Input& in);
[[nodiscard]] Result<void> publishProgress(Session& session, Input& in, const std::string& plan);
[[nodiscard]] Result<void> publishPoll(Session& session, Input& in);
[[nodiscard]] Result<void> publishEvent(Session& session, Input& in);
[[nodiscard]] Result<void> publishNotice(Session& session, Input& in);
[[nodiscard]] Result<void> publishAccount(Session& session, Input& in);
[[nodiscard]] Result<void> publishEntry(Session& session, Input& in);

/// "location": {"lat", "lon"} or {"building"}, or both.
struct Location {
    std::string building;
    std::optional<members::Point> point;
};
[[nodiscard]] Location readLocation(Input& in);
/// Into any facts with `building` and `point`; Rejected with `code` when the point is not on the globe.
template <class Facts>
[[nodiscard]] Result<void> setLocation(const Location& location, Facts& facts, const std::string& code)
{
    if (!location.building.empty())
        facts.set_building(location.building);
    if (!location.point)
        return {};
    LINLI_CHECK(checkPoint(*location.point, code));
    facts.mutable_point()->set_latitude_e7(toE7(location.point->latitude));
    facts.mutable_point()->set_longitude_e7(toE7(location.point->longitude));
    return {};
}

/// Pictures of the field "pictures", into any message with `photos`.
template <class Content>
[[nodiscard]] Result<void> addPictures(Session& session, const std::vector<std::filesystem::path>& files,
                                       Content& content)
{
    LINLI_TRY(const auto photos, session.addPhotos(files));
    for (const Hash& photo : photos)
        content.add_photos(asString(photo));
    return {};
}

} // namespace linli::cli
