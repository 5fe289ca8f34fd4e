// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PhotoPlan.h"

#include <algorithm>
#include <iterator>

namespace linli::sync {

Result<PhotoPlan> planPhotos(store::Database& db, community::PhotoStore& photos)
{
    PhotoPlan plan;
    LINLI_TRY(plan.upload, photos.notUploaded());
    LINLI_TRY(const auto shown, db.all("SELECT DISTINCT sha256 FROM photo_ref WHERE sha256 IS NOT NULL ORDER BY sha256",
                                       {}, [](const store::Row& row) { return row.hash(0); }));
    LINLI_TRY(auto stored, photos.all());
    std::ranges::sort(stored);
    std::ranges::set_difference(shown, stored, std::back_inserter(plan.download));

    LINLI_CHECK(photos.dropPartsExcept(plan.download));

    std::vector<Hash> unseen;
    std::ranges::set_difference(stored, shown, std::back_inserter(unseen));
    for (const Hash& hash : unseen)
        // A photo is stored before the report that shows it; what is not uploaded yet may still be waiting for that.
        if (std::ranges::find(plan.upload, hash) == plan.upload.end())
            LINLI_CHECK(photos.remove(hash));
    return plan;
}

} // namespace linli::sync
