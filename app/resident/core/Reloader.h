// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <QPointer>

#include <functional>

namespace linli::resident {

/// Keeps a view model up to date: runs its `load` at once and after every change of the store, one at a time; changes while
/// one runs mean one more after it. GUI thread. Owner: the view model, as a member, so that it ends with it.
class Reloader final : public QObject {
    Q_OBJECT

public:
    /// `load` starts a read and returns a future that is finished when its result has been applied.
    explicit Reloader(std::function<QFuture<void>()> load) : m_load(std::move(load)) {}

    void follow(AppCore* core);
    void reload();
    [[nodiscard]] bool loading() const { return m_loading; }

private:
    void loaded();

    std::function<QFuture<void>()> m_load;
    QPointer<AppCore> m_core;
    bool m_loading = false;
    bool m_again = false;
};

} // namespace linli::resident
