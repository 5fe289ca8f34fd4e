// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Outbox.h"
#include "core/community/Replica.h"
#include "core/members/Directory.h"

#include <string>

/// Own operations as screens make and show them.
namespace linli::resident {

/// How far an own operation has come.
struct OwnOperation {
    int delivery = 0; ///< DeliveryChip.State: Delivered, Saved, Sending, Received, Waiting, Rejected
    std::string code; ///< for Waiting and Rejected: why

    friend bool operator==(const OwnOperation&, const OwnOperation&) = default;
};
[[nodiscard]] inline OwnOperation ownOperation(const community::OutboxItem& item)
{
    switch (item.state) {
    case community::OutboxState::Sending:
        return {2, {}};
    case community::OutboxState::Accepted:
        return {3, {}};
    case community::OutboxState::Rejected:
        return {5, item.code};
    default:
        return {item.code.empty() ? 1 : 4, item.code};
    }
}
/// Delivered when the outbox no longer holds it, or never did: then it is somebody else's.
[[nodiscard]] inline Result<OwnOperation> ownOperation(store::Database& db, const OpId& op)
{
    LINLI_TRY(const auto item, community::Outbox(db).find(op));
    return item ? ownOperation(*item) : OwnOperation{};
}

/// Facts and Content are protobuf messages; the audience is the community.
template <class Facts, class Content>
[[nodiscard]] community::Replica::Draft draftOf(std::string kind, const Facts& facts, const Content& content)
{
    return {std::move(kind), toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()), {}};
}

/// A member's name; empty when unknown or erased.
[[nodiscard]] inline Result<std::string> memberName(store::Database& db, const MemberId& id)
{
    LINLI_TRY(const auto found, members::member(db, id));
    return found ? found->name : std::string();
}

/// "锦苑2栋 · 南侧空地": the building's name and what the author added; either may be missing.
[[nodiscard]] inline Result<std::string> placeName(store::Database& db, const std::optional<BuildingId>& building,
                                                   const std::optional<std::string>& place)
{
    std::string text;
    if (building) {
        LINLI_TRY(const auto found, members::building(db, *building));
        text = found ? found->name : building->value;
    }
    const std::string detail = place.value_or("");
    return text.empty() || detail.empty() ? text + detail : text + " · " + detail;
}

} // namespace linli::resident
