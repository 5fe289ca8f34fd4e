// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtConnectivity.h"

#include <QNetworkInformation>

#include <utility>

namespace linli::platform {

QtConnectivity::QtConnectivity()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, &m_context,
                     [this] { update(); });
    update();
}

void QtConnectivity::update()
{
    const auto reachability = QNetworkInformation::instance()->reachability();
    const bool online = reachability != QNetworkInformation::Reachability::Disconnected;
    if (std::exchange(m_online, online) != online && m_listener)
        m_listener(online);
}

} // namespace linli::platform
