// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/hazards.pb.h"
#include "core/log/Entry.h"

#include <cstddef>

/// What people may write: lengths in code points, and the checks of every kind's content ("content.…").
namespace linli::hazards {

inline constexpr std::size_t maxReportText = 2000; ///< a page of Chinese; far below the 64 KiB of a payload
inline constexpr std::size_t maxPlaceText = 200;   ///< entrance, floor, a landmark
inline constexpr std::size_t maxContactText = 100; ///< a name, a phone number
inline constexpr std::size_t maxNoteText = 1000;   ///< notes and comments stay readable in a timeline

/// A report with a photo needs no words. "content.empty", "content.too_long", "content.not_utf8"; "content.on_behalf":
/// a neighbour is named but the report is not on anyone's behalf.
[[nodiscard]] log::Verdict checkReport(const pb::hazards::ReportFacts& facts,
                                       const pb::hazards::ReportContent& content);
[[nodiscard]] log::Verdict checkNote(const pb::hazards::NoteContent& content); ///< may be empty
[[nodiscard]] log::Verdict checkComment(const pb::hazards::CommentContent& content);

} // namespace linli::hazards
