// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Outbox.h"
#include "core/crypto/Identity.h"
#include "core/log/Capability.h"
#include "core/log/Digest.h"
#include "core/log/Merkle.h"
#include "core/log/RulesVersion.h"
#include "core/store/UndoLog.h"

#include <memory>

namespace linli::community {

class EntryApplier;
class Sidecar;
struct SidecarContents;

/// What a new community's store must know before its first entry; it comes from an invite or, at the hub, from founding.
struct Genesis {
    CommunityId community;
    crypto::SigningPublicKey hubKey{};
    Hash foundingHash{}; ///< op hash of entry 1
};

/// The device id under which a hub's key signs: the first 16 bytes of SHA-256(hub public key).
[[nodiscard]] DeviceId hubDevice(const crypto::SigningPublicKey& hubKey);

/// One community's state, computed from its log by the same rules on phones, the hub and an auditor's machine.
///
/// Invariant: the tables are always *confirmed entries, then this store's own pending operations replayed on top*;
/// whoever reads between transactions sees exactly that. Every public call is one transaction or none.
/// Threads: the one that owns the Database. Owner: Home on a phone, the Sequencer at the hub.
class Replica {
public:
    struct Impl; ///< ReplicaImpl.h

    /// Makes the schema in an empty database. `knownRules`: the newest rules that the caller can decide by.
    [[nodiscard]] static Result<Replica> create(store::Database database, const Genesis& genesis,
                                                std::uint32_t knownRules = log::knownRulesVersion);
    /// Opens a store, whatever version of Linli made it: tables that today's rules would make otherwise are made anew from
    /// its log first (Evolution.h), which takes some seconds in a large community. `reader` as for unlock().
    /// "store.not_linli", "store.newer" (made by a newer Linli; nothing was changed).
    [[nodiscard]] static Result<Replica> open(store::Database database, const crypto::Identity* reader = nullptr,
                                              std::uint32_t knownRules = log::knownRulesVersion);
    Replica(Replica&&) noexcept;
    Replica& operator=(Replica&&) noexcept;
    ~Replica();

    /// Gives it this phone's key to content that is not for the whole community. The hub has none.
    void unlock(const crypto::Identity& identity);

    [[nodiscard]] const Genesis& genesis() const;
    [[nodiscard]] log::LogState confirmed() const; ///< size and root of the entries applied
    [[nodiscard]] Timestamp lastAccepted() const;  ///< accepted_ms of the newest entry
    /// The best estimate of what accepted_ms would be now: the newest accepted_ms plus the time passed since it came.
    [[nodiscard]] Result<Timestamp> estimateNow(Timestamp wallNow);
    [[nodiscard]] store::Database& db();

    // ---- A phone's own operations

    struct Draft {
        std::string kind;
        Bytes facts;
        Bytes content;
        log::Audience audience;
    };
    /// Decides, signs, stores durably and applies on top. Returns the operation's id.
    /// A rule's "no" is an Error of kind Rejected with the rule's code, "app.update_needed" with rulesNeeded(); then nothing is stored.
    /// "store.behind" (Store) while isBehind().
    [[nodiscard]] Result<OpId> submit(const crypto::Identity& author, const Draft& draft, Timestamp wallNow);
    /// Signs and queues a join; rules cannot be asked yet, because this store has no log yet. Returns the join that is queued
    /// already when there is one for the same facts' invite.
    [[nodiscard]] Result<log::SignedOperation> queueJoin(const crypto::Identity& author, const Draft& draft,
                                                         Timestamp wallNow);
    /// Gives up a queued or rejected operation. A queued one is still sent, without its content, so that the chain goes on.
    /// "outbox.unknown", "outbox.on_its_way" (accepted, or handed to the hub and not answered yet).
    [[nodiscard]] Result<void> discard(const OpId& op, Timestamp wallNow);
    [[nodiscard]] Outbox& outbox();
    /// What the rules would say to operations of others, each on top of the present state and of those before it, if they were
    /// judged now. Nothing of it stays.
    [[nodiscard]] Result<std::vector<log::Verdict>> preview(std::span<const log::SignedOperation> operations,
                                                            Timestamp wallNow);
    /// Queues what the staff's key needs (core/members/StaffKeys.h), when it is this phone's turn: devices of the staff take
    /// turns in the order of their ids, ten minutes apart, so that one of them does it. True when something was queued.
    [[nodiscard]] Result<bool> keepStaffKey(const crypto::Identity& author, Timestamp wallNow);

    /// Own operations are also written there from now on (Sidecar.h); it outlives the Replica.
    void setSidecar(Sidecar* sidecar);
    /// Brings what was written there to the disk. Called in each sync, not while a person waits.
    [[nodiscard]] Result<void> flushSidecar();
    /// Takes back what an older copy of the database lost: operations of `contents` that come after this store's newest wait in the
    /// outbox again, byte for byte. Returns how many.
    [[nodiscard]] Result<std::size_t> recoverOwn(const SidecarContents& contents);
    /// This phone had seen a log of `size` when it last wrote something. Where the store holds less, it is an older copy: it is BEHIND
    /// (DESIGN §5), for reading only, until a sync has brought it up to date.
    void expectLog(std::uint64_t size);
    [[nodiscard]] bool isBehind() const;
    /// A sync has brought all that the hub has.
    void noteCaughtUp();
    /// When what waits does not continue this device's chain in the log (the phone was restored from a backup, or an operation in
    /// between was lost or refused), signs it anew in the device's next epoch (DESIGN §4). Only when all of the log has been
    /// seen. True when there is something to push again.
    [[nodiscard]] Result<bool> healChain(const crypto::Identity& author, Timestamp wallNow);

    /// Takes log and state away for another history of the same community, which the next sync brings. Every own operation of `self`,
    /// this phone's device, waits again, byte for byte: a hub that has it says so. Its chain, evidence and what is carried for
    /// others stay. Returns how many wait. Only when its owner wants it: see Home::followHub.
    [[nodiscard]] Result<std::size_t> giveUpLog(const DeviceId& self);

    // ---- Confirmed entries

    /// A page of the log, verified before anything is stored: it starts at confirmed().size + 1, every signature, chain
    /// and payload hash holds, every verdict is what our rules say, and `check` accepts the state after it (a checkpoint
    /// with a consistency proof). Then effects, outbox and pending replay commit together, or nothing does.
    /// Integrity errors: "log.gap", "log.bad_signature", "log.bad_chain", "log.bad_payload", "log.time_goes_back",
    /// "log.verdict_differs", "log.wrong_genesis", "log.wrong_audience", or what check returned.
    /// "app.update_needed" (Rejected): an entry raises the rules above what this build knows (core/log/README.md). What comes
    /// before it is stored, `check` has seen the whole page; nothing more is applied until the app is updated.
    [[nodiscard]] Result<void> applyPage(std::span<const log::Entry> page,
                                         const std::function<Result<void>(const log::LogState&)>& check,
                                         Timestamp wallNow);

    /// Writes a part of a snapshot into a store that has no log yet (core/snapshot).
    class Install {
    public:
        [[nodiscard]] store::Database& db(); ///< shows no pending effects
        /// An entry of the log that the snapshot stands for; EntryApplier::applyOld. Twice changes nothing.
        [[nodiscard]] Result<void> addEntry(const log::Entry& entry);
        /// Where a device's chain stands at the snapshot's end; the hub's own too.
        [[nodiscard]] Result<void> setChain(const log::ChainPlace& place, const Hash& opHash);
        /// Everything is here: from now on the log goes on after `frontier`.
        [[nodiscard]] Result<void> finish(const log::MerkleFrontier& frontier, Timestamp lastAccepted);
        /// Digest of what has come, for comparison with what was promised.
        [[nodiscard]] Result<Hash> communityDigest();
        /// As if nothing had come. Own operations stay.
        [[nodiscard]] Result<void> clear();
        ~Install();
        Install(const Install&) = delete;
        Install& operator=(const Install&) = delete;

    private:
        friend class Replica;
        explicit Install(Impl& impl);
        Impl& m_impl;
        std::unique_ptr<EntryApplier> m_applier;
        bool m_finished = false;
    };
    /// One transaction: takes pending effects back, lets `work` write, applies them again. After `work` failed nothing has
    /// changed. "snapshot.not_empty" (Internal) when there is a log already.
    [[nodiscard]] Result<void> install(const std::function<Result<void>(Install&)>& work, Timestamp wallNow);

    /// The hub's way in: decides operations one after the other, each seeing the effects of those before it, all in one
    /// transaction that becomes durable at commit() and vanishes without it.
    class Batch {
    public:
        /// Why an operation got no entry. Refused: a rule says no to somebody who has no chain yet (a join).
        enum class Refusal { None, Gap, Already, UnknownKind, UnknownDevice, BadSignature, Cloned, Malformed, Refused };
        struct Answer {
            Refusal refusal = Refusal::None;
            std::optional<log::Entry> entry; ///< the new entry (verdict inside) when refusal is None
            Seq seq;                         ///< of the entry, or of the earlier one for Already
            log::Verdict verdict;            ///< of the entry, of the earlier one for Already, or why it was refused
            std::uint64_t expectedDeviceSeq = 0; ///< for Gap
        };
        /// Judges and applies one operation at time `at` (never before lastAccepted()). Payloads of rejected operations
        /// are dropped from the entry. An Error is trouble with the store: give the batch up.
        [[nodiscard]] Result<Answer> sequence(const log::SignedOperation& operation, Timestamp at);
        /// Catching up from the log, as applyPage does for phones but without pending operations.
        [[nodiscard]] Result<void> apply(const log::Entry& entry);
        [[nodiscard]] log::LogState state() const; ///< with this batch's entries
        [[nodiscard]] Result<void> commit();
        ~Batch();
        Batch(Batch&&) noexcept;

    private:
        friend class Replica;
        struct Impl;
        explicit Batch(std::unique_ptr<Impl> impl);
        std::unique_ptr<Impl> m_impl;
    };
    /// For stores without an outbox (hub, auditor).
    [[nodiscard]] Result<Batch> beginBatch();

    /// An operation of the hub itself (founding, tick), at its place in the hub's own chain.
    [[nodiscard]] Result<log::SignedOperation> signHubOperation(const crypto::SigningKey& hubKey, const Draft& draft,
                                                                Timestamp wallNow);

    /// The earliest deadline of any capability, for the hub's ticks.
    [[nodiscard]] Result<std::optional<Timestamp>> nextDeadline();

    // ---- Reading

    /// The version of the rules that the log needs and this build does not know; 0 when it knows enough. Then this store is for
    /// reading: what it has stays, what waits is still delivered, and an updated app goes on by itself.
    [[nodiscard]] Result<std::uint32_t> rulesNeeded();
    [[nodiscard]] std::uint32_t knownRules() const;
    /// Search indexes that are filled while nothing else is to do: one slice of them, of a few milliseconds. True when more
    /// may wait. Reading gives the same answers before, only later.
    [[nodiscard]] Result<bool> fillIndexes();
    /// Digests of the confirmed state (pending effects are taken back for the moment, invisibly).
    [[nodiscard]] Result<log::Digests> digests();
    /// log::contentDigests of the confirmed state.
    [[nodiscard]] Result<log::TableDigests> contentDigests();
    [[nodiscard]] Result<log::TableDigests> communityContentDigests();
    /// Entries for less than the whole community that this store can read, ascending. A role that came or went changes what the hub shows
    /// of older ones, so two replays of one log may differ here.
    [[nodiscard]] Result<std::vector<Seq>> privateEntries();
    /// The newest entry that a snapshot stood for; zero where the whole log is here.
    [[nodiscard]] Result<Seq> snapshotEnd();
    /// Takes the entries that a snapshot stood for from `whole`, which has replayed the same log as the same reader: from now on
    /// this store keeps the whole log. "log.root_differs" (Internal) when `whole` has not come so far.
    [[nodiscard]] Result<void> adoptLog(Replica& whole);
    /// For a snapshot that proved false: what it brought goes, and the state is folded from the log of `whole` instead, which has
    /// replayed the same log as the same reader. One transaction: readers see the false state, or the true one with what waits
    /// on top. "log.root_differs" (Internal) when `whole` has not come so far.
    [[nodiscard]] Result<void> rebuildFrom(Replica& whole, Timestamp wallNow);
    [[nodiscard]] Result<std::optional<log::Entry>> entry(Seq seq);
    [[nodiscard]] Result<std::optional<Seq>> seqOf(const OpId& op);
    /// The content message's bytes as far as this store can open them; nothing when erased or sealed to others.
    [[nodiscard]] Result<std::optional<Bytes>> contentOf(const log::SignedOperation& operation);
    /// Entries after `after`, at most `limit`, in order.
    [[nodiscard]] Result<std::vector<log::Entry>> entriesAfter(Seq after, std::size_t limit);

private:
    explicit Replica(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// All capabilities in dependency order; the one place that lists them.
[[nodiscard]] std::span<const log::Capability* const> capabilities();
/// What capabilities index later than they write it: each takes up to `rows` rows further in a short transaction of its own,
/// and says whether more may wait.
using FillIndex = Result<bool> (*)(store::Database& db, int rows);
[[nodiscard]] std::span<const FillIndex> laterIndexes();

} // namespace linli::community
