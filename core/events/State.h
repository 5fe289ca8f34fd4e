// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace linli::events {

/// Numbers are stored and digested: never renumber.
enum class EventState : std::uint8_t { Published = 0, Started = 1, Cancelled = 2 };
[[nodiscard]] std::string_view stateName(EventState state); ///< "published", "started", "cancelled"

/// Numbers are stored and digested: never renumber.
enum class SignUpState : std::uint8_t { Going = 1, Waiting = 2, Withdrawn = 3 };
[[nodiscard]] std::string_view stateName(SignUpState state); ///< "going", "waiting", "withdrawn"

} // namespace linli::events
