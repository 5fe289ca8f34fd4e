// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Content.h"

#include "core/base/Text.h"

#include <initializer_list>

namespace linli::hazards {
namespace {

using log::Verdict;

struct Limit {
    const std::string& text;
    std::size_t most;
    bool mayBeEmpty;
};

Verdict checkTexts(std::initializer_list<Limit> limits)
{
    for (const Limit& limit : limits) {
        if (const TextFault fault = checkText(limit.text, limit.most, limit.mayBeEmpty); fault != TextFault::None)
            return Verdict::reject(std::string(textFaultCode(fault)));
    }
    return Verdict::accept();
}

} // namespace

Verdict checkReport(const pb::hazards::ReportFacts& facts, const pb::hazards::ReportContent& content)
{
    const bool namesNeighbour = !content.behalf_name().empty() || !content.behalf_contact().empty();
    if (namesNeighbour && !facts.on_behalf())
        return Verdict::reject("content.on_behalf");
    return checkTexts({{content.text(), maxReportText, !facts.photos().empty()},
                       {content.place(), maxPlaceText, true},
                       {content.behalf_name(), maxContactText, true},
                       {content.behalf_contact(), maxContactText, true}});
}

Verdict checkNote(const pb::hazards::NoteContent& content)
{
    return checkTexts({{content.note(), maxNoteText, true}});
}

Verdict checkComment(const pb::hazards::CommentContent& content)
{
    return checkTexts({{content.text(), maxNoteText, false}});
}

} // namespace linli::hazards
