// SPDX-License-Identifier: Apache-2.0
#include <QAccessible>
#include <QLocale>
#include <QQuickStyle>
#include <QtQuickTest>

/// Tests find controls by the names that a screen reader says, in the language of the sources.
class Setup : public QObject {
    Q_OBJECT

public slots:
    void applicationAvailable()
    {
        QQuickStyle::setStyle(QStringLiteral("Material"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QAccessible::setActive(true);
    }
};

QUICK_TEST_MAIN_WITH_SETUP(linli, Setup)
#include "main.moc"
