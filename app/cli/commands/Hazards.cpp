// SPDX-License-Identifier: Apache-2.0
// Commands about hazards: report, advance, support, comment, rate, reopen.
#include "app/cli/Command.h"
#include "app/cli/Values.h"
#include "core/hazards/Catalogue.h"
#include "core/hazards/Queries.h"
#include "core/hazards/hazards.pb.h"

#include <iostream>

namespace linli::cli {
namespace {

template <class Facts> void addHashes(const std::vector<Hash>& photos, Facts& facts)
{
    for (const Hash& photo : photos)
        facts.add_photos(asString(photo));
}

struct ReportOptions {
    std::string item;
    std::string text;
    std::string place;
    std::string at;
    std::string building;
    std::vector<std::filesystem::path> photos;
    bool onBehalf = false;
    std::string household;
    std::string name;
    std::string contact;
    bool isPrivate = false;
};

Result<pb::hazards::ReportFacts> reportFacts(const ReportOptions& in)
{
    pb::hazards::ReportFacts facts;
    facts.set_item(in.item);
    facts.set_building(in.building);
    if (!in.at.empty()) {
        LINLI_TRY(const members::Point point, parsePoint(in.at));
        LINLI_CHECK(checkPoint(point, "hazards.bad_position"));
        facts.mutable_position()->set_latitude_e7(toE7(point.latitude));
        facts.mutable_position()->set_longitude_e7(toE7(point.longitude));
    }
    facts.set_on_behalf(in.onBehalf);
    facts.set_household(in.household);
    return facts;
}

/// Saving is never refused, but whoever is in danger should read this first.
void warnOfEmergency(const std::string& item)
{
    const hazards::Item* known = hazards::catalogue().item(item);
    if (known != nullptr && known->emergency)
        std::cerr << "linli: call " << known->emergency->call << ": " << known->emergency->text.in("zh_CN") << " / "
                  << known->emergency->text.in("en") << '\n';
}

Result<void> runReport(Session& session, const ReportOptions& in)
{
    warnOfEmergency(in.item);
    LINLI_TRY(auto facts, reportFacts(in));
    LINLI_TRY(const auto photos, session.addPhotos(in.photos));
    addHashes(photos, facts);
    pb::hazards::ReportContent content;
    content.set_text(in.text);
    content.set_place(in.place);
    content.set_behalf_name(in.name);
    content.set_behalf_contact(in.contact);
    log::Audience audience;
    if (in.isPrivate)
        audience.kind = log::Audience::Kind::Staff;
    LINLI_TRY(const OpId id, session.submit("hazards.report", facts, content, audience));
    Session::print({{"id", toText(id)}, {"state", "queued"}});
    return {};
}

Action prepareReport(CLI::App& app)
{
    const auto in = std::make_shared<ReportOptions>();
    app.add_option("--item", in->item, "what it is, such as fire.blocked_exit (core/hazards/items.json)")->required();
    app.add_option("--text", in->text, "what is wrong");
    app.add_option("--place", in->place, "entrance, floor, a landmark");
    app.add_option("--at", in->at, "LAT,LON in degrees (WGS-84)");
    app.add_option("--building", in->building, "id of the building");
    addRepeated(app, "--photo", in->photos, "picture file; may be given up to six times");
    auto* behalf = app.add_flag("--on-behalf", in->onBehalf, "for a neighbour without a phone");
    app.add_option("--for-household", in->household, "that neighbour's home")->needs(behalf);
    app.add_option("--for-name", in->name, "that neighbour's name")->needs(behalf);
    app.add_option("--for-contact", in->contact, "how to reach that neighbour")->needs(behalf);
    app.add_flag("--private", in->isPrivate, "for the staff only");
    return [in](Session& session) { return runReport(session, *in); };
}

struct AdvanceOptions {
    std::string hazard;
    std::string state;
    std::string note;
    std::vector<std::filesystem::path> photos;
    std::string assignee;
    std::string expected;
    std::string reason;
    std::string duplicateOf;
};

Result<void> setClosing(const AdvanceOptions& in, pb::hazards::AdvanceFacts& facts)
{
    if (!in.reason.empty()) {
        const auto reason = hazards::parseReason(in.reason);
        if (!reason)
            return fail(ErrorKind::Invalid, "input.reason",
                        "'" + in.reason + "' is not duplicate, not_responsible, unable or withdrawn");
        facts.set_reason(static_cast<pb::hazards::ClosingReason>(*reason));
    }
    if (!in.duplicateOf.empty()) {
        LINLI_TRY(const OpId other, parseIdText<OpId>(in.duplicateOf));
        facts.set_duplicate_of(other.str());
    }
    return {};
}

Result<pb::hazards::AdvanceFacts> advanceFacts(Session& session, const AdvanceOptions& in)
{
    pb::hazards::AdvanceFacts facts;
    LINLI_TRY(const OpId hazard, parseIdText<OpId>(in.hazard));
    facts.set_hazard(hazard.str());
    const auto state = hazards::parseState(in.state);
    if (!state)
        return fail(ErrorKind::Invalid, "input.state",
                    "'" + in.state + "' is not acknowledged, scheduled, in_progress, fixed or closed");
    facts.set_state(static_cast<pb::hazards::State>(*state));
    if (!in.assignee.empty()) {
        LINLI_TRY(const MemberId assignee, findMember(session.db(), in.assignee));
        facts.set_assignee(assignee.str());
    }
    if (!in.expected.empty()) {
        LINLI_TRY(const Timestamp now, session.now());
        LINLI_TRY(const Timestamp expected, parseTime(in.expected, now));
        facts.set_expected_ms(toMs(expected));
    }
    LINLI_CHECK(setClosing(in, facts));
    return facts;
}

Result<void> runAdvance(Session& session, const AdvanceOptions& in)
{
    LINLI_TRY(auto facts, advanceFacts(session, in));
    LINLI_TRY(const auto report,
              hazards::find(session.db(), OpId::fromBytes(asBytes(facts.hazard())).value_or(OpId{})));
    LINLI_TRY(const auto photos, session.addPhotos(in.photos));
    addHashes(photos, facts);
    pb::hazards::NoteContent content;
    content.set_note(in.note);
    log::Audience audience;
    if (report && report->isPrivate)
        audience.kind = log::Audience::Kind::Staff;
    return session.post("hazards.advance", facts, content, audience);
}

Action prepareAdvance(CLI::App& app)
{
    const auto in = std::make_shared<AdvanceOptions>();
    app.add_option("HAZARD", in->hazard, "id of the hazard")->required();
    app.add_option("STATE", in->state, "acknowledged, scheduled, in_progress, fixed or closed")->required();
    app.add_option("--note", in->note, "for everybody to read");
    addRepeated(app, "--photo", in->photos, "picture file; 'fixed' needs one");
    app.add_option("--assign", in->assignee, "member who takes care of it: id or exact name");
    app.add_option("--expect", in->expected, "when it will be done: 2026-12-01, RFC 3339 or +3d");
    auto* reason =
        app.add_option("--reason", in->reason, "for closed: duplicate, not_responsible, unable or withdrawn");
    app.add_option("--duplicate-of", in->duplicateOf, "id of the hazard that it repeats")->needs(reason);
    return [in](Session& session) { return runAdvance(session, *in); };
}

Action prepareSupport(CLI::App& app)
{
    const auto hazard = std::make_shared<std::string>();
    app.add_option("HAZARD", *hazard, "id of the hazard")->required();
    return [hazard](Session& session) -> Result<void> {
        LINLI_TRY(const OpId id, parseIdText<OpId>(*hazard));
        pb::hazards::SupportFacts facts;
        facts.set_hazard(id.str());
        return session.post("hazards.support", facts, pb::hazards::NoContent());
    };
}

struct NoteOptions {
    std::string hazard;
    std::string text;
    std::vector<std::filesystem::path> photos;
};

Action prepareComment(CLI::App& app)
{
    const auto in = std::make_shared<NoteOptions>();
    app.add_option("HAZARD", in->hazard, "id of the hazard")->required();
    app.add_option("TEXT", in->text, "what you want to say")->required();
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId id, parseIdText<OpId>(in->hazard));
        pb::hazards::CommentFacts facts;
        facts.set_hazard(id.str());
        pb::hazards::CommentContent content;
        content.set_text(in->text);
        return session.post("hazards.comment", facts, content);
    };
}

Action prepareRate(CLI::App& app)
{
    const auto in = std::make_shared<NoteOptions>();
    app.add_option("HAZARD", in->hazard, "id of the hazard")->required();
    app.add_option("ANSWER", in->text, "is it fixed? fixed, partly, not or unknown")->required();
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId id, parseIdText<OpId>(in->hazard));
        const auto answer = hazards::parseAnswer(in->text);
        if (!answer)
            return fail(ErrorKind::Invalid, "input.answer", "'" + in->text + "' is not fixed, partly, not or unknown");
        pb::hazards::RateFacts facts;
        facts.set_hazard(id.str());
        facts.set_answer(static_cast<pb::hazards::Answer>(*answer));
        return session.post("hazards.rate", facts, pb::hazards::NoContent());
    };
}

Action prepareReopen(CLI::App& app)
{
    const auto in = std::make_shared<NoteOptions>();
    app.add_option("HAZARD", in->hazard, "id of the hazard")->required();
    addRepeated(app, "--photo", in->photos, "a new picture of it")->required();
    app.add_option("--note", in->text, "what is still wrong");
    return [in](Session& session) -> Result<void> {
        LINLI_TRY(const OpId id, parseIdText<OpId>(in->hazard));
        pb::hazards::ReopenFacts facts;
        facts.set_hazard(id.str());
        LINLI_TRY(const auto photos, session.addPhotos(in->photos));
        addHashes(photos, facts);
        pb::hazards::NoteContent content;
        content.set_note(in->text);
        return session.post("hazards.reopen", facts, content);
    };
}

} // namespace

std::span<const Command> hazardCommands()
{
    static constexpr std::array commands{
        Command{"report", "report a hazard", prepareReport},
        Command{"advance", "bring a hazard to its next state", prepareAdvance},
        Command{"support", "\"me too\"", prepareSupport},
        Command{"comment", "say something about a hazard", prepareComment},
        Command{"rate", "answer whether it is fixed", prepareRate},
        Command{"reopen", "it is not fixed: open it again with a new photo", prepareReopen},
    };
    return commands;
}

} // namespace linli::cli
