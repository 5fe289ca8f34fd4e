// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtImageCodec.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>

#include <algorithm>
#include <array>

namespace linli::platform {
namespace {

/// Readers that cannot scale while they read need four bytes for each of these.
constexpr qint64 maxPixels = 64'000'000;
/// A JPEG is scaled line by line; this is above what phones' sensors (108 megapixels) make of a scene.
constexpr qint64 maxJpegPixels = 120'000'000;

std::unexpected<Error> notAnImage(std::string why)
{
    return fail(ErrorKind::Invalid, "photo.not_an_image", std::move(why));
}

std::unexpected<Error> tooLarge(std::string why)
{
    return fail(ErrorKind::Invalid, "photo.too_large", std::move(why));
}

bool hasAt(ByteView bytes, std::size_t offset, std::string_view expected)
{
    return bytes.size() >= offset + expected.size() &&
           std::ranges::equal(bytes.subspan(offset, expected.size()), asBytes(expected));
}

/// Qt's name of the format, or empty.
QByteArray formatOf(ByteView picture)
{
    if (hasAt(picture, 0, "\xFF\xD8\xFF"))
        return "jpeg";
    if (hasAt(picture, 0, "\x89PNG\r\n\x1A\n"))
        return "png";
    if (hasAt(picture, 0, "RIFF") && hasAt(picture, 8, "WEBP"))
        return "webp";
    constexpr std::array brands = {"ftypheic", "ftypheix", "ftypmif1"};
    if (std::ranges::any_of(brands, [&](const char* brand) { return hasAt(picture, 4, brand); }))
        return "heic";
    return {};
}

QSize bounded(QSize size)
{
    if (std::max(size.width(), size.height()) > QtImageCodec::maxSide)
        size.scale(QtImageCodec::maxSide, QtImageCodec::maxSide, Qt::KeepAspectRatio);
    return size.expandedTo({1, 1});
}

Result<QImage> decode(ByteView picture, const QByteArray& format)
{
    QByteArray raw =
        QByteArray::fromRawData(reinterpret_cast<const char*>(picture.data()), static_cast<qsizetype>(picture.size()));
    QBuffer buffer(&raw);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);

    const QSize size = reader.size();
    if (size.isEmpty())
        return notAnImage(reader.errorString().toStdString());
    const qint64 pixels = qint64{size.width()} * size.height();
    if (pixels > (format == "jpeg" ? maxJpegPixels : maxPixels))
        return tooLarge(std::to_string(pixels) + " pixels");
    if (reader.supportsOption(QImageIOHandler::ScaledSize))
        reader.setScaledSize(bounded(size));
    QImage image = reader.read();
    if (image.isNull())
        return notAnImage(reader.errorString().toStdString());
    return image;
}

/// A fresh picture that has taken over the pixels and nothing else.
QImage bare(QImage image)
{
    const QSize size = bounded(image.size());
    if (size != image.size())
        image = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (image.colorSpace().isValid())
        image.convertToColorSpace(QColorSpace::SRgb, QImage::Format_ARGB32_Premultiplied);
    QImage plain(size, QImage::Format_RGB32);
    plain.fill(Qt::white);
    QPainter(&plain).drawImage(0, 0, image);
    return plain;
}

Result<Bytes> encode(const QImage& image)
{
    constexpr std::array qualities = {80, 70, 60, 45, 30, 15};
    for (const int quality : qualities) {
        QByteArray jpeg;
        QBuffer buffer(&jpeg);
        QImageWriter writer(&buffer, "jpeg");
        writer.setQuality(quality);
        writer.setOptimizedWrite(true);
        if (!writer.write(image))
            return fail(ErrorKind::Internal, "photo.cannot_encode", writer.errorString().toStdString());
        if (static_cast<std::size_t>(jpeg.size()) <= community::maxPhotoBytes)
            return Bytes(jpeg.begin(), jpeg.end());
    }
    return tooLarge("even at the lowest quality");
}

} // namespace

Result<Bytes> QtImageCodec::reencode(ByteView picture)
{
    if (picture.size() > community::maxPhotoInputBytes)
        return tooLarge(std::to_string(picture.size()) + " bytes");
    const QByteArray format = formatOf(picture);
    if (format.isEmpty() || !QImageReader::supportedImageFormats().contains(format))
        return notAnImage("neither JPEG, PNG nor WebP");
    LINLI_TRY(QImage image, decode(picture, format));
    return encode(bare(std::move(image)));
}

} // namespace linli::platform
