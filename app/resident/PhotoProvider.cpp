// SPDX-License-Identifier: Apache-2.0
#include "app/resident/PhotoProvider.h"

#include "core/base/Encoding.h"

#include <QBuffer>
#include <QImageReader>
#include <QQuickTextureFactory>

namespace linli::resident {
namespace {

Result<QImage> decode(ByteView jpeg, const QSize& wanted)
{
    QByteArray bytes(reinterpret_cast<const char*>(jpeg.data()), static_cast<qsizetype>(jpeg.size()));
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer, "jpeg");
    const QSize whole = reader.size();
    if (whole.isValid() && wanted.width() > 0 && wanted.width() < whole.width())
        reader.setScaledSize(whole.scaled(wanted, Qt::KeepAspectRatioByExpanding));
    QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorKind::Integrity, "photo.not_an_image");
    return image;
}

class PhotoResponse final : public QQuickImageResponse {
public:
    explicit PhotoResponse(QFuture<Result<QImage>> future)
    {
        m_future = future.then(this, [this](const Result<QImage>& outcome) {
            if (outcome)
                m_image = *outcome;
            else
                m_error = QString::fromStdString(outcome.error().code);
            emit finished();
        });
    }
    explicit PhotoResponse(const QString& error) : m_error(error)
    {
        QMetaObject::invokeMethod(this, &QQuickImageResponse::finished, Qt::QueuedConnection);
    }
    [[nodiscard]] QQuickTextureFactory* textureFactory() const override
    {
        return QQuickTextureFactory::textureFactoryForImage(m_image);
    }
    [[nodiscard]] QString errorString() const override { return m_error; }

private:
    QFuture<void> m_future;
    QImage m_image;
    QString m_error;
};

} // namespace

QQuickImageResponse* PhotoProvider::requestImageResponse(const QString& id, const QSize& requestedSize)
{
    const auto bytes = fromHex(id.toStdString());
    const auto hash = bytes ? toHash(*bytes) : std::nullopt;
    if (!hash || !m_core)
        return new PhotoResponse(QStringLiteral("photo.unknown"));
    return new PhotoResponse(
        m_core->readPhotos([hash = *hash, requestedSize](community::PhotoStore& photos) -> Result<QImage> {
            LINLI_TRY(const auto jpeg, photos.find(hash));
            if (!jpeg)
                return fail(ErrorKind::Store, "photo.not_here");
            return decode(*jpeg, requestedSize);
        }));
}

} // namespace linli::resident
