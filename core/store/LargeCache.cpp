// SPDX-License-Identifier: Apache-2.0
#include "core/store/LargeCache.h"

namespace linli::store {
namespace {

constexpr std::int64_t atWork = 32'000; ///< KiB
constexpr std::int64_t atRest = 2'000;  ///< SQLite's own

} // namespace

// A cache that stays small is slower and no less right.
LargeCache::LargeCache(Database& database, bool wanted) : m_database(wanted ? &database : nullptr)
{
    if (m_database != nullptr)
        (void)m_database->setCache(atWork);
}

LargeCache::~LargeCache()
{
    if (m_database != nullptr)
        (void)m_database->setCache(atRest);
}

} // namespace linli::store
