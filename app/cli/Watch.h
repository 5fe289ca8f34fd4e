// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Session.h"
#include "core/sync/SyncEngine.h"

#include <QTimer>

namespace linli::cli {

/// `sync --watch`: a SyncEngine in the application's event loop, one line of JSON for every change that shows.
///
/// Invariant: ends by a stop signal, or by an error that trying again cannot mend (a revoked device, a store in trouble, a
/// hub whose log does not prove true). Threads: one. Owner: the sync command.
class Watch {
public:
    Watch(Session& session, std::unique_ptr<sync::Transport> transport);
    /// Returns when a signal came, or why it could not go on.
    [[nodiscard]] Result<void> run();

private:
    void onChange();
    void printLine();
    void giveUp(Error error);
    void fillIndexes();

    Session& m_session;
    std::unique_ptr<sync::Transport> m_transport;
    QTimer m_wake;
    QTimer m_idle; ///< due as soon as the loop has nothing else to do
    sync::SyncEngine m_engine;
    Json m_printed;
    std::optional<Error> m_failure;
};

} // namespace linli::cli
