// SPDX-License-Identifier: Apache-2.0
#include "core/funds/Funds.h"

#include "core/funds/Entries.h"
#include "core/funds/Rules.h"
#include "core/funds/Table.h"
#include "core/log/Photos.h"

#include <array>

namespace linli::funds {
namespace {

using log::Context;

Result<void> applyOpenAccount(const Context& context, const pb::funds::OpenAccountFacts& facts,
                              const pb::funds::OpenAccountContent* content)
{
    AccountTexts texts;
    if (content != nullptr)
        texts = {content->name(), content->note()};
    return insertAccount(context, toTrack(facts.track()).value_or(Track::Guarantee), texts);
}

Result<void> applyPost(const Context& context, const pb::funds::PostFacts& facts, const pb::funds::PostContent* content)
{
    EntryRow row;
    row.booked = fromMs(facts.booked_ms());
    row.plan = OpId::fromBytes(asBytes(facts.plan()));
    if (content != nullptr) {
        row.purpose = content->purpose();
        row.payee = content->payee();
        row.note = content->note();
    }
    LINLI_CHECK(insertEntry(context, row, toLines(facts)));
    LINLI_CHECK(insertReceipts(context, toReceipts(facts)));
    // An erased entry keeps the hashes, so that no receipt is used twice, but shows no picture.
    return content != nullptr ? log::addPhotos(context, facts.receipts()) : Result<void>{};
}

Result<void> applyReverse(const Context& context, const pb::funds::ReverseFacts& facts,
                          const pb::funds::ReverseContent* content)
{
    const auto entry = OpId::fromBytes(asBytes(facts.entry())).value_or(OpId{});
    LINLI_TRY(const auto original, posted(context.db, entry));
    if (!original)
        return fail(ErrorKind::Internal, "funds.unknown_entry", "applied without having been decided");
    LINLI_TRY(auto lines, linesOf(context.db, entry));
    EntryRow row;
    row.booked = fromMs(facts.booked_ms());
    row.plan = original->plan;
    row.reversalOf = entry;
    if (content != nullptr)
        row.purpose = content->reason();
    return insertEntry(context, row, mirrored(std::move(lines)));
}

class Funds final : public log::Capability {
public:
    std::string_view schema() const override { return funds::schema(); }
    std::span<const log::TableSpec> tables() const override { return tableSpecs(); }
    std::span<const log::Kind> kinds() const override { return m_kinds; }

    // Where the money goes is never taken on trust: a snapshot brings every entry as it was signed.
    Funds()
    {
        for (log::Kind& kind : m_kinds)
            kind.provenInSnapshots = true;
    }

private:
    std::array<log::Kind, 3> m_kinds{
        log::makeKind<pb::funds::OpenAccountFacts, pb::funds::OpenAccountContent>(
            "funds.open_account", decideOpenAccount, checkOpenAccount, applyOpenAccount),
        log::makeKind<pb::funds::PostFacts, pb::funds::PostContent>("funds.post", decidePost, checkPost, applyPost),
        log::makeKind<pb::funds::ReverseFacts, pb::funds::ReverseContent>("funds.reverse", decideReverse, checkReverse,
                                                                          applyReverse),
    };
};

} // namespace

const log::Capability& capability()
{
    static const Funds instance;
    return instance;
}

} // namespace linli::funds
