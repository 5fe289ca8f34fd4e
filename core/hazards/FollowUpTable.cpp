// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Table.h"
#include "core/log/Photos.h"

namespace linli::hazards {
namespace {

using log::Context;

OpId idOf(const std::string& bytes)
{
    return OpId::fromBytes(asBytes(bytes)).value_or(OpId{});
}

template <class Id> std::optional<Id> optionalId(const std::string& bytes)
{
    return Id::fromBytes(asBytes(bytes));
}

template <class Enum> std::optional<int> number(const std::optional<Enum>& value)
{
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

template <class Photos> std::vector<std::string> listOf(const Photos& photos)
{
    return {photos.begin(), photos.end()};
}

Result<void> updateState(const Context& context, const EventRow& event)
{
    return context.db.run(
        "UPDATE hazard SET state = ?2, reason = ?3, duplicate_of = ?4, assignee = coalesce(?5, assignee),"
        " expected_at = coalesce(?6, expected_at), changed_at = ?7,"
        " first_fixed_at = CASE WHEN first_fixed_at IS NULL AND ?8 THEN ?7 ELSE first_fixed_at END WHERE id = ?1",
        {event.hazard, number(event.state), static_cast<int>(event.reason), event.duplicateOf, event.assignee,
         event.expectedMs, context.at, event.state == State::Fixed});
}

} // namespace

Result<bool> hasSupported(store::Database& db, const OpId& hazard, const MemberId& member)
{
    LINLI_TRY(const auto rows,
              db.count("SELECT count(*) FROM hazard_support WHERE hazard = ?1 AND member = ?2", {hazard, member}));
    return rows > 0;
}

Result<bool> hasPhoto(store::Database& db, const OpId& hazard, ByteView sha256)
{
    LINLI_TRY(const auto rows,
              db.count("SELECT count(*) FROM hazard_photo WHERE hazard = ?1 AND sha256 = ?2", {hazard, sha256}));
    return rows > 0;
}

Result<void> insertEvent(const Context& context, const EventRow& event)
{
    return context.db.run(
        "INSERT INTO hazard_event(op_id, hazard, action, member, state, answer, reason, duplicate_of, assignee,"
        " expected_at, photos, accepted_at, place, private, note, unreadable)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        {context.op, event.hazard, static_cast<int>(event.action), context.member, number(event.state),
         number(event.answer), static_cast<int>(event.reason), event.duplicateOf, event.assignee, event.expectedMs,
         event.photos, context.at, context.pending() ? pendingPlace : static_cast<std::int64_t>(context.seq.value),
         !context.audience.isCommunity(), event.note, context.unreadable});
}

Result<void> revealNote(const Context& context, const std::string& note)
{
    return context.db.run("UPDATE hazard_event SET note = ?2, unreadable = 0 WHERE op_id = ?1", {context.op, note});
}

Result<void> insertPhotos(const Context& context, const OpId& hazard, std::span<const std::string> photos)
{
    for (const std::string& photo : photos) {
        LINLI_CHECK(context.db.run("INSERT INTO hazard_photo(hazard, sha256, op_id, private) VALUES(?1, ?2, ?3, ?4)"
                                   " ON CONFLICT DO NOTHING",
                                   {hazard, asBytes(photo), context.op, !context.audience.isCommunity()}));
    }
    // Also without content: the hashes are facts, so a replay after erasure writes the same rows, which the erasing
    // entry then empties.
    return log::addPhotos(context, photos);
}

Result<void> advance(const Context& context, const pb::hazards::AdvanceFacts& facts,
                     const pb::hazards::NoteContent* content)
{
    EventRow event{.hazard = idOf(facts.hazard()), .action = Action::Advance, .photos = facts.photos_size()};
    event.state = stateFrom(facts.state());
    if (content != nullptr)
        event.note = content->note();
    event.reason = reasonFrom(facts.reason()).value_or(ClosingReason::None);
    event.duplicateOf = optionalId<OpId>(facts.duplicate_of());
    event.assignee = optionalId<MemberId>(facts.assignee());
    if (facts.has_expected_ms())
        event.expectedMs = facts.expected_ms();
    LINLI_CHECK(updateState(context, event));
    LINLI_CHECK(insertEvent(context, event));
    return insertPhotos(context, event.hazard, listOf(facts.photos()));
}

Result<void> support(const Context& context, const pb::hazards::SupportFacts& facts, const pb::hazards::NoContent*)
{
    return context.db.run("INSERT INTO hazard_support(hazard, member, op_id) VALUES(?1, ?2, ?3)",
                          {idOf(facts.hazard()), context.member, context.op});
}

Result<void> addComment(const Context& context, const pb::hazards::CommentFacts& facts,
                        const pb::hazards::CommentContent* content)
{
    EventRow event{.hazard = idOf(facts.hazard()), .action = Action::Comment};
    if (content != nullptr)
        event.note = content->text();
    return insertEvent(context, event);
}

Result<void> rate(const Context& context, const pb::hazards::RateFacts& facts, const pb::hazards::NoContent* content)
{
    EventRow event{.hazard = idOf(facts.hazard()), .action = Action::Rate};
    event.answer = answerFrom(facts.answer());
    if (content != nullptr)
        event.note.emplace();
    LINLI_CHECK(insertEvent(context, event));
    LINLI_TRY(const auto hazard, findState(context.db, event.hazard));
    return context.db.run(
        "INSERT INTO hazard_rating(hazard, member, round, answer, op_id) VALUES(?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT(hazard, member) DO UPDATE SET round = excluded.round,"
        " answer = excluded.answer, op_id = excluded.op_id",
        {event.hazard, context.member, hazard ? hazard->reopened : 0, static_cast<int>(facts.answer()), context.op});
}

Result<void> reopen(const Context& context, const pb::hazards::ReopenFacts& facts,
                    const pb::hazards::NoteContent* content)
{
    EventRow event{.hazard = idOf(facts.hazard()), .action = Action::Reopen, .state = State::Reopened};
    event.photos = facts.photos_size();
    if (content != nullptr)
        event.note = content->note();
    LINLI_CHECK(context.db.run("UPDATE hazard SET state = ?2, reason = 0, duplicate_of = NULL, expected_at = NULL,"
                               " reopened = reopened + 1, changed_at = ?3 WHERE id = ?1",
                               {event.hazard, static_cast<int>(State::Reopened), context.at}));
    LINLI_CHECK(insertEvent(context, event));
    return insertPhotos(context, event.hazard, listOf(facts.photos()));
}

Result<void> revealAdvance(const Context& context, const pb::hazards::AdvanceFacts&,
                           const pb::hazards::NoteContent& content)
{
    return revealNote(context, content.note());
}

Result<void> revealComment(const Context& context, const pb::hazards::CommentFacts&,
                           const pb::hazards::CommentContent& content)
{
    return revealNote(context, content.text());
}

} // namespace linli::hazards
