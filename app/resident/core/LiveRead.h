// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <functional>
#include <utility>

namespace linli::resident {

/// Keeps what one view model shows up to date: reads when told, and again whenever the store changed.
///
/// Invariant: one read runs at a time; wishes that come meanwhile are one more read after it, so a burst of changes costs two.
/// What was read for an earlier subject is never shown. GUI thread. Owner: the view model, which it must not outlive.
template <class T> class LiveRead {
public:
    using Work = std::function<Result<T>(store::Database&)>;

    /// prepare: makes the work for the reader thread, capturing by value; an empty function means nothing to read yet.
    LiveRead(QObject* owner, std::function<Work()> prepare, std::function<void(const Result<T>&)> show)
        : m_owner(owner), m_prepare(std::move(prepare)), m_show(std::move(show))
    {
    }

    [[nodiscard]] AppCore* core() const { return m_core; }
    /// False when it is the same core as before.
    bool setCore(AppCore* core)
    {
        if (core == m_core)
            return false;
        m_core = core;
        QObject::connect(core, &AppCore::revisionChanged, m_owner, [this] { reload(); });
        restart();
        return true;
    }
    /// For another subject.
    void restart()
    {
        ++m_subject;
        reload();
    }
    void reload()
    {
        m_again = m_running;
        if (m_running || !m_core || !m_core->joined())
            return;
        Work work = m_prepare();
        if (!work)
            return;
        m_running = true;
        m_core->read(std::move(work)).then(m_owner, [this, subject = m_subject](const Result<T>& outcome) {
            m_running = false;
            if (subject == m_subject)
                m_show(outcome);
            if (std::exchange(m_again, false))
                reload();
        });
    }

private:
    QObject* m_owner;
    std::function<Work()> m_prepare;
    std::function<void(const Result<T>&)> m_show;
    AppCore* m_core = nullptr;
    quint64 m_subject = 0;
    bool m_running = false;
    bool m_again = false;
};

} // namespace linli::resident
