// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Plans.h"

#include "core/plans/Content.h"
#include "core/plans/PollRules.h"
#include "core/plans/Rules.h"
#include "core/plans/Table.h"

namespace linli::plans {

namespace {

using namespace pb::plans;

class PlansCapability final : public log::Capability {
public:
    [[nodiscard]] std::string_view schema() const override { return plans::schema(); }
    [[nodiscard]] std::span<const log::TableSpec> tables() const override { return plans::tables(); }
    [[nodiscard]] std::span<const log::Kind> kinds() const override { return m_kinds; }
    [[nodiscard]] Result<void> advanceTime(store::Database& db, Timestamp now) const override
    {
        return closePolls(db, now);
    }
    [[nodiscard]] Result<std::optional<Timestamp>> nextDeadline(store::Database& db) const override
    {
        return nextClose(db);
    }

private:
    const std::vector<log::Kind> m_kinds{
        log::makeKind<PublishFacts, PublishContent>("plans.publish", decidePublish, checkPublish, insertPlan),
        log::makeKind<ProgressFacts, ProgressContent>("plans.progress", decideProgress, checkProgress, insertProgress),
        log::makeKind<ResultFacts, ResultContent>("plans.result", decideResult, checkResult, insertResult),
        log::makeKind<OpenPollFacts, OpenPollContent>("plans.open_poll", decideOpenPoll, checkOpenPoll, insertPoll),
        log::makeKind<VoteFacts, VoteContent>("plans.vote", decideVote, log::acceptContent<VoteFacts, VoteContent>,
                                              castBallot),
    };
};

} // namespace

const log::Capability& capability()
{
    static const PlansCapability instance;
    return instance;
}

} // namespace linli::plans
