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
    // A backend that cannot tell says false.
    QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::isMeteredChanged, &m_context,
                     [this] { update(); });
    update();
}

void QtConnectivity::update()
{
    const auto reachability = QNetworkInformation::instance()->reachability();
    const bool online = reachability != QNetworkInformation::Reachability::Disconnected;
    const bool metered = QNetworkInformation::instance()->isMetered();
    const bool metersDiffer = std::exchange(m_metered, metered) != metered;
    const bool reachDiffers = std::exchange(m_online, online) != online;
    if ((metersDiffer || reachDiffers) && m_listener)
        m_listener(online);
}

} // namespace linli::platform
