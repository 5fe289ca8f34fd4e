// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/members/Directory.h"

namespace linli::community {

/// Who signed an operation, as the state before it knows.
struct Author {
    crypto::SigningPublicKey key{};
    MemberId member;                       ///< null for the hub and for a join
    std::optional<members::Device> device; ///< nothing for the hub and for a join
    bool byHub = false;
};

/// Nothing when the device is not known and the operation is no join.
[[nodiscard]] Result<std::optional<Author>> findAuthor(store::Database& db, const Genesis& genesis,
                                                       const log::Header& header);

/// Everything that rules see of an operation at a place in the log (seq zero: pending).
[[nodiscard]] log::Context makeContext(store::Database& db, const log::Header& header, const Author& author,
                                       Timestamp at, Seq seq);

/// The verdict on facts and state alone, the same on every replica: author in good standing, then the kind's own rule.
[[nodiscard]] Result<log::Verdict> judge(const log::Kind& kind, const log::Context& context, const Author& author,
                                         const log::OpView& view);

/// The verdict of the first reader: also on content. A missing payload means that the author withdrew the operation.
[[nodiscard]] Result<log::Verdict> judgeFresh(const log::Kind& kind, const log::Context& context, const Author& author,
                                              const log::OpView& view);

/// Codes that depend on content, which later readers may not have, and are therefore taken on trust.
[[nodiscard]] bool isTrustedCode(std::string_view code);

inline constexpr std::string_view withdrawnCode = "op.withdrawn";
inline constexpr std::string_view foundKind = "members.found";
inline constexpr std::string_view joinKind = "members.join";

} // namespace linli::community
