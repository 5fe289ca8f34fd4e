// SPDX-License-Identifier: Apache-2.0
#include "core/log/Capability.h"

namespace linli::log {

Result<void> eraseContent(store::Database& db, std::span<const TableSpec> tables, const OpId& op)
{
    for (const TableSpec& table : tables) {
        if (table.opColumn.empty() || table.content.empty())
            continue;
        std::string assignments;
        for (const std::string& column : table.content)
            assignments += (assignments.empty() ? "" : ", ") + column + " = NULL";
        // Names come from TableSpecs in our own code, never from input.
        LINLI_CHECK(
            db.run("UPDATE " + table.name + " SET " + assignments + " WHERE " + table.opColumn + " = ?1", {op}));
    }
    return {};
}

} // namespace linli::log
