// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Watch.h"

#include "app/cli/StopSignals.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace linli::cli {
namespace {

std::string_view stateName(sync::SyncEngine::State state)
{
    using State = sync::SyncEngine::State;
    switch (state) {
    case State::Stopped:
        return "stopped";
    case State::Syncing:
        return "syncing";
    case State::Live:
        return "live";
    case State::Waiting:
        return "waiting";
    }
    return {};
}

} // namespace

Watch::Watch(Session& session, std::unique_ptr<sync::Transport> transport)
    : m_session(session), m_transport(std::move(transport)),
      m_engine({session.home().replica(), session.home().photos(), session.home().identity(), session.platform().clock},
               *m_transport,
               {.wakeAfter = [this](Milliseconds wait) { m_wake.start(wait); },
                .changed = [this] { onChange(); },
                .random = [] { return QRandomGenerator::global()->generateDouble(); }})
{
    m_wake.setSingleShot(true);
    m_idle.setSingleShot(true);
    QObject::connect(&m_idle, &QTimer::timeout, &m_idle, [this] { fillIndexes(); });
    QObject::connect(&m_wake, &QTimer::timeout, &m_wake, [this] { m_engine.onWake(); });
}

Result<void> Watch::run()
{
    const StopSignals stop([] { QCoreApplication::quit(); });
    // Started from the loop, so that a failure on the very first step finds a loop to leave.
    QTimer::singleShot(0, &m_wake, [this] { m_engine.start(); });
    QCoreApplication::exec();
    m_engine.stop();
    return m_failure ? Result<void>(std::unexpected(*m_failure)) : Result<void>{};
}

void Watch::onChange()
{
    if (m_engine.state() == sync::SyncEngine::State::Stopped)
        return;
    printLine();
    m_idle.start(0);
    const auto& error = m_engine.lastOutcome().error;
    const bool over = m_engine.state() == sync::SyncEngine::State::Waiting && error;
    if (over && error->kind != ErrorKind::Unreachable)
        giveUp(*error);
}

void Watch::fillIndexes()
{
    const auto more = m_session.home().replica().fillIndexes();
    if (!more)
        return giveUp(more.error());
    if (*more)
        m_idle.start(0);
}

void Watch::printLine()
{
    const auto waiting = m_session.home().replica().outbox().unsentCount();
    if (!waiting)
        return giveUp(waiting.error());
    Json line{{"log_size", m_session.home().replica().confirmed().size},
              {"state", stateName(m_engine.state())},
              {"waiting", *waiting}};
    const auto& error = m_engine.lastOutcome().error;
    if (m_engine.state() == sync::SyncEngine::State::Waiting && error)
        line["error"] = error->code;
    if (line == m_printed)
        return;
    Session::print(line);
    m_printed = std::move(line);
}

void Watch::giveUp(Error error)
{
    m_failure = std::move(error);
    QCoreApplication::quit();
}

} // namespace linli::cli
