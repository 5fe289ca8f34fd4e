// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/store/Database.h"

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace linli::log {

/// What a rule may look at beside the operation itself. The database shows the state just before the operation.
struct Context {
    store::Database& db;
    OpId op;         ///< also the id of the thing that this operation makes
    MemberId member; ///< author; null for the hub's own operations and for a join
    DeviceId device;
    bool byHub = false; ///< signed by the hub's key
    Timestamp at;       ///< accepted_ms, or for a pending operation the phone's best estimate of it
    Seq seq;            ///< zero while pending
    Audience audience;
    bool unreadable = false; ///< there is content, sealed to keys that this store does not hold (yet)

    [[nodiscard]] bool pending() const { return seq.value == 0; }
};

/// The undecoded parts of an operation that rules see.
struct OpView {
    std::string_view kind;
    ByteView facts;
    std::optional<ByteView> content; ///< opened; nothing when erased, or when this store has no key to it
    std::optional<ByteView> sealed;  ///< as it travels, of an operation that is not for the community
};

/// One kind of operation and its rules. All three functions are pure but for the database they are given.
struct Kind {
    std::string name; ///< "hazards.report"
    /// Decides on facts and state alone, so that a replay after erasure decides the same. Writes nothing.
    /// An Error is trouble with the store, never a rule's "no".
    std::function<Result<Verdict>(const Context&, const OpView&)> decide;
    /// Decides on what people wrote (lengths, UTF-8); only where content is there, at the phone and at the hub. Codes
    /// begin with "content." and are the only ones that a later reader takes on trust.
    std::function<Verdict(const OpView&)> checkContent;
    /// Writes the effects. Runs only after decide accepted; must work without content (erased).
    std::function<Result<void>(const Context&, const OpView&)> apply;
    /// Fills in what apply left out when content was sealed to a key that has come only now. Empty: the kind is for the
    /// community only.
    std::function<Result<void>(const Context&, const OpView&)> reveal{};
    /// Made by the phone itself, not by its person: a rejection is nobody's news and leaves nothing in the outbox.
    bool housekeeping = false;
    /// A snapshot brings these entries themselves, signed, and its reader makes their rows from them (core/snapshot).
    bool provenInSnapshots = false;
};

/// A state table: what undo, digests and erasure need to know of it. Column names are SQL identifiers of ours.
struct TableSpec {
    std::string name;
    /// Logical key, in digest order. Empty: rows exist only where content does, so the table is in no digest.
    std::vector<std::string> key;
    std::vector<std::string> facts;   ///< further digest columns; none derived from a clock, rowid or content
    std::vector<std::string> content; ///< nullable columns that erasure sets to NULL
    std::string opColumn;             ///< column with the op_id whose content the row holds; empty: none
    std::string privateColumn; ///< column that is 1 for rows made by a non-community operation; empty: all community
    /// Column with the author of the operation in `opColumn`; only where the key is that operation, for good.
    std::string authorColumn{};
    /// Columns that depend on which entries a store has seen; a snapshot leaves them out.
    std::vector<std::string> local{};
    bool fromEntries = false; ///< rows are made by kinds with provenInSnapshots alone
    /// What a trigger does with each new row, for those that come in masses without triggers (snapshots): one statement, whose ?1
    /// is the row's `perRowColumn`.
    std::string perRow{};
    std::string perRowColumn{};
    /// Came after the first release: in digests only once it has rows, so that those of older logs stay what they were.
    bool later = false;
};

/// A capability: its tables, kinds and deadlines. Stateless; one instance per process may serve any number of databases.
class Capability {
public:
    virtual ~Capability() = default;
    [[nodiscard]] virtual std::string_view schema() const = 0; ///< CREATE TABLE … statements, run once at creation
    [[nodiscard]] virtual std::span<const TableSpec> tables() const = 0;
    [[nodiscard]] virtual std::span<const Kind> kinds() const = 0;
    /// Fires every deadline ≤ now (a poll closes, an event starts, a notice expires). Called with each entry's
    /// accepted_ms before the entry is decided; confirmed state only. Must do nothing the second time.
    [[nodiscard]] virtual Result<void> advanceTime(store::Database&, Timestamp /*now*/) const { return {}; }
    /// Counts again what rows that a snapshot brought add to rows that were made from entries.
    [[nodiscard]] virtual Result<void> countAgain(store::Database&) const { return {}; }
    /// The earliest deadline > after that advanceTime has yet to fire; the hub appends a tick when it passes.
    [[nodiscard]] virtual Result<std::optional<Timestamp>> nextDeadline(store::Database&) const
    {
        return std::optional<Timestamp>{};
    }
};

/// Makes a Kind from typed functions over the kind's protobuf messages:
///   decide(const Context&, const Facts&) -> Result<Verdict>
///   check(const Facts&, const Content&) -> Verdict
///   apply(const Context&, const Facts&, const Content* contentOrNull) -> Result<void>
///   reveal(const Context&, const Facts&, const Content&) -> Result<void>, for kinds with another audience than the community
/// Facts or content that do not parse are rejected with "op.malformed".
template <class Facts, class Content, class Decide, class Check, class Apply>
[[nodiscard]] Kind makeKind(std::string name, Decide decide, Check check, Apply apply)
{
    const auto parse = [](auto& message, ByteView bytes) {
        return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    };
    Kind kind;
    kind.name = std::move(name);
    kind.decide = [=](const Context& context, const OpView& view) -> Result<Verdict> {
        Facts facts;
        if (!parse(facts, view.facts))
            return Verdict::reject("op.malformed");
        return decide(context, facts);
    };
    kind.checkContent = [=](const OpView& view) -> Verdict {
        Facts facts;
        Content content;
        if (!view.content || !parse(facts, view.facts) || !parse(content, *view.content))
            return Verdict::reject("content.malformed");
        return check(facts, content);
    };
    kind.apply = [=](const Context& context, const OpView& view) -> Result<void> {
        Facts facts;
        Content content;
        if (!parse(facts, view.facts) || (view.content && !parse(content, *view.content)))
            return fail(ErrorKind::Internal, "op.malformed", "applied without having been decided");
        return apply(context, facts, view.content ? &content : nullptr);
    };
    return kind;
}

template <class Facts, class Content, class Decide, class Check, class Apply, class Reveal>
[[nodiscard]] Kind makeKind(std::string name, Decide decide, Check check, Apply apply, Reveal reveal)
{
    Kind kind = makeKind<Facts, Content>(std::move(name), decide, check, apply);
    kind.reveal = [=](const Context& context, const OpView& view) -> Result<void> {
        Facts facts;
        Content content;
        if (!view.content || !facts.ParseFromArray(view.facts.data(), static_cast<int>(view.facts.size())) ||
            !content.ParseFromArray(view.content->data(), static_cast<int>(view.content->size())))
            return fail(ErrorKind::Internal, "op.malformed", "revealed without having been checked");
        return reveal(context, facts, content);
    };
    return kind;
}

/// Sets the content columns of every row that shows this operation's content to NULL (erasure, DESIGN §4).
[[nodiscard]] Result<void> eraseContent(store::Database& db, std::span<const TableSpec> tables, const OpId& op);

/// The check for kinds whose content has nothing to check.
template <class Facts, class Content> [[nodiscard]] Verdict acceptContent(const Facts&, const Content&)
{
    return Verdict::accept();
}

} // namespace linli::log
