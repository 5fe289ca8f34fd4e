// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/events.pb.h"
#include "core/log/Capability.h"

/// What people may write: lengths in Unicode code points, UTF-8, photos. Codes "content.…".
namespace linli::events {

inline constexpr std::size_t maxTitleLength = 80; ///< two lines on a small phone with large text
inline constexpr std::size_t maxTextLength =
    5000; ///< several screens; with photos still far under the payload's 64 KiB
inline constexpr std::size_t maxPlaceLength = 200;
inline constexpr std::size_t maxReasonLength = 500; ///< of a cancellation

[[nodiscard]] log::Verdict checkPublish(const pb::events::PublishFacts& facts,
                                        const pb::events::PublishContent& content);
[[nodiscard]] log::Verdict checkCancel(const pb::events::CancelFacts& facts, const pb::events::CancelContent& content);

} // namespace linli::events
