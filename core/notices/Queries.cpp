// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Queries.h"

#include "core/log/Photos.h"
#include "core/members/Directory.h"
#include "core/notices/Table.h"

namespace linli::notices {
namespace {

// The reader is ?1 in every statement below.
constexpr const char* noticeColumns =
    "SELECT n.id, n.author, n.msg_type, n.category, n.urgency, n.severity, n.certainty, n.expires_at, n.onset_at, "
    "n.effective_at, n.state, n.headline, n.accepted_at, n.acknowledged, "
    "EXISTS (SELECT 1 FROM notices_ack k WHERE k.notice = n.id AND k.member = ?1), "
    "n.description, n.instruction, n.superseded_by FROM notices_notice n ";

constexpr const char* pageRange = "WHERE n.place >= ?2 AND (n.place > ?2 OR (n.accepted_at, n.id) < (?3, ?4)) ";
constexpr const char* pageOrder = "ORDER BY n.place, n.accepted_at DESC, n.id DESC LIMIT ?5";

Notice readNotice(const store::Row& row)
{
    Notice notice;
    notice.id = row.id<OpId>(0);
    notice.author = row.id<MemberId>(1);
    notice.terms = {.msgType = static_cast<MsgType>(row.integer(2)),
                    .category = static_cast<Category>(row.integer(3)),
                    .urgency = static_cast<Urgency>(row.integer(4)),
                    .severity = static_cast<Severity>(row.integer(5)),
                    .certainty = static_cast<Certainty>(row.integer(6)),
                    .expires = row.time(7),
                    .onset = row.optionalTime(8),
                    .effective = row.optionalTime(9)};
    notice.state = static_cast<State>(row.integer(10));
    notice.headline = row.text(11);
    notice.accepted = row.time(12);
    notice.acknowledged = row.integer(13);
    notice.acknowledgedByReader = row.boolean(14);
    return notice;
}

NoticeDetail readDetail(const store::Row& row)
{
    NoticeDetail detail;
    detail.notice = readNotice(row);
    detail.description = row.text(15);
    detail.instruction = row.text(16);
    if (!row.isNull(17))
        detail.supersededBy = row.id<OpId>(17);
    return detail;
}

Result<void> addCancellation(store::Database& db, NoticeDetail& detail)
{
    return db.query("SELECT id, author, accepted_at, reason FROM notices_cancel WHERE notice = ?1", {detail.notice.id},
                    [&detail](const store::Row& row) {
                        detail.cancelledBy = row.id<OpId>(0);
                        detail.cancelAuthor = row.id<MemberId>(1);
                        detail.cancelAt = row.time(2);
                        detail.cancelReason = row.text(3);
                        return false;
                    });
}

} // namespace

NoticeKey keyOf(const Notice& notice)
{
    return {placeOf(notice.state, notice.terms.severity), notice.accepted, notice.id};
}

Result<std::vector<Notice>> inbox(store::Database& db, const MemberId& reader, int limit, const NoticeKey& after)
{
    LINLI_TRY(const auto actor, members::actor(db, reader));
    return db.all(std::string(noticeColumns) + pageRange +
                      "AND (n.area_kind = 0 OR n.author = ?1 OR EXISTS (SELECT 1 FROM notices_area a "
                      "WHERE a.notice = n.id AND a.ref = CASE n.area_kind WHEN 1 THEN ?6 ELSE ?7 END)) " +
                      pageOrder,
                  {reader, after.place, after.accepted, after.id, limit, actor.homeCompound, actor.homeBuilding},
                  readNotice);
}

Result<std::vector<Notice>> allNotices(store::Database& db, const MemberId& reader, int limit, const NoticeKey& after)
{
    return db.all(std::string(noticeColumns) + pageRange + pageOrder,
                  {reader, after.place, after.accepted, after.id, limit}, readNotice);
}

Result<std::optional<NoticeDetail>> notice(store::Database& db, const OpId& id, const MemberId& reader)
{
    LINLI_TRY(auto detail, db.one(std::string(noticeColumns) + "WHERE n.id = ?2", {reader, id}, readDetail));
    if (!detail)
        return detail;
    LINLI_TRY(const auto area, areaOf(db, id));
    if (area)
        detail->area = *area;
    LINLI_TRY(detail->photos, log::photosOf(db, id));
    LINLI_TRY(detail->references, db.all("SELECT ref FROM notices_reference WHERE notice = ?1 ORDER BY ref", {id},
                                         [](const store::Row& row) { return row.id<OpId>(0); }));
    LINLI_CHECK(addCancellation(db, *detail));
    return detail;
}

} // namespace linli::notices
