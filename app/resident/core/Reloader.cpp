// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Reloader.h"

#include <utility>

namespace linli::resident {

bool Reloader::follow(AppCore* core)
{
    if (core == m_core)
        return false;
    if (m_core)
        m_core->disconnect(this);
    m_core = core;
    if (!core)
        return true;
    connect(core, &AppCore::revisionChanged, this, &Reloader::reload);
    reload();
    return true;
}

void Reloader::reload()
{
    m_again = m_loading;
    if (m_loading || !m_core || !m_core->joined())
        return;
    m_loading = true;
    m_load().then(this, [this] {
        m_loading = false;
        if (std::exchange(m_again, false))
            reload();
    });
}

} // namespace linli::resident
