// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/notices/Types.h"
#include "core/store/Database.h"

/// What screens and command lines ask. Reads only, on whichever thread owns the connection.
namespace linli::notices {

/// Place of a notice in a list: live ones by severity, then the ended; newest first within each.
struct NoticeKey {
    int place = 0; ///< the severity's number, 9 once ended; 0 comes before all
    Timestamp accepted = Timestamp::max();
    OpId id;
};
[[nodiscard]] NoticeKey keyOf(const Notice& notice);

/// At most `limit` notices for this member: those whose area covers the home, and the member's own. `after` is the key
/// of the last notice of the page above; the default starts at the top.
[[nodiscard]] Result<std::vector<Notice>> inbox(store::Database& db, const MemberId& reader, int limit,
                                                const NoticeKey& after = {});
/// As inbox, of the whole community.
[[nodiscard]] Result<std::vector<Notice>> allNotices(store::Database& db, const MemberId& reader, int limit,
                                                     const NoticeKey& after = {});
[[nodiscard]] Result<std::optional<NoticeDetail>> notice(store::Database& db, const OpId& id, const MemberId& reader);

} // namespace linli::notices
