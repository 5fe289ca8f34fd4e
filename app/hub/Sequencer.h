// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/Decider.h"
#include "app/hub/Strand.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace linli::hub {

/// The queue before a community's Decider, and the strand that it runs on. What arrives while it writes shares the next
/// commit.
///
/// Invariant: every push is answered exactly once, in the order of arrival, and after what it led to is on the disk.
/// Threads: push() from any; the strand alone touches the decider. Owner: CommunityHub.
class Sequencer {
public:
    using Answer = Decider::Answer;
    using Parts = Decider::Parts;
    using Hooks = Decider::Hooks; ///< called on the strand
    /// One answer for each operation, or why none could be given: "hub.busy", "hub.stopping", "hub.clock" (Unreachable: send
    /// again later), or the store's. Called on the strand, or within push().
    using Done = std::function<void(Result<std::vector<Answer>>)>;

    Sequencer(Parts parts, Hooks hooks, const StartStrand& start = startThread);
    ~Sequencer();
    Sequencer(const Sequencer&) = delete;
    Sequencer& operator=(const Sequencer&) = delete;

    void push(std::vector<log::SignedOperation> operations, Done done);
    /// The log may have grown by somebody else: soon replica and head are where it is.
    void lookAtLog();
    /// Answers what was pushed, then ends. Later pushes are refused.
    void stop();

private:
    static constexpr std::size_t maxWaiting = 20'000; ///< operations; more is "hub.busy"
    static constexpr std::size_t maxTogether = 2'000; ///< operations in one commit
    struct Job {
        std::vector<log::SignedOperation> operations;
        Done done;
    };

    [[nodiscard]] bool work();
    [[nodiscard]] std::vector<Job> takeJobs();

    Decider m_decider; ///< the strand's
    std::mutex m_mutex;
    std::deque<Job> m_queue;
    std::size_t m_waiting = 0;
    bool m_stopping = false;
    std::atomic<bool> m_looking = false; ///< lookAtLog() was called and not done yet
    std::unique_ptr<Strand> m_strand;    ///< last: starts when all else is there
};

} // namespace linli::hub
