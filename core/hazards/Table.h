// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Lifecycle.h"
#include "core/hazards/hazards.pb.h"
#include "core/log/Capability.h"

#include <limits>

/// The tables of hazards: schema, what rules look up, what operations write. SQL is here, in FollowUpTable, Queries,
/// Near and Statistics only.
namespace linli::hazards {

[[nodiscard]] std::string_view schema();
[[nodiscard]] std::span<const log::TableSpec> tableSpecs();

/// Column `place`: the seq of the row's operation; pending rows come after all confirmed ones.
inline constexpr std::int64_t pendingPlace = std::numeric_limits<std::int64_t>::max();

[[nodiscard]] Result<std::optional<HazardState>> findState(store::Database& db, const OpId& hazard);
[[nodiscard]] Result<bool> hasSupported(store::Database& db, const OpId& hazard, const MemberId& member);
/// Any operation on this hazard has shown this photo; erasure does not make a photo new again.
[[nodiscard]] Result<bool> hasPhoto(store::Database& db, const OpId& hazard, ByteView sha256);

// Effects, after the rule accepted. Content is null when erased. A reader that cannot see the report (staff since
// yesterday) still gets the lines of the timeline, so none of these needs the report's row.
[[nodiscard]] Result<void> insertReport(const log::Context& context, const pb::hazards::ReportFacts& facts,
                                        const pb::hazards::ReportContent* content);
[[nodiscard]] Result<void> advance(const log::Context& context, const pb::hazards::AdvanceFacts& facts,
                                   const pb::hazards::NoteContent* content);
[[nodiscard]] Result<void> support(const log::Context& context, const pb::hazards::SupportFacts& facts,
                                   const pb::hazards::NoContent* content);
[[nodiscard]] Result<void> addComment(const log::Context& context, const pb::hazards::CommentFacts& facts,
                                      const pb::hazards::CommentContent* content);
[[nodiscard]] Result<void> rate(const log::Context& context, const pb::hazards::RateFacts& facts,
                                const pb::hazards::NoContent* content);
[[nodiscard]] Result<void> reopen(const log::Context& context, const pb::hazards::ReopenFacts& facts,
                                  const pb::hazards::NoteContent* content);

// Words whose key has come only now. Kinds that are for the community alone need none.
[[nodiscard]] Result<void> revealReport(const log::Context& context, const pb::hazards::ReportFacts& facts,
                                        const pb::hazards::ReportContent& content);
[[nodiscard]] Result<void> revealAdvance(const log::Context& context, const pb::hazards::AdvanceFacts& facts,
                                         const pb::hazards::NoteContent& content);
[[nodiscard]] Result<void> revealComment(const log::Context& context, const pb::hazards::CommentFacts& facts,
                                         const pb::hazards::CommentContent& content);

/// A line of the timeline as it is written.
struct EventRow {
    OpId hazard{};
    Action action = Action::Report;
    std::optional<State> state{};      ///< after it; nothing where it changed no state
    std::optional<std::string> note{}; ///< nothing when erased
    std::optional<Answer> answer{};
    ClosingReason reason = ClosingReason::None;
    std::optional<OpId> duplicateOf{};
    std::optional<MemberId> assignee{};
    std::optional<std::int64_t> expectedMs{};
    int photos = 0;
};
[[nodiscard]] Result<void> insertEvent(const log::Context& context, const EventRow& event);
[[nodiscard]] Result<void> revealNote(const log::Context& context, const std::string& note);
/// Remembers photos for hasPhoto and shows them with the operation.
[[nodiscard]] Result<void> insertPhotos(const log::Context& context, const OpId& hazard,
                                        std::span<const std::string> photos);

} // namespace linli::hazards
