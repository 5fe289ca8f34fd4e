// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

namespace linli::store {

/// While it lives, commits do not wait for the disk: they reach it with the next one that does, or with a checkpoint, in their order. A
/// power loss may take back the newest of them, never an earlier one alone and none that waited. For what can be made again: indexes,
/// pages of a snapshot. A process that dies loses nothing.
/// Begins and ends outside of transactions.
class Unsynced {
public:
    explicit Unsynced(Database& database);
    ~Unsynced();
    Unsynced(const Unsynced&) = delete;
    Unsynced& operator=(const Unsynced&) = delete;

private:
    Database& m_database;
};

} // namespace linli::store
