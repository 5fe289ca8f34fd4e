// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QQmlEngine>
#include <QQuickItem>

namespace linli::test {

/// Looks at everything in a window that can be pressed or typed into, as somebody who cannot see or aim well meets it.
/// Needs an active QAccessible. GUI thread.
class ControlAudit : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    /// The visible controls in the window of `inside`, one line each with class and name.
    Q_INVOKABLE QStringList controls(QQuickItem* inside) const;
    /// Those without a name that a screen reader could say.
    Q_INVOKABLE QStringList unnamed(QQuickItem* inside) const;
    /// Those lower or narrower than `least` pixels.
    Q_INVOKABLE QStringList small(QQuickItem* inside, qreal least) const;
};

} // namespace linli::test
