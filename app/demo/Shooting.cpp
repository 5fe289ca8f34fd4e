// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Shooting.h"

#include <QGuiApplication>
#include <QQuickWindow>

#include <chrono>
#include <cstdio>

namespace linli::demo {
namespace {

using namespace std::chrono_literals;

constexpr auto betweenLooks = 150ms;
constexpr int restingLooks = 4;
/// A page that still moves after this many looks (half a minute) never rests.
constexpr int patientLooks = 200;
/// One that shows several pictures over and over (codes to scan) is taken when the one of this look comes round again.
constexpr int roundLook = 40;

} // namespace

Shooting::Shooting(resident::Application& application, QStringList pages, QString file)
    : m_application(application), m_pages(std::move(pages)), m_file(std::move(file)),
      m_window(qobject_cast<QQuickWindow*>(application.window()))
{
    m_clock.setInterval(betweenLooks);
    connect(&m_clock, &QTimer::timeout, this, &Shooting::look);
}

void Shooting::start()
{
    m_clock.start();
}

QString Shooting::currentName() const
{
    return m_page < 0 ? QString() : m_pages.at(m_page).section(u':', 0, 0);
}

void Shooting::look()
{
    // Until the store is open there is nothing to show pages on.
    if (m_page < 0) {
        if (m_application.core().joined())
            showNext();
        else if (++m_looks > patientLooks)
            QCoreApplication::exit(1);
        return;
    }
    const QImage picture = m_window->grabWindow();
    m_same = picture == m_last ? m_same + 1 : 0;
    m_last = picture;
    if (m_looks == roundLook)
        m_round = picture;
    m_left = m_left || (m_looks > roundLook && picture != m_round);
    const bool cameRound = m_left && picture == m_round;
    if (++m_looks > patientLooks) {
        std::fprintf(stderr, "page %s never comes to rest\n", qUtf8Printable(currentName()));
        return QCoreApplication::exit(1);
    }
    if (m_same < restingLooks && !cameRound)
        return;
    if (!picture.save(m_file.arg(currentName())))
        return QCoreApplication::exit(1);
    showNext();
}

void Shooting::showNext()
{
    m_same = 0;
    m_looks = 0;
    m_left = false;
    m_last = QImage();
    if (++m_page == m_pages.size())
        return QCoreApplication::exit(0);
    const QString id = m_pages.at(m_page).section(u':', 1);
    if (!QMetaObject::invokeMethod(m_window, "show", Q_ARG(QString, currentName()), Q_ARG(QString, id))) {
        std::fprintf(stderr, "Main.qml has no show()\n");
        QCoreApplication::exit(1);
    }
}

} // namespace linli::demo
