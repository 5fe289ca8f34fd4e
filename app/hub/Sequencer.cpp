// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Sequencer.h"

namespace linli::hub {
namespace {

/// How often the strand looks whether a deadline has passed; people see polls close to the second, not closer.
constexpr Milliseconds deadlineLook{500};

Error unreachable(std::string code)
{
    return {ErrorKind::Unreachable, std::move(code), {}};
}

} // namespace

Sequencer::Sequencer(Parts parts, Hooks hooks, const Clock& machineClock, const StartStrand& start,
                     std::function<void(Decider&)> look)
    : m_clock(machineClock), m_decider(parts, std::move(hooks)), m_look(std::move(look)),
      m_strand(start([this] { return work(); }, deadlineLook))
{
}

Sequencer::~Sequencer()
{
    stop();
}

void Sequencer::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_strand->stop();
}

void Sequencer::push(std::vector<log::SignedOperation> operations, Done done)
{
    const Milliseconds now = m_clock.monotonic();
    std::unique_lock lock(m_mutex);
    if (m_stopping || isFull(operations.size(), now)) {
        Error refusal = unreachable(m_stopping ? "hub.stopping" : "hub.busy");
        lock.unlock(); // whoever asked may call us again
        return done(std::unexpected(std::move(refusal)));
    }
    m_waiting += operations.size();
    m_queue.push_back({std::move(operations), std::move(done), now});
    lock.unlock();
    m_strand->wake();
}

bool Sequencer::run(Task task)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stopping)
            return false;
        m_tasks.push_back(std::move(task));
    }
    m_strand->wake();
    return true;
}

void Sequencer::doTasks()
{
    std::deque<Task> tasks;
    {
        const std::scoped_lock lock(m_mutex);
        tasks.swap(m_tasks);
    }
    for (const Task& task : tasks)
        task(m_decider);
    if (m_look)
        m_look(m_decider);
}

bool Sequencer::isFull(std::size_t operations, Milliseconds now) const
{
    return m_waiting + operations > maxWaiting || (!m_queue.empty() && now - m_queue.front().since > maxAge);
}

Milliseconds Sequencer::comeAgain(std::size_t operations)
{
    return m_appointments.next(operations, waiting(), m_clock.monotonic());
}

std::size_t Sequencer::waiting()
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting;
}

void Sequencer::lookAtLog()
{
    m_looking = true;
    m_strand->wake();
}

std::vector<Sequencer::Job> Sequencer::takeJobs()
{
    std::vector<Job> jobs;
    std::size_t operations = 0;
    const std::scoped_lock lock(m_mutex);
    while (!m_queue.empty() && (jobs.empty() || operations + m_queue.front().operations.size() <= maxTogether)) {
        operations += m_queue.front().operations.size();
        jobs.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    m_waiting -= operations;
    return jobs;
}

bool Sequencer::work()
{
    if (m_looking.exchange(false))
        m_decider.lookAtLog();
    doTasks();
    std::vector<Job> jobs = takeJobs();
    std::vector<Decider::Push> pushes;
    pushes.reserve(jobs.size());
    std::size_t operations = 0;
    for (Job& job : jobs) {
        operations += job.operations.size();
        pushes.push_back({std::move(job.operations), {}});
    }
    const Milliseconds began = m_clock.monotonic();
    m_decider.decide(pushes);
    m_appointments.learn(operations, m_clock.monotonic() - began);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        m_latency.add(m_clock.monotonic() - jobs[i].since);
        jobs[i].done(std::move(pushes[i].answers));
    }
    const std::scoped_lock lock(m_mutex);
    return !m_queue.empty() || !m_tasks.empty();
}

} // namespace linli::hub
