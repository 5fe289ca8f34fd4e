// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/notices/Types.h"

/// The notices' tables: their schema, what rules look up and what effects write. Every SQL statement of this capability
/// is here, in Queries.cpp or in Reach.cpp.
namespace linli::notices {

[[nodiscard]] std::string_view schema();
[[nodiscard]] std::span<const log::TableSpec> tableSpecs();

/// Where a notice stands in lists: the severity's number while it lives, 9 once it has ended.
[[nodiscard]] int placeOf(State state, Severity severity);

/// A notice as the rules need it.
struct Standing {
    MemberId author;
    State state = State::Live;
    Timestamp expires;
};
[[nodiscard]] Result<std::optional<Standing>> standing(store::Database& db, const OpId& notice);
[[nodiscard]] Result<std::optional<Area>> areaOf(store::Database& db, const OpId& notice);
[[nodiscard]] Result<bool> hasAcknowledged(store::Database& db, const OpId& notice, const MemberId& member);

struct NoticeTexts { ///< nothing when erased
    std::optional<std::string> headline;
    std::optional<std::string> description;
    std::optional<std::string> instruction;
};
/// Writes the notice, and ends the notices that it replaces.
[[nodiscard]] Result<void> insertNotice(const log::Context& context, const Terms& terms, const Area& area,
                                        std::span<const OpId> references, const NoticeTexts& texts);
[[nodiscard]] Result<void> cancelNotice(const log::Context& context, const OpId& notice,
                                        const std::optional<std::string>& reason);
[[nodiscard]] Result<void> insertAcknowledgement(const log::Context& context, const OpId& notice);

/// Sets each notice's number of acknowledgements to what table notices_ack holds.
[[nodiscard]] Result<void> countAcknowledgements(store::Database& db);

/// Ends every live notice whose time is over; nothing the second time.
[[nodiscard]] Result<void> expireNotices(store::Database& db, Timestamp now);
[[nodiscard]] Result<std::optional<Timestamp>> nextExpiry(store::Database& db);

} // namespace linli::notices
