// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/ContentKeys.h"
#include "core/community/Judge.h"
#include "core/community/Meta.h"

namespace linli::community {

/// Where a copy of the log stands.
struct Position {
    log::MerkleFrontier frontier;
    Timestamp lastAccepted{};
};

/// Appends entries to a store inside the caller's transaction: verifies, writes effects, keeps chain and Merkle edge.
/// Invariant: after each call that succeeded, tables and position() agree. After an Error the transaction must be given up.
/// Threads and lifetime: those of the transaction it works in.
class EntryApplier {
public:
    /// Where the entries come from. Those of this very store were checked before they were stored, so their signatures are
    /// not checked again.
    enum class Source : std::uint8_t { Hub, OwnStore };
    EntryApplier(store::Database& db, const Genesis& genesis, const ContentKeys& keys, Position position,
                 std::uint32_t knownRules, Source source = Source::Hub);

    /// A confirmed entry from the hub; Integrity errors as Replica::applyPage says.
    [[nodiscard]] Result<void> apply(const log::Entry& entry);
    /// An entry from before the end of a snapshot (Replica::installStep): signature and payload hash hold, the verdict is taken on
    /// trust; its rows are made where a snapshot does not bring them. Twice changes nothing.
    [[nodiscard]] Result<void> applyOld(const log::Entry& entry);
    /// The rows of a whole snapshot are here: what depends on several of them is brought up to its end.
    [[nodiscard]] Result<void> startAt(const Position& position);
    /// A new operation at the hub.
    [[nodiscard]] Result<Replica::Batch::Answer> sequence(const log::SignedOperation& operation, Timestamp at);

    /// Shows what was sealed to keys that have come with the entries applied here.
    [[nodiscard]] Result<void> reveal();

    /// The version of the rules that the log needs, once apply() has refused with "app.update_needed"; else 0.
    [[nodiscard]] std::uint32_t rulesNeeded() const { return m_rulesNeeded; }

    [[nodiscard]] const Position& position() const { return m_position; }
    [[nodiscard]] Result<void> savePosition(Timestamp wallNow);

private:
    struct Chain {
        std::uint32_t epoch = 1;
        std::uint64_t lastSeq = 0;
        Hash lastHash{};
    };
    struct Checked {
        log::Header header;
        Author author;
    };
    /// Everything about an operation that does not depend on its place.
    [[nodiscard]] Result<Checked> checkOperation(const log::Entry& entry);
    [[nodiscard]] Result<bool> isSigned(const log::SignedOperation& operation, const log::Header& header,
                                        const Author& author);
    [[nodiscard]] Result<void> moveChainUpTo(const Author& author, const log::ChainPlace& place, const Hash& opHash);
    [[nodiscard]] Result<Chain> chainOf(const Author& author);
    [[nodiscard]] Result<void> saveChain(const Author& author, const log::ChainPlace& place, const Hash& opHash);
    [[nodiscard]] Result<void> checkChain(const Author& author, const log::ChainPlace& place);
    [[nodiscard]] Result<void> advanceTime(Timestamp at);
    [[nodiscard]] Result<void> applyOperation(const log::Entry& entry);
    [[nodiscard]] Result<void> checkVerdict(const log::Kind& kind, const log::Context& context, const Author& author,
                                            const log::OpView& view, const log::Verdict& claimed);
    [[nodiscard]] Result<void> writeEffects(const log::Kind& kind, const log::Context& context, const log::OpView& view,
                                            const Hash& opHash);
    [[nodiscard]] Result<std::optional<Replica::Batch::Answer>>
    refuse(const log::SignedOperation& operation, const log::Header& header, const std::optional<Author>& author);
    [[nodiscard]] Result<void> append(const log::Entry& entry, const log::Header* header, const MemberId& member);
    [[nodiscard]] Result<std::uint32_t> rules();
    [[nodiscard]] Result<void> stopBeforeNewerRules(const log::Entry& entry);
    [[nodiscard]] Result<void> checkRaise(const log::Entry& entry);
    [[nodiscard]] Result<void> noteSealed(const log::Header& header, const OpenedView& opened, Seq seq);

    store::Database& m_db;
    const Genesis& m_genesis;
    const ContentKeys& m_keys;
    Position m_position;
    Source m_source;
    bool m_keysCame = false;
    std::uint32_t m_knownRules;
    std::optional<std::uint32_t> m_rules; ///< of the state, once it was asked for
    std::uint32_t m_rulesNeeded = 0;
};

} // namespace linli::community
