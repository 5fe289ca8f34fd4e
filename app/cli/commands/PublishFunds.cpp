// SPDX-License-Identifier: Apache-2.0
// Accounts and journal entries.
#include "app/cli/commands/Publish.h"
#include "core/funds/Categories.h"
#include "core/funds/SimpleEntry.h"
#include "core/funds/funds.pb.h"

namespace linli::cli {
namespace {

using funds::SimpleEntry;

/// A category's id from its id or one of its names; anything else stays as it is, for the rules to judge.
std::string categoryId(std::span<const funds::CategoryName> known, const std::string& word)
{
    for (const funds::CategoryName& name : known)
        if (word == name.zhCN || word == name.zhTW || word == name.en)
            return std::string(name.id);
    return word;
}

/// What an entry says beside its lines.
struct EntryFrame {
    pb::funds::PostContent content;
    Timestamp booked;
    std::optional<std::string> plan;
    std::vector<std::filesystem::path> receipts;
};

EntryFrame readFrame(Input& in, Timestamp now)
{
    EntryFrame frame;
    frame.content.set_purpose(in.text("purpose"));
    frame.content.set_payee(in.maybeText("payee").value_or(""));
    frame.content.set_note(in.maybeText("note").value_or(""));
    frame.booked = in.maybeTime("date").value_or(now);
    frame.plan = in.maybeText("plan");
    frame.receipts = in.files("receipts");
    for (auto& file : in.files("receipt"))
        frame.receipts.push_back(std::move(file));
    return frame;
}

/// A line of the raw form: {"account" | "income" | "spending", "amount_fen"}.
Result<void> addLine(Session& session, Input& in, pb::funds::PostFacts& facts)
{
    pb::funds::Line& line = *facts.add_lines();
    line.set_amount_fen(in.integer("amount_fen"));
    if (const auto account = in.maybeText("account")) {
        LINLI_TRY(const OpId id, findAccount(session.db(), *account));
        line.set_account(id.str());
    } else if (const auto income = in.maybeText("income")) {
        line.set_income(categoryId(funds::incomeCategories(), *income));
    } else if (const auto spending = in.maybeText("spending")) {
        line.set_spending(categoryId(funds::spendingCategories(), *spending));
    } else {
        in.complain("amount_fen", "its line needs account, income or spending");
    }
    return {};
}

Result<void> postLines(Session& session, Input& in, EntryFrame frame)
{
    pb::funds::PostFacts facts;
    for (Input& line : in.objects("lines"))
        LINLI_CHECK(addLine(session, line, facts));
    LINLI_CHECK(in.finish());
    facts.set_booked_ms(toMs(frame.booked));
    if (frame.plan) {
        LINLI_TRY(const OpId plan, findPlan(session.db(), *frame.plan));
        facts.set_plan(plan.str());
    }
    LINLI_TRY(const auto receipts, session.addPhotos(frame.receipts));
    for (const Hash& receipt : receipts)
        facts.add_receipts(asString(receipt));
    return session.post("funds.post", facts, frame.content);
}

struct SimpleWords {
    std::string account;
    std::optional<std::string> toAccount;
};

SimpleWords readSimple(Input& in, SimpleEntry& entry)
{
    const std::string word = in.text("kind");
    const auto kind = funds::parseEntryKind(word);
    if (!kind)
        in.complain("kind", "must be income, spending or transfer");
    entry.kind = kind.value_or(SimpleEntry::Kind::Spending);
    entry.amount = Money{in.integer("amount_fen")};
    SimpleWords words{in.text("account"), std::nullopt};
    if (entry.kind == SimpleEntry::Kind::Transfer) {
        words.toAccount = in.text("to_account");
    } else {
        const bool income = entry.kind == SimpleEntry::Kind::Income;
        entry.category =
            categoryId(income ? funds::incomeCategories() : funds::spendingCategories(), in.text("category"));
    }
    return words;
}

} // namespace

Result<void> publishAccount(Session& session, Input& in)
{
    pb::funds::OpenAccountFacts facts;
    pb::funds::OpenAccountContent content;
    content.set_name(in.text("name"));
    content.set_note(in.maybeText("note").value_or(""));
    const auto track = funds::parseTrack(in.text("track"));
    if (!track)
        in.complain("track", "must be guarantee, incentive or micro_fund");
    LINLI_CHECK(in.finish());
    facts.set_track(static_cast<pb::funds::Track>(*track));
    return session.post("funds.open_account", facts, content);
}

Result<void> publishEntry(Session& session, Input& in)
{
    LINLI_TRY(const Timestamp now, session.now());
    EntryFrame frame = readFrame(in, now);
    if (in.has("lines"))
        return postLines(session, in, std::move(frame));
    SimpleEntry entry;
    const SimpleWords words = readSimple(in, entry);
    LINLI_CHECK(in.finish());
    entry.booked = frame.booked;
    LINLI_TRY(entry.account, findAccount(session.db(), words.account));
    if (words.toAccount) {
        LINLI_TRY(entry.toAccount, findAccount(session.db(), *words.toAccount));
    }
    if (frame.plan) {
        LINLI_TRY(const OpId plan, findPlan(session.db(), *frame.plan));
        entry.plan = plan;
    }
    LINLI_TRY(entry.receipts, session.addPhotos(frame.receipts));
    LINLI_TRY(const auto facts, funds::simpleEntry(entry));
    return session.post("funds.post", facts, frame.content);
}

} // namespace linli::cli
