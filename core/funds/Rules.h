// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/funds/funds.pb.h"
#include "core/log/Capability.h"

/// What is allowed with the community's money. Invariants kept over any log: every entry's lines sum to zero, no
/// account is ever below zero, an entry is taken back at most once and never edited. Codes: README.md.
namespace linli::funds {

// Ten billion yuan: far above any community's sums, and twenty lines of it cannot overflow 64 bits.
inline constexpr std::int64_t maxAmountFen = 1'000'000'000'000;
inline constexpr int maxLines = 20; ///< what one bill is split into and one screen can show
inline constexpr std::size_t maxAccountName = 80;
inline constexpr std::size_t maxNote = 1000;
inline constexpr std::size_t maxPurpose = 300;
inline constexpr std::size_t maxPayee = 100;
inline constexpr std::size_t maxReason = 300;

[[nodiscard]] Result<log::Verdict> decideOpenAccount(const log::Context& context,
                                                     const pb::funds::OpenAccountFacts& facts);
[[nodiscard]] Result<log::Verdict> decidePost(const log::Context& context, const pb::funds::PostFacts& facts);
[[nodiscard]] Result<log::Verdict> decideReverse(const log::Context& context, const pb::funds::ReverseFacts& facts);

[[nodiscard]] log::Verdict checkOpenAccount(const pb::funds::OpenAccountFacts& facts,
                                            const pb::funds::OpenAccountContent& content);
[[nodiscard]] log::Verdict checkPost(const pb::funds::PostFacts& facts, const pb::funds::PostContent& content);
[[nodiscard]] log::Verdict checkReverse(const pb::funds::ReverseFacts& facts, const pb::funds::ReverseContent& content);

} // namespace linli::funds
