// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/funds/Types.h"
#include "core/funds/funds.pb.h"

/// Between the wire and the typed lines; pure.
namespace linli::funds {

/// Nothing for TRACK_UNSPECIFIED and numbers of a later version.
[[nodiscard]] std::optional<Track> toTrack(pb::funds::Track track);

/// Nothing when no ledger is named or an account id is not 16 bytes.
[[nodiscard]] std::optional<Line> toLine(const pb::funds::Line& line);
/// For facts whose lines were checked; lines that do not parse are left out.
[[nodiscard]] std::vector<Line> toLines(const pb::funds::PostFacts& facts);
[[nodiscard]] std::vector<Hash> toReceipts(const pb::funds::PostFacts& facts);

/// The lines that take these back.
[[nodiscard]] std::vector<Line> mirrored(std::vector<Line> lines);

} // namespace linli::funds
