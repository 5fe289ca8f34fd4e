// SPDX-License-Identifier: Apache-2.0
// Events and notices.
#include "app/cli/commands/Publish.h"
#include "core/events/events.pb.h"
#include "core/notices/Cap.h"
#include "core/notices/notices.pb.h"

namespace linli::cli {
namespace {

template <class Code> std::string wordsOf()
{
    std::string words;
    for (const auto& known : notices::codeNames<Code>())
        words += (words.empty() ? "" : ", ") + std::string(known.name);
    return words;
}

/// One of CAP's code values; the given one when the field is not there.
template <class Code> Code readCode(Input& in, const std::string& key, Code otherwise)
{
    const auto word = in.maybeText(key);
    if (!word)
        return otherwise;
    const auto code = notices::parseCap<Code>(*word);
    if (!code)
        in.complain(key, "must be one of " + wordsOf<Code>());
    return code.value_or(otherwise);
}

template <class Proto, class Code> Proto toProto(Code code)
{
    return static_cast<Proto>(code);
}

void readCodes(Input& in, pb::notices::PublishFacts& facts)
{
    using namespace notices;
    facts.set_msg_type(toProto<pb::notices::MsgType>(readCode(in, "msgType", MsgType::Alert)));
    facts.set_category(toProto<pb::notices::Category>(readCode(in, "category", Category::Other)));
    facts.set_urgency(toProto<pb::notices::Urgency>(readCode(in, "urgency", Urgency::Unknown)));
    facts.set_severity(toProto<pb::notices::Severity>(readCode(in, "severity", Severity::Unknown)));
    facts.set_certainty(toProto<pb::notices::Certainty>(readCode(in, "certainty", Certainty::Unknown)));
}

void readTimes(Input& in, pb::notices::PublishFacts& facts)
{
    facts.set_expires_ms(toMs(in.time("expires")));
    if (const auto onset = in.maybeTime("onset"))
        facts.set_onset_ms(toMs(*onset));
    if (const auto effective = in.maybeTime("effective"))
        facts.set_effective_ms(toMs(*effective));
}

void readArea(Input& in, pb::notices::PublishFacts& facts)
{
    auto area = in.object("area");
    if (!area)
        return in.complain("area", "is missing");
    facts.mutable_area()->set_community(area->flag("community"));
    const auto compounds = area->texts("compounds");
    const auto buildings = area->texts("buildings");
    facts.mutable_area()->mutable_compounds()->Assign(compounds.begin(), compounds.end());
    facts.mutable_area()->mutable_buildings()->Assign(buildings.begin(), buildings.end());
}

} // namespace

Result<void> publishEvent(Session& session, Input& in)
{
    pb::events::PublishFacts facts;
    pb::events::PublishContent content;
    content.set_title(in.text("title"));
    content.set_text(in.maybeText("text").value_or(""));
    content.set_place(in.maybeText("place").value_or(""));
    facts.set_starts_ms(toMs(in.time("starts")));
    facts.set_ends_ms(toMs(in.time("ends")));
    facts.set_capacity(in.count("capacity"));
    facts.set_companions_max(in.maybeCount("companions_max").value_or(0));
    if (const auto closes = in.maybeTime("signup_closes"))
        facts.set_signup_closes_ms(toMs(*closes));
    const auto pictures = in.files("pictures");
    const Location location = readLocation(in);
    LINLI_CHECK(in.finish());
    LINLI_CHECK(setLocation(location, facts, "events.point"));
    LINLI_CHECK(addPictures(session, pictures, content));
    return session.post("events.publish", facts, content);
}

Result<void> publishNotice(Session& session, Input& in)
{
    pb::notices::PublishFacts facts;
    pb::notices::PublishContent content;
    readCodes(in, facts);
    readTimes(in, facts);
    readArea(in, facts);
    content.set_headline(in.text("headline"));
    content.set_description(in.maybeText("description").value_or(""));
    content.set_instruction(in.maybeText("instruction").value_or(""));
    const auto references = in.texts("references");
    const auto pictures = in.files("pictures");
    LINLI_CHECK(in.finish());
    for (const std::string& reference : references) {
        LINLI_TRY(const OpId id, parseIdText<OpId>(reference));
        facts.add_references(id.str());
    }
    LINLI_CHECK(addPictures(session, pictures, content));
    return session.post("notices.publish", facts, content);
}

} // namespace linli::cli
