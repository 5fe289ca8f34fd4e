// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

namespace linli::store {

/// While it lives, much of the file stays decrypted in memory: for a transaction that comes back to the same pages again and again.
class LargeCache {
public:
    /// Nothing changes where it is not `wanted`.
    explicit LargeCache(Database& database, bool wanted = true);
    ~LargeCache();
    LargeCache(const LargeCache&) = delete;
    LargeCache& operator=(const LargeCache&) = delete;

private:
    Database* m_database;
};

} // namespace linli::store
