// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubClock.h"
#include "app/hub/LogHead.h"
#include "core/community/Replica.h"

#include <functional>
#include <span>
#include <vector>

namespace linli::pb::community {
class TickFacts;
}

namespace linli::hub {

/// Decides what enters the log: judge, append, COMMIT, settle, publish. No thread and no queue: decide() returns when all of
/// it is done (the Sequencer has both).
///
/// Invariant: a push has answers only after the log's commit; the head is published only after that, and where entries say who may read
/// what, only after the replica knows them. A replica that is behind is caught up before the next decision. No entry is ever decided on a state that is not the log's,
/// also when other processes append to it: none does between the decision and its commit.
/// Threads: one at a time, which alone touches log, replica and clock guard. Owner: Sequencer.
class Decider {
public:
    using Answer = community::Replica::Batch::Answer;
    struct Parts {
        LogStore& log;
        community::Replica& replica;
        LogHead& head;
        const crypto::SigningKey& hubKey;
        const Clock& clock;
    };
    struct Hooks {
        std::function<void()> published;                       ///< the log has grown
        std::function<void()> photosErased;                    ///< photosToErase() has grown
        std::function<void()> erased{};                        ///< the replica may show less than before
        std::function<void()> readersChanged{};                ///< who may come in, or read what, may be others now
        std::function<void(const LogStore::Head&)> caughtUp{}; ///< with the log, which others append to as well
    };
    /// What one phone pushed, and after decide() one answer for each operation, or why none could be given: "hub.clock"
    /// (Unreachable: send again later), or the store's.
    struct Push {
        std::vector<log::SignedOperation> operations;
        Result<std::vector<Answer>> answers;
    };

    Decider(Parts parts, Hooks hooks);
    /// All pushes in one commit; where that fails, each in a commit of its own. Appends a tick when a deadline has passed,
    /// also without any push, and then tries again to follow the log where that had failed.
    void decide(std::span<Push> pushes);
    /// Follows what another process of the hub has appended; what fails is tried again by decide().
    void lookAtLog();
    /// Appends entries that the log had before: whoever calls has proven that they are the next ones of a state that this hub signed.
    /// Verified as Replica::applyPage does it; all or nothing.
    [[nodiscard]] Result<void> takeBack(std::span<const log::Entry> entries);

private:
    struct Round;
    struct Erasure;
    struct Held;

    [[nodiscard]] Result<void> decideTogether(std::span<Push> pushes, Timestamp at);
    [[nodiscard]] Result<void> sequenceAll(Round& round, std::span<Push> pushes, Timestamp at);
    [[nodiscard]] Result<Answer> sequenceOne(Round& round, const log::SignedOperation& operation, Timestamp at);
    [[nodiscard]] Result<void> sequenceTick(Round& round, const pb::community::TickFacts& facts, Timestamp at);
    [[nodiscard]] Result<void> lookForClone(Round& round, const log::SignedOperation& operation, Timestamp at);
    [[nodiscard]] Result<std::optional<Erasure>> findErasure(const log::SignedOperation& operation);
    [[nodiscard]] Result<void> takeBackOne(Round& round, const log::Entry& entry);
    static void note(Round& round, const std::optional<Erasure>& erasure, const log::Entry& entry);
    [[nodiscard]] Result<void> commit(Round& round, LogStore::Growth growth);
    void apply(Round& round);
    void publish(const Round& round, const log::LogState& state, std::string checkpoint);
    [[nodiscard]] Result<void> append(const LogStore::Addition& addition);
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] bool isTickDue(Timestamp at) const;
    void lookForDeadline();

    Parts m_parts;
    Hooks m_hooks;
    ClockGuard m_guard;
    std::optional<Timestamp> m_deadline;  ///< of the capabilities, as of the newest entry
    std::optional<Timestamp> m_tickedFor; ///< a deadline that a tick did not move is not ticked for again
    bool m_unsettled = false;             ///< replica or published head may be behind the log
    Milliseconds m_settleAgain{};         ///< monotonic; not before then unless something is pushed
    std::string m_trouble;                ///< why the log could not be followed; said once
    bool m_standsStill = false;           ///< said so in the log, once
};

} // namespace linli::hub
