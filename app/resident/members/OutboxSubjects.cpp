// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/OutboxSubjects.h"

#include "core/events/Queries.h"
#include "core/events/events.pb.h"
#include "core/funds/Queries.h"
#include "core/funds/funds.pb.h"
#include "core/hazards/Queries.h"
#include "core/hazards/hazards.pb.h"
#include "core/notices/Queries.h"
#include "core/notices/notices.pb.h"
#include "core/plans/Queries.h"
#include "core/plans/plans.pb.h"

#include <algorithm>

namespace linli::resident {
namespace {

using Title = Result<std::string> (*)(store::Database& db, const OpId& id);
using Subject = OpId (*)(ByteView facts);

struct KindSubject {
    std::string_view kind;
    Subject subject;
    Title title;
};

/// The id in one field of the facts; null when there is none.
template <class Facts, auto field> OpId idIn(ByteView facts)
{
    Facts message;
    if (!message.ParseFromArray(facts.data(), static_cast<int>(facts.size())))
        return {};
    return OpId::fromBytes(asBytes((message.*field)())).value_or(OpId{});
}

Result<std::string> hazardTitle(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto report, hazards::find(db, id));
    return report ? report->text.value_or("") : std::string();
}

Result<std::string> planTitle(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto plan, plans::plan(db, id));
    return plan ? plan->title.value_or("") : std::string();
}

Result<std::string> pollTitle(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto poll, plans::poll(db, id));
    if (!poll || poll->question.value_or("").empty())
        return poll && poll->plan ? planTitle(db, *poll->plan) : std::string();
    return *poll->question;
}

Result<std::string> eventTitle(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto event, events::event(db, id));
    return event ? event->title.value_or("") : std::string();
}

Result<std::string> entryTitle(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto entry, funds::entry(db, id));
    return entry ? entry->purpose : std::string();
}

Result<std::string> noticeTitle(store::Database& db, const OpId& id)
{
    LINLI_TRY(const auto notice, notices::notice(db, id, {}));
    return notice ? notice->notice.headline : std::string();
}

namespace e = pb::events;
namespace h = pb::hazards;
namespace n = pb::notices;
namespace p = pb::plans;

const KindSubject kindSubjects[] = {
    {"hazards.advance", idIn<h::AdvanceFacts, &h::AdvanceFacts::hazard>, hazardTitle},
    {"hazards.support", idIn<h::SupportFacts, &h::SupportFacts::hazard>, hazardTitle},
    {"hazards.comment", idIn<h::CommentFacts, &h::CommentFacts::hazard>, hazardTitle},
    {"hazards.rate", idIn<h::RateFacts, &h::RateFacts::hazard>, hazardTitle},
    {"hazards.reopen", idIn<h::ReopenFacts, &h::ReopenFacts::hazard>, hazardTitle},
    {"plans.progress", idIn<p::ProgressFacts, &p::ProgressFacts::plan>, planTitle},
    {"plans.result", idIn<p::ResultFacts, &p::ResultFacts::plan>, planTitle},
    {"plans.vote", idIn<p::VoteFacts, &p::VoteFacts::poll>, pollTitle},
    {"events.sign_up", idIn<e::SignUpFacts, &e::SignUpFacts::event>, eventTitle},
    {"events.withdraw", idIn<e::WithdrawFacts, &e::WithdrawFacts::event>, eventTitle},
    {"events.check_in", idIn<e::CheckInFacts, &e::CheckInFacts::event>, eventTitle},
    {"events.update", idIn<e::UpdateFacts, &e::UpdateFacts::event>, eventTitle},
    {"events.cancel", idIn<e::CancelFacts, &e::CancelFacts::event>, eventTitle},
    {"funds.reverse", idIn<pb::funds::ReverseFacts, &pb::funds::ReverseFacts::entry>, entryTitle},
    {"notices.cancel", idIn<n::CancelFacts, &n::CancelFacts::reference>, noticeTitle},
    {"notices.acknowledge", idIn<n::AcknowledgeFacts, &n::AcknowledgeFacts::notice>, noticeTitle},
};

} // namespace

Result<std::string> operationSubject(store::Database& db, std::string_view kind, ByteView facts)
{
    const auto found = std::ranges::find(kindSubjects, kind, &KindSubject::kind);
    return found == std::end(kindSubjects) ? std::string() : found->title(db, found->subject(facts));
}

} // namespace linli::resident
