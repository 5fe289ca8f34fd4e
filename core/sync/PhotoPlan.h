// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/PhotoStore.h"

namespace linli::sync {

struct PhotoPlan {
    std::vector<Hash> upload;   ///< own photos that the hub does not have
    std::vector<Hash> download; ///< photos that entries show and this phone does not have
};

/// Compares what operations show with what is stored, and deletes what nothing shows any more (erased).
[[nodiscard]] Result<PhotoPlan> planPhotos(store::Database& db, community::PhotoStore& photos);

} // namespace linli::sync
