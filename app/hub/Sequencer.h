// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/Appointments.h"
#include "app/hub/Decider.h"
#include "app/hub/Metrics.h"
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
    using Answers = Result<std::vector<Answer>>;
    using Done = std::function<void(Answers)>;

    /// `look`: called on the strand now and then.
    Sequencer(Parts parts, Hooks hooks, const Clock& machineClock, const StartStrand& start = startThread,
              std::function<void(Decider&)> look = {});
    ~Sequencer();
    Sequencer(const Sequencer&) = delete;
    Sequencer& operator=(const Sequencer&) = delete;

    void push(std::vector<log::SignedOperation> operations, Done done);
    using Task = std::function<void(Decider& decider)>;
    /// Does `task` on the strand, before pushes that wait. False, and never, when the strand is stopping.
    [[nodiscard]] bool run(Task task);
    /// The log may have grown by somebody else: soon replica and head are where it is.
    void lookAtLog();
    /// For a push of so many operations that was refused as "hub.busy": how long to wait before the next try.
    [[nodiscard]] Milliseconds comeAgain(std::size_t operations);
    [[nodiscard]] std::size_t waiting(); ///< operations in the queue
    /// From push() to the answer.
    [[nodiscard]] const Histogram& latency() const { return m_latency; }
    /// Answers what was pushed, then ends. Later pushes are refused.
    void stop();

private:
    static constexpr std::size_t maxWaiting = 20'000; ///< operations; more is "hub.busy"
    /// A queue whose first has waited so long is "hub.busy" too: phones give a request up after 20 s.
    static constexpr Milliseconds maxAge = std::chrono::seconds(5);
    static constexpr std::size_t maxTogether = 2'000; ///< operations in one commit
    struct Job {
        std::vector<log::SignedOperation> operations;
        Done done;
        Milliseconds since; ///< when it came
    };

    [[nodiscard]] bool work();
    [[nodiscard]] std::vector<Job> takeJobs();
    void doTasks();
    [[nodiscard]] bool isFull(std::size_t operations, Milliseconds now) const;

    const Clock& m_clock; ///< the machine's
    Appointments m_appointments;
    Histogram m_latency;
    Decider m_decider; ///< the strand's
    std::function<void(Decider&)> m_look;
    std::mutex m_mutex;
    std::deque<Job> m_queue;
    std::deque<Task> m_tasks;
    std::size_t m_waiting = 0;
    bool m_stopping = false;
    std::atomic<bool> m_looking = false; ///< lookAtLog() was called and not done yet
    std::unique_ptr<Strand> m_strand;    ///< last: starts when all else is there
};

} // namespace linli::hub
