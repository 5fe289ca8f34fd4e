// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/Application.h"

#include <QImage>
#include <QStringList>
#include <QTimer>

class QQuickWindow;

namespace linli::demo {

/// Shows one page after the other and saves each as a picture once it has come to rest: when several grabs in a row are the
/// same, models have loaded and animations ended. Leaves the event loop when done; exit code 1 when a page never rests.
class Shooting : public QObject {
public:
    /// file: path with %1 for the page's name.
    Shooting(resident::Application& application, QStringList pages, QString file);
    void start();

private:
    void look();
    void showNext();
    [[nodiscard]] QString currentName() const;

    resident::Application& m_application;
    QStringList m_pages;
    QString m_file;
    QQuickWindow* m_window;
    QTimer m_clock;
    QImage m_last;
    QImage m_round;      ///< of one look at a page that does not rest
    bool m_left = false; ///< another was seen since
    int m_page = -1;     ///< −1: the store is still being opened
    int m_same = 0;
    int m_looks = 0;
};

} // namespace linli::demo
