// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubClock.h"
#include "app/hub/LogHead.h"
#include "core/community/Replica.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace linli::hub {

/// Decides the order: one strand (a thread of its own) per community takes operations, judges them, and appends them to the
/// log. What arrives while it writes shares the next commit.
///
/// Invariant: an answer is given only after the log's commit; the head is published only after the replica knows the entries,
/// or is known to be behind and caught up before the next decision. No entry is ever decided on a state that is not the log's.
/// Threads: push() from any; the strand alone touches log, replica and clock guard. Owner: CommunityHub.
class Sequencer {
public:
    using Answer = community::Replica::Batch::Answer;
    /// One answer for each operation, or why none could be given: "hub.busy", "hub.stopping", "hub.clock" (Unreachable: send
    /// again later), or the store's. Called on the strand, or within push().
    using Done = std::function<void(Result<std::vector<Answer>>)>;
    struct Parts {
        LogStore& log;
        community::Replica& replica;
        LogHead& head;
        const crypto::SigningKey& hubKey;
        const Clock& clock;
    };
    struct Hooks {
        std::function<void()> published;    ///< the log has grown
        std::function<void()> photosErased; ///< photosToErase() has grown
    };
    Sequencer(Parts parts, Hooks hooks);
    ~Sequencer();
    Sequencer(const Sequencer&) = delete;
    Sequencer& operator=(const Sequencer&) = delete;

    void push(std::vector<log::SignedOperation> operations, Done done);
    /// Answers what was pushed, then ends. Later pushes are refused.
    void stop();

private:
    static constexpr std::size_t maxWaiting = 20'000; ///< operations; more is "hub.busy"
    static constexpr std::size_t maxTogether = 2'000; ///< operations in one commit
    struct Job {
        std::vector<log::SignedOperation> operations;
        Done done;
        std::vector<Answer> answers;
    };
    struct Round;
    struct Erasure;

    void run();
    [[nodiscard]] std::vector<Job> takeJobs();
    void decide(std::vector<Job>& jobs);
    [[nodiscard]] Result<void> decideTogether(std::span<Job> jobs, Timestamp at);
    [[nodiscard]] Result<void> sequenceAll(Round& round, std::span<Job> jobs, Timestamp at);
    [[nodiscard]] Result<Answer> sequenceOne(Round& round, const log::SignedOperation& operation, Timestamp at);
    [[nodiscard]] Result<void> sequenceTick(Round& round, Timestamp at);
    [[nodiscard]] Result<std::optional<Erasure>> findErasure(const log::SignedOperation& operation);
    [[nodiscard]] Result<void> commit(Round& round);
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

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    std::size_t m_waiting = 0;
    bool m_stopping = false;
    std::thread m_strand; ///< last: starts when all else is there
};

} // namespace linli::hub
