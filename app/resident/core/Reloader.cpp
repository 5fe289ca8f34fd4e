// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Reloader.h"

namespace linli::resident {

void Reloader::follow(AppCore* core)
{
    if (m_core)
        m_core->disconnect(this);
    m_core = core;
    if (!core)
        return;
    connect(core, &AppCore::revisionChanged, this, &Reloader::reload);
    reload();
}

void Reloader::reload()
{
    if (!m_core)
        return;
    m_again = m_loading;
    if (m_loading)
        return;
    m_loading = true;
    m_load().then(this, [this] { loaded(); });
}

void Reloader::loaded()
{
    m_loading = false;
    if (m_again)
        reload();
}

} // namespace linli::resident
