// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/QrCode.h"

#include <QPainter>

#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>

namespace linli::resident {
namespace {

constexpr int quietZone = 4;      ///< modules, ISO/IEC 18004
constexpr int correctionM = 4;    ///< of 0 to 8 in ZXing: a creased or shaded sheet still reads
constexpr int longestText = 1024; ///< more modules than that no longer scan from a phone's screen

QImage encode(const QString& text)
{
    if (text.isEmpty() || text.size() > longestText)
        return {};
    try {
        const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                .setEncoding(ZXing::CharacterSet::UTF8)
                                .setEccLevel(correctionM)
                                .setMargin(quietZone)
                                .encode(text.toStdString(), 0, 0);
        QImage image(matrix.width(), matrix.height(), QImage::Format_Grayscale8);
        for (int y = 0; y < matrix.height(); ++y)
            for (int x = 0; x < matrix.width(); ++x)
                image.scanLine(y)[x] = matrix.get(x, y) ? 0 : 255;
        return image;
    } catch (const std::exception&) { // the library's way to say that the text does not fit
        return {};
    }
}

} // namespace

QrCode::QrCode(QQuickItem* parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(false);
}

void QrCode::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_modules = encode(text);
    update();
    emit textChanged();
}

void QrCode::paint(QPainter* painter)
{
    if (m_modules.isNull())
        return;
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    // Whole pixels per module where they fit; uneven modules are what scanners stumble over.
    const int scale = qMax(1, static_cast<int>(qMin(width(), height())) / m_modules.width());
    const int side = scale * m_modules.width();
    painter->fillRect(boundingRect(), Qt::white);
    painter->drawImage(
        QRect((static_cast<int>(width()) - side) / 2, (static_cast<int>(height()) - side) / 2, side, side), m_modules);
}

} // namespace linli::resident
