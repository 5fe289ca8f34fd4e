// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/Reloader.h"

namespace linli::resident {

/// A Reloader whose load is one read of the store about one subject: reads when told, and again whenever the store changed.
/// What was read for an earlier subject is never shown. GUI thread. Owner: the view model, as a member.
template <class T> class LiveRead {
public:
    using Work = std::function<Result<T>(store::Database&)>;

    /// prepare: makes the work for the reader thread, capturing by value; an empty function means nothing to read yet.
    /// owner: the view model; `show` runs on its thread and never after it is gone.
    LiveRead(QObject* owner, std::function<Work()> prepare, std::function<void(const Result<T>&)> show)
        : m_owner(owner), m_prepare(std::move(prepare)), m_show(std::move(show)), m_reloader([this] { return load(); })
    {
    }

    [[nodiscard]] AppCore* core() const { return m_reloader.core(); }
    /// False when it is the same core as before.
    bool setCore(AppCore* core)
    {
        if (core == m_reloader.core())
            return false;
        ++m_subject;
        return m_reloader.follow(core);
    }
    /// For another subject.
    void restart()
    {
        ++m_subject;
        reload();
    }
    void reload() { m_reloader.reload(); }

private:
    QFuture<void> load()
    {
        Work work = m_prepare();
        if (!work)
            return QtFuture::makeReadyVoidFuture();
        return core()->read(std::move(work)).then(m_owner, [this, subject = m_subject](const Result<T>& outcome) {
            if (subject == m_subject)
                m_show(outcome);
        });
    }

    QObject* m_owner;
    std::function<Work()> m_prepare;
    std::function<void(const Result<T>&)> m_show;
    quint64 m_subject = 0;
    Reloader m_reloader; // last member: no load outlives what it uses
};

} // namespace linli::resident
