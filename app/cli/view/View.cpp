// SPDX-License-Identifier: Apache-2.0
#include "app/cli/view/View.h"

#include "core/community/CommunityRules.h"
#include "core/log/Photos.h"
#include "core/members/Directory.h"

namespace linli::cli {

Result<View> View::of(Session& session)
{
    View view;
    view.m_session = &session;
    LINLI_TRY(view.m_self, session.home().member());
    LINLI_TRY(const auto members, members::allMembers(session.db()));
    for (const members::Member& member : members)
        view.m_names.emplace(member.id, member.name);
    LINLI_TRY(const auto items, session.home().replica().outbox().items());
    for (const community::OutboxItem& item : items)
        view.m_outbox.emplace(item.op, community::outboxStateName(item.state));
    return view;
}

Json View::name(const MemberId& member) const
{
    const auto found = m_names.find(member);
    return found == m_names.end() || found->second.empty() ? Json(nullptr) : Json(found->second);
}

std::string View::syncState(const OpId& op) const
{
    const auto found = m_outbox.find(op);
    return found == m_outbox.end() ? "confirmed" : found->second;
}

Result<Json> View::erasure(const OpId& op) const
{
    LINLI_TRY(const auto erasure, community::erasureOf(db(), op));
    if (!erasure)
        return Json(nullptr);
    return Json{{"by", toJson(erasure->by)},
                {"by_name", name(erasure->by)},
                {"datetime", toJson(erasure->at)},
                {"reason", erasure->reason}};
}

Result<Json> View::photos(const OpId& op) const
{
    LINLI_TRY(const auto hashes, log::photosOf(db(), op));
    return toJson(hashes);
}

void View::addAuthor(Json& out, const OpId& op, const MemberId& author) const
{
    out["author"] = toJson(author);
    out["author_name"] = name(author);
    out["sync_state"] = syncState(op);
}

} // namespace linli::cli
