// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <QPointer>

#include <functional>

namespace linli::resident {

/// Keeps a view model up to date: runs its `load` at once and after every change of the store. Before this phone has joined
/// there is nothing to load; joining is such a change.
///
/// Invariant: one load runs at a time; wishes that come meanwhile are one more load after it, so a burst of changes costs two.
/// GUI thread. Owner: the view model, as a member, so that it ends with it.
class Reloader final : public QObject {
    Q_OBJECT

public:
    /// `load` starts a read and returns a future that is finished when its result has been applied.
    explicit Reloader(std::function<QFuture<void>()> load) : m_load(std::move(load)) {}

    [[nodiscard]] AppCore* core() const { return m_core; }
    /// False when it is the same core as before.
    bool follow(AppCore* core);
    void reload();

private:
    std::function<QFuture<void>()> m_load;
    QPointer<AppCore> m_core;
    bool m_loading = false;
    bool m_again = false;
};

} // namespace linli::resident
