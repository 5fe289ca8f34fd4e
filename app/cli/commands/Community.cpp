// SPDX-License-Identifier: Apache-2.0
// Commands about one thing that is there: vote, signup, withdraw, checkin, ack, cancel, reverse, erase.
#include "app/cli/Command.h"
#include "app/cli/Values.h"
#include "core/community/CommunityRules.h"
#include "core/community/community.pb.h"
#include "core/events/Queries.h"
#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/notices/notices.pb.h"
#include "core/plans/Queries.h"
#include "core/plans/plans.pb.h"

namespace linli::cli {
namespace {

/// What most of these commands take; each uses what it asked for.
struct CommunityOptions {
    std::string id;
    std::string word;
    std::uint32_t number = 0;
};

/// yes, no, abstain of a plan's poll; else an option's number or its exact text. A ballot is never guessed: a word that
/// fits two options is refused.
Result<std::uint32_t> readChoice(store::Database& db, const OpId& poll, const std::string& word)
{
    constexpr std::array<std::string_view, 3> planWords{"yes", "no", "abstain"};
    LINLI_TRY(const auto options, plans::options(db, poll));
    std::uint32_t choice = 0; // of a poll that is not here, or an option that it has not: the rules say which
    for (const plans::PollOption& option : options) {
        const auto index = static_cast<std::size_t>(option.id - 1);
        const bool ofPlan = !option.text && index < planWords.size() && planWords[index] == word;
        if (!ofPlan && option.text != word && std::to_string(option.id) != word)
            continue;
        if (choice != 0)
            return fail(ErrorKind::Invalid, "input.ambiguous",
                        "'" + word + "' is one option's number and another's text");
        choice = static_cast<std::uint32_t>(option.id);
    }
    return choice;
}

Action prepareVote(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("POLL", in->id, "id of the poll")->required();
    app.add_option("CHOICE", in->word, "number or text of the option; yes, no or abstain for a plan")->required();
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId poll, parseIdText<OpId>(in->id));
        LINLI_TRY(const std::uint32_t choice, readChoice(session.db(), poll, in->word));
        pb::plans::VoteFacts facts;
        facts.set_poll(poll.str());
        facts.set_choice(choice);
        return session.post("plans.vote", facts, pb::plans::VoteContent());
    };
}

Action prepareSignup(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("EVENT", in->id, "id of the event")->required();
    app.add_option("--companions", in->number, "how many people you bring");
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId event, parseIdText<OpId>(in->id));
        pb::events::SignUpFacts facts;
        facts.set_event(event.str());
        facts.set_companions(in->number);
        return session.post("events.sign_up", facts, pb::events::Nothing());
    };
}

Action prepareWithdraw(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("EVENT", in->id, "id of the event")->required();
    app.add_option("--member", in->word, "by an organiser: whose sign-up, id or exact name");
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId event, parseIdText<OpId>(in->id));
        pb::events::WithdrawFacts facts;
        facts.set_event(event.str());
        if (!in->word.empty()) {
            LINLI_TRY(const MemberId member, findMember(session.db(), in->word));
            facts.set_member(member.str());
        }
        return session.post("events.withdraw", facts, pb::events::Nothing());
    };
}

Action prepareCheckin(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("EVENT", in->id, "id of the event")->required();
    app.add_option("MEMBER", in->word, "who has come: id or exact name")->required();
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId event, parseIdText<OpId>(in->id));
        LINLI_TRY(const MemberId member, findMember(session.db(), in->word));
        pb::events::CheckInFacts facts;
        facts.set_event(event.str());
        facts.set_member(member.str());
        return session.post("events.check_in", facts, pb::events::Nothing());
    };
}

Action prepareAck(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("NOTICE", in->id, "id of the notice")->required();
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId notice, parseIdText<OpId>(in->id));
        pb::notices::AcknowledgeFacts facts;
        facts.set_notice(notice.str());
        return session.post("notices.acknowledge", facts, pb::notices::AcknowledgeContent());
    };
}

Result<void> runCancel(Session& session, const CommunityOptions& in)
{
    LINLI_TRY(const OpId id, parseIdText<OpId>(in.id));
    LINLI_TRY(const auto event, events::event(session.db(), id));
    if (event) {
        pb::events::CancelFacts facts;
        facts.set_event(id.str());
        pb::events::CancelContent content;
        content.set_reason(in.word);
        return session.post("events.cancel", facts, content);
    }
    pb::notices::CancelFacts facts;
    facts.set_reference(id.str());
    pb::notices::CancelContent content;
    content.set_reason(in.word);
    return session.post("notices.cancel", facts, content);
}

Action prepareCancel(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("ID", in->id, "id of the event or notice")->required();
    app.add_option("--reason", in->word, "for everybody to read")->required();
    return [in](Session& session) { return runCancel(session, *in); };
}

Action prepareReverse(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("ENTRY", in->id, "id of the entry to take back")->required();
    app.add_option("--reason", in->word, "for everybody to read")->required();
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId entry, parseIdText<OpId>(in->id));
        LINLI_TRY(const Timestamp now, session.now());
        pb::funds::ReverseFacts facts;
        facts.set_entry(entry.str());
        facts.set_booked_ms(toMs(now));
        pb::funds::ReverseContent content;
        content.set_reason(in->word);
        return session.post("funds.reverse", facts, content);
    };
}

Action prepareErase(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("ID", in->id, "id of what was written: a report, a comment, a name, …")->required();
    app.add_option("--reason", in->word, "for everybody to read")->required();
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId target, parseIdText<OpId>(in->id));
        pb::community::EraseFacts facts;
        facts.set_target(target.str());
        pb::community::EraseContent content;
        content.set_reason(in->word);
        LINLI_TRY(auto audience, community::audienceOf(session.db(), target));
        return session.post(community::eraseKind, facts, content, std::move(audience));
    };
}

Action prepareRaiseRules(CLI::App& app)
{
    const auto in = std::make_shared<CommunityOptions>();
    app.add_option("VERSION", in->number, "the rules' version; phones that do not know it ask to be updated")
        ->required();
    return [in](Session& session) -> Result<void> {
        pb::community::RaiseRulesFacts facts;
        facts.set_version(in->number);
        return session.post(community::raiseRulesKind, facts, pb::community::RaiseRulesContent());
    };
}

} // namespace

std::span<const Command> communityCommands()
{
    static constexpr std::array commands{
        Command{"vote", "cast the household's ballot", prepareVote},
        Command{"signup", "sign up for an event", prepareSignup},
        Command{"withdraw", "take a sign-up back", prepareWithdraw},
        Command{"checkin", "note that somebody has come", prepareCheckin},
        Command{"ack", "say that you have read a notice", prepareAck},
        Command{"cancel", "cancel an event or a notice", prepareCancel},
        Command{"reverse", "take an entry back with a mirrored one", prepareReverse},
        Command{"erase", "hide for good what somebody wrote", prepareErase},
        Command{"raise-rules", "from now on decide by a newer version of the rules (admin)", prepareRaiseRules},
    };
    return commands;
}

} // namespace linli::cli
