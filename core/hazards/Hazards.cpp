// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Hazards.h"

#include "core/hazards/Content.h"
#include "core/hazards/Rules.h"
#include "core/hazards/Table.h"
#include "core/hazards/TextIndex.h"

namespace linli::hazards {
namespace {

using namespace pb::hazards;

class HazardsCapability final : public log::Capability {
public:
    [[nodiscard]] std::string_view schema() const override { return m_schema; }
    [[nodiscard]] std::span<const log::TableSpec> tables() const override { return tableSpecs(); }
    [[nodiscard]] std::span<const log::Kind> kinds() const override { return m_kinds; }

private:
    template <class Facts> static log::Verdict note(const Facts&, const NoteContent& content)
    {
        return checkNote(content);
    }
    static log::Verdict comment(const CommentFacts&, const CommentContent& content) { return checkComment(content); }
    template <class Facts> static constexpr auto noWords = log::acceptContent<Facts, NoContent>;

    const std::string m_schema = std::string(hazards::schema()) + std::string(textIndexSchema());
    const std::vector<log::Kind> m_kinds{
        log::makeKind<ReportFacts, ReportContent>("hazards.report", decideReport, checkReport, insertReport,
                                                  revealReport),
        log::makeKind<AdvanceFacts, NoteContent>("hazards.advance", decideAdvance, note<AdvanceFacts>, advance,
                                                 revealAdvance),
        log::makeKind<SupportFacts, NoContent>("hazards.support", decideSupport, noWords<SupportFacts>, support),
        log::makeKind<CommentFacts, CommentContent>("hazards.comment", decideComment, comment, addComment,
                                                    revealComment),
        log::makeKind<RateFacts, NoContent>("hazards.rate", decideRate, noWords<RateFacts>, rate),
        log::makeKind<ReopenFacts, NoteContent>("hazards.reopen", decideReopen, note<ReopenFacts>, reopen),
    };
};

} // namespace

const log::Capability& capability()
{
    static const HazardsCapability instance;
    return instance;
}

} // namespace linli::hazards
