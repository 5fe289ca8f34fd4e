// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/Roles.h"
#include "core/events/Table.h"

/// What the rules of one event's operations have in common.
namespace linli::events {

/// The event that an operation is about, or why there is none: "op.audience", "events.unknown_event".
struct Target {
    std::optional<EventRow> event;
    log::Verdict verdict;
};
[[nodiscard]] Result<Target> findTarget(const log::Context& context, std::string_view id);

[[nodiscard]] Owner ownerOf(const EventRow& event);

/// "events.cancelled", "events.started"
[[nodiscard]] log::Verdict checkNotStarted(const EventRow& event, Timestamp at);

} // namespace linli::events
