// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Notices.h"

#include "core/log/Photos.h"
#include "core/notices/Rules.h"
#include "core/notices/Table.h"

#include <array>

namespace linli::notices {
namespace {

using log::Context;

OpId toId(const std::string& bytes)
{
    return OpId::fromBytes(asBytes(bytes)).value_or(OpId{});
}

Result<void> applyPublish(const Context& context, const pb::notices::PublishFacts& facts,
                          const pb::notices::PublishContent* content)
{
    NoticeTexts texts;
    if (content != nullptr)
        texts = {content->headline(), content->description(), content->instruction()};
    std::vector<OpId> references;
    for (const std::string& reference : facts.references())
        references.push_back(toId(reference));
    LINLI_CHECK(insertNotice(context, toTerms(facts), toArea(facts.area()), references, texts));
    return content != nullptr ? log::addPhotos(context, content->photos()) : Result<void>{};
}

Result<void> applyCancel(const Context& context, const pb::notices::CancelFacts& facts,
                         const pb::notices::CancelContent* content)
{
    return cancelNotice(context, toId(facts.reference()),
                        content != nullptr ? std::optional(content->reason()) : std::nullopt);
}

Result<void> applyAcknowledge(const Context& context, const pb::notices::AcknowledgeFacts& facts,
                              const pb::notices::AcknowledgeContent*)
{
    return insertAcknowledgement(context, toId(facts.notice()));
}

class Notices final : public log::Capability {
public:
    std::string_view schema() const override { return notices::schema(); }
    std::span<const log::TableSpec> tables() const override { return tableSpecs(); }
    std::span<const log::Kind> kinds() const override { return m_kinds; }
    Result<void> advanceTime(store::Database& db, Timestamp now) const override { return expireNotices(db, now); }
    Result<std::optional<Timestamp>> nextDeadline(store::Database& db) const override { return nextExpiry(db); }
    Result<void> countAgain(store::Database& db) const override { return countAcknowledgements(db); }

    // A snapshot brings notices as they were signed; acknowledgements, which are many, only as rows.
    Notices()
    {
        m_kinds[0].provenInSnapshots = true;
        m_kinds[1].provenInSnapshots = true;
    }

private:
    std::array<log::Kind, 3> m_kinds{
        log::makeKind<pb::notices::PublishFacts, pb::notices::PublishContent>("notices.publish", decidePublish,
                                                                              checkPublish, applyPublish),
        log::makeKind<pb::notices::CancelFacts, pb::notices::CancelContent>("notices.cancel", decideCancel, checkCancel,
                                                                            applyCancel),
        log::makeKind<pb::notices::AcknowledgeFacts, pb::notices::AcknowledgeContent>(
            "notices.acknowledge", decideAcknowledge,
            log::acceptContent<pb::notices::AcknowledgeFacts, pb::notices::AcknowledgeContent>, applyAcknowledge),
    };
};

} // namespace

const log::Capability& capability()
{
    static const Notices instance;
    return instance;
}

} // namespace linli::notices
