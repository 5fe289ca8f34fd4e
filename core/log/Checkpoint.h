// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Operation.h"

#include <optional>
#include <string>

namespace linli::log {

/// A C2SP signed note (Ed25519): `text` ends with a line feed and holds no empty line; `origin` is the key's name too.
[[nodiscard]] std::string signNote(std::string_view origin, const std::string& text, const crypto::SigningKey& hubKey);
/// The note's text, whose first line is `origin`. Errors as verifyCheckpoint.
[[nodiscard]] Result<std::string_view> verifyNote(std::string_view note, std::string_view origin,
                                                  const crypto::SigningPublicKey& hubKey);
/// "linli/" and the community id as UUID.
[[nodiscard]] std::string checkpointOrigin(const CommunityId& community);

/// A hub's signed statement of a log's size and root: a C2SP checkpoint (tlog-checkpoint) in a C2SP signed note, Ed25519.
/// Origin: "linli/" and the community id as UUID. Key name: the origin.
[[nodiscard]] std::string signCheckpoint(const CommunityId& community, const LogState& state,
                                         const crypto::SigningKey& hubKey);
/// The note that signCheckpoint() made, from its Ed25519 signature.
[[nodiscard]] std::string checkpointNote(const CommunityId& community, const LogState& state,
                                         const crypto::SigningPublicKey& hubKey, const crypto::Signature& signature);
/// The hub's signature in a note that it alone has signed; nothing in any other text. Checks nothing.
[[nodiscard]] std::optional<crypto::Signature> checkpointSignature(std::string_view note);
/// "checkpoint.malformed", "checkpoint.wrong_origin", "checkpoint.bad_signature" (ErrorKind::Integrity).
[[nodiscard]] Result<LogState> verifyCheckpoint(std::string_view note, const CommunityId& community,
                                                const crypto::SigningPublicKey& hubKey);

} // namespace linli::log
