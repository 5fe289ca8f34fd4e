// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/ControlAudit.h"

#include <QAccessible>
#include <QQuickWindow>

#include <functional>

namespace linli::test {
namespace {

bool isControl(const QQuickItem& item)
{
    return item.inherits("QQuickAbstractButton") || item.inherits("QQuickTextInput") ||
           item.inherits("QQuickTextEdit") || item.inherits("QQuickSlider") || item.inherits("QQuickComboBox");
}

QString nameOf(QQuickItem& item)
{
    auto* const heard = QAccessible::queryAccessibleInterface(&item);
    return heard ? heard->text(QAccessible::Name).trimmed() : QString();
}

QString lineOf(QQuickItem& item)
{
    QString nearest;
    for (QQuickItem* around = &item; nearest.isEmpty() && around; around = around->parentItem())
        nearest = nameOf(*around);
    return QStringLiteral("%1 at “%2” (%3 × %4)")
        .arg(QString::fromLatin1(item.metaObject()->className()), nearest)
        .arg(item.width())
        .arg(item.height());
}

void collect(QQuickItem& item, const std::function<bool(QQuickItem&)>& wanted, QStringList& lines)
{
    if (!item.isVisible())
        return;
    if (isControl(item) && wanted(item))
        lines.append(lineOf(item));
    for (QQuickItem* child : item.childItems())
        collect(*child, wanted, lines);
}

QStringList those(const QQuickItem* inside, const std::function<bool(QQuickItem&)>& wanted)
{
    QStringList lines;
    collect(*inside->window()->contentItem(), wanted, lines);
    return lines;
}

} // namespace

QStringList ControlAudit::controls(QQuickItem* inside) const
{
    return those(inside, [](const QQuickItem&) { return true; });
}

QStringList ControlAudit::unnamed(QQuickItem* inside) const
{
    return those(inside, [](QQuickItem& item) { return nameOf(item).isEmpty(); });
}

QStringList ControlAudit::small(QQuickItem* inside, qreal least) const
{
    return those(inside, [least](const QQuickItem& item) { return std::min(item.width(), item.height()) < least; });
}

} // namespace linli::test
