// SPDX-License-Identifier: Apache-2.0
#include "core/log/RulesVersion.h"

namespace linli::log {

std::string_view rulesSchema()
{
    return R"sql(
        CREATE TABLE rules_version(
            version INTEGER PRIMARY KEY, op_id BLOB NOT NULL, member BLOB NOT NULL, accepted_at INTEGER NOT NULL);
    )sql";
}

std::span<const TableSpec> rulesTables()
{
    static const std::vector<TableSpec> tables = {{.name = "rules_version",
                                                   .key = {"version"},
                                                   .facts = {"op_id", "member", "accepted_at"},
                                                   .content = {},
                                                   .opColumn = {},
                                                   .privateColumn = {},
                                                   .later = true}};
    return tables;
}

Result<std::uint32_t> rulesVersion(store::Database& db)
{
    LINLI_TRY(const std::int64_t raised, db.count("SELECT coalesce(max(version), 1) FROM rules_version"));
    return static_cast<std::uint32_t>(raised);
}

Result<void> raiseRules(const Context& context, std::uint32_t version)
{
    return context.db.run("INSERT INTO rules_version(version, op_id, member, accepted_at) VALUES(?1, ?2, ?3, ?4)",
                          {version, context.op, context.member, context.at});
}

} // namespace linli::log
