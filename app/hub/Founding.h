// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/FolderStorage.h"
#include "core/base/Time.h"

#include <string>

namespace linli::hub {

/// What an operator gives to found a community.
struct FoundingOrder {
    std::string name;
    std::filesystem::path compounds;  ///< GeoJSON, members::importPlaces
    std::filesystem::path households; ///< CSV, members::importHouseholds
    std::string hubUrl;               ///< where phones will find the hub; empty: not known yet
};

struct Founded {
    CommunityId community;
    std::string adminInvite;    ///< invite text, good once, for `adminInviteLife`
    std::string adminInviteUrl; ///< for a QR code; empty without hubUrl
};

/// Time for the first admin to join; the operator can found again when it passes, as nobody is in the community yet.
inline constexpr Milliseconds adminInviteLife = std::chrono::days(14);

/// Founds a community beside those that are there: keys, log, and the first entry, signed by the hub. The hub's folder keeps
/// the master key, `storage` the rest.
/// All or nothing: an interrupted founding leaves a folder that counts for nothing. Errors: "import.geojson",
/// "import.csv" (with the place in the file), "file.*", "store.in_use" (the hub is running), "members.bad_name".
[[nodiscard]] Result<Founded> found(const std::filesystem::path& folder, const FoundingOrder& order, const Clock& clock,
                                    HubStorage& storage);
[[nodiscard]] inline Result<Founded> found(const std::filesystem::path& folder, const FoundingOrder& order,
                                           const Clock& clock)
{
    FolderStorage storage;
    return found(folder, order, clock, storage);
}

} // namespace linli::hub
