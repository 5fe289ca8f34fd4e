// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QQuickPaintedItem>

namespace linli::resident {

/// Draws `text` as a QR code (ISO/IEC 18004, error correction M), black on white with the quiet zone of 4 modules, whatever the
/// look of the app, because scanners need it so. Draws nothing for an empty text or one that is too long. GUI thread, painted
/// on the render thread.
class QrCode : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)

public:
    explicit QrCode(QQuickItem* parent = nullptr);
    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    void paint(QPainter* painter) override;
    /// One pixel per module, quiet zone included; null when there is nothing to draw.
    [[nodiscard]] const QImage& modules() const { return m_modules; }

signals:
    void textChanged();

private:
    QString m_text;
    QImage m_modules;
};

} // namespace linli::resident
