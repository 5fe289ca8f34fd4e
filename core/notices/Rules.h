// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/notices/Types.h"
#include "core/notices/notices.pb.h"

/// Who may notify whom of what. Invariants kept over any log: a notice ends once (superseded, cancelled or expired), and
/// a member acknowledges it once. Codes: README.md.
namespace linli::notices {

inline constexpr std::size_t maxHeadline = 110;     ///< two lines on a phone, one SMS with room for the sender
inline constexpr std::size_t maxDescription = 4000; ///< two pages
inline constexpr std::size_t maxInstruction = 2000;
inline constexpr std::size_t maxReason = 300;
inline constexpr int maxAreaIds = 200; ///< more buildings than that are a compound or the community
inline constexpr int maxReferences = 8;
/// "A year", so that the same date next year always fits.
inline constexpr std::chrono::days maxLifetime{366};

[[nodiscard]] Result<log::Verdict> decidePublish(const log::Context& context, const pb::notices::PublishFacts& facts);
[[nodiscard]] Result<log::Verdict> decideCancel(const log::Context& context, const pb::notices::CancelFacts& facts);
[[nodiscard]] Result<log::Verdict> decideAcknowledge(const log::Context& context,
                                                     const pb::notices::AcknowledgeFacts& facts);

[[nodiscard]] log::Verdict checkPublish(const pb::notices::PublishFacts& facts,
                                        const pb::notices::PublishContent& content);
[[nodiscard]] log::Verdict checkCancel(const pb::notices::CancelFacts& facts,
                                       const pb::notices::CancelContent& content);

/// The typed form of decided facts; fields that decidePublish would refuse get a default.
[[nodiscard]] Terms toTerms(const pb::notices::PublishFacts& facts);
[[nodiscard]] Area toArea(const pb::notices::Area& area);

} // namespace linli::notices
