// SPDX-License-Identifier: Apache-2.0
#include "core/sync/AuditRecord.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/members/Directory.h"

#include <algorithm>

namespace linli::sync {
namespace {

using community::Meta;
namespace meta = community::meta;

/// `u64be Unix ms | code | LF | detail`.
Bytes encodeAlarm(const AuditAlarm& alarm)
{
    Bytes out;
    appendU64(out, static_cast<std::uint64_t>(toMs(alarm.at)));
    append(out, asBytes(alarm.code));
    out.push_back('\n');
    append(out, asBytes(alarm.detail));
    return out;
}

AuditAlarm decodeAlarm(ByteView bytes)
{
    std::uint64_t ms = 0;
    const auto at = bytes.first(std::min(bytes.size(), sizeof ms));
    for (const std::uint8_t byte : at)
        ms = ms << 8 | byte;
    const std::string text = asString(bytes.subspan(at.size()));
    const auto end = std::min(text.find('\n'), text.size());
    return {text.substr(0, end), text.substr(std::min(end + 1, text.size())), fromMs(static_cast<std::int64_t>(ms))};
}

Result<void> raiseAlarm(community::Replica& replica, const Error& error, Timestamp at)
{
    return Meta(replica.db()).set(meta::auditAlarm, encodeAlarm({error.code, error.detail, at}));
}

/// Who was given a role reads what was written for it before; the store learns of that here.
Result<bool> readsMore(community::Replica& whole, community::Replica& replica)
{
    LINLI_TRY(const auto there, whole.privateEntries());
    LINLI_TRY(const auto here, replica.privateEntries());
    return there != here && std::ranges::includes(there, here);
}

} // namespace

Result<bool> isUnproven(community::Replica& replica)
{
    LINLI_TRY(const Seq end, replica.snapshotEnd());
    LINLI_TRY(const std::int64_t proven, Meta(replica.db()).integer(meta::auditedSize));
    return end.value != static_cast<std::uint64_t>(proven) && end.value > 0;
}

Result<std::optional<AuditAlarm>> auditAlarm(community::Replica& replica)
{
    LINLI_TRY(const auto stored, Meta(replica.db()).find(meta::auditAlarm));
    return stored ? std::optional(decodeAlarm(*stored)) : std::nullopt;
}

Result<void> dismissAuditAlarm(community::Replica& replica)
{
    return Meta(replica.db()).remove(meta::auditAlarm);
}

Result<Keeper> keeperOf(community::Replica& replica, const MemberId& member)
{
    LINLI_TRY(const members::Actor actor, members::actor(replica.db(), member));
    if (actor.hasAny({members::Role::Captain, members::Role::Admin}))
        return Keeper::ByRole;
    LINLI_TRY(const std::int64_t wish, Meta(replica.db()).integer(meta::keepsAll));
    return wish != 0 ? Keeper::Volunteer : Keeper::No;
}

Result<void> volunteerAsKeeper(community::Replica& replica, bool on)
{
    return Meta(replica.db()).setInteger(meta::keepsAll, on ? 1 : 0);
}

Result<bool> concludeAudit(community::Replica& replica, community::Replica& scratch, const std::optional<Error>& found,
                           bool keep, Timestamp wallNow)
{
    if (found && found->kind != ErrorKind::Integrity)
        return std::unexpected(*found);
    if (found) {
        const bool stateIsFalse = found->code == "audit.state_differs";
        if (stateIsFalse)
            LINLI_CHECK(replica.rebuildFrom(scratch, wallNow));
        LINLI_CHECK(raiseAlarm(replica, *found, wallNow));
        return stateIsFalse;
    }
    LINLI_TRY(const Seq end, replica.snapshotEnd());
    LINLI_CHECK(Meta(replica.db()).setInteger(meta::auditedSize, static_cast<std::int64_t>(end.value)));
    LINLI_TRY(const bool more, readsMore(scratch, replica));
    if (more) {
        LINLI_CHECK(replica.rebuildFrom(scratch, wallNow));
        return true;
    }
    if (keep && end.value > 0)
        LINLI_CHECK(replica.adoptLog(scratch));
    return false;
}

} // namespace linli::sync
