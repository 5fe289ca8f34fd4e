// SPDX-License-Identifier: Apache-2.0
#include "app/resident/bundle/CodeScanner.h"

#include <QCoreApplication>
#include <QPermissions>
#include <QVideoFrame>
#include <QtConcurrentRun>

#include <ZXing/ReadBarcode.h>

namespace linli::resident {
namespace {

/// A code across a phone's screen is read from this; more takes longer and finds no more.
constexpr int enoughPixels = 1080;

} // namespace

CodeScanner::CodeScanner(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

CodeScanner::~CodeScanner()
{
    m_pool.waitForDone();
}

void CodeScanner::setVideoSink(QVideoSink* sink)
{
    if (sink == m_sink)
        return;
    if (m_sink)
        m_sink->disconnect(this);
    m_sink = sink;
    if (sink)
        connect(sink, &QVideoSink::videoFrameChanged, this, &CodeScanner::look);
    emit videoSinkChanged();
}

void CodeScanner::askForCamera()
{
    const QCameraPermission camera;
    const Qt::PermissionStatus status = qApp->checkPermission(camera);
    if (status != Qt::PermissionStatus::Undetermined)
        return setAccess(status == Qt::PermissionStatus::Granted ? Access::Granted : Access::Denied);
    qApp->requestPermission(camera, this, [this](const QPermission& asked) {
        setAccess(asked.status() == Qt::PermissionStatus::Granted ? Access::Granted : Access::Denied);
    });
}

void CodeScanner::setAccess(Access access)
{
    if (access == m_access)
        return;
    m_access = access;
    emit accessChanged();
}

void CodeScanner::look(const QVideoFrame& frame)
{
    if (m_looking || !frame.isValid())
        return;
    m_looking = true;
    QtConcurrent::run(&m_pool, [frame] {
        return textIn(frame.toImage());
    }).then(this, [this](const std::optional<QString>& text) {
        m_looking = false;
        if (text)
            emit seen(*text);
    });
}

std::optional<QString> CodeScanner::textIn(const QImage& picture)
{
    if (picture.isNull())
        return std::nullopt;
    QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    if (qMin(grey.width(), grey.height()) > enoughPixels)
        grey = grey.scaled(enoughPixels, enoughPixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    try {
        const ZXing::ImageView view{grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                                    static_cast<int>(grey.bytesPerLine())};
        const auto found = ZXing::ReadBarcode(view, ZXing::ReaderOptions().setFormats(ZXing::BarcodeFormat::QRCode));
        if (found.isValid())
            return QString::fromStdString(found.text());
    } catch (const std::exception&) { // the library's way to say that a picture is of no use
    }
    return std::nullopt;
}

} // namespace linli::resident
