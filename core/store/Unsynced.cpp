// SPDX-License-Identifier: Apache-2.0
#include "core/store/Unsynced.h"

namespace linli::store {

// In WAL mode NORMAL syncs the log before a checkpoint only (https://sqlite.org/pragma.html#pragma_synchronous). Neither statement can fail
// outside of a transaction; where the first did, commits wait as before.
Unsynced::Unsynced(Database& database) : m_database(database)
{
    (void)m_database.run("PRAGMA synchronous = NORMAL");
}

Unsynced::~Unsynced()
{
    (void)m_database.run("PRAGMA synchronous = FULL");
}

} // namespace linli::store
