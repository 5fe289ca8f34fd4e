// SPDX-License-Identifier: Apache-2.0
#include "app/resident/PhotoProvider.h"

#include "core/base/Encoding.h"

#include <QBuffer>
#include <QImageReader>
#include <QQuickTextureFactory>

#include <utility>

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

/// Waits for a photo that is not here: it is asked for, and looked for again whenever the store may have changed.
class PhotoResponse final : public QQuickImageResponse {
public:
    PhotoResponse(AppCore& core, const Hash& photo, const QSize& wanted)
        : m_core(&core), m_photo(photo), m_wanted(wanted)
    {
        connect(&core, &AppCore::revisionChanged, this, &PhotoResponse::lookAgain);
        look();
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
    void cancel() override { finish(QStringLiteral("photo.not_here")); }

private:
    void look()
    {
        const auto read = [photo = m_photo, wanted = m_wanted](community::PhotoStore& photos) -> Result<QImage> {
            LINLI_TRY(const auto jpeg, photos.find(photo));
            if (!jpeg)
                return fail(ErrorKind::Store, "photo.not_here");
            return decode(*jpeg, wanted);
        };
        m_again = false;
        m_reading = m_core->readPhotos(read).then(this, [this](const Result<QImage>& outcome) { take(outcome); });
    }
    void lookAgain()
    {
        m_again = true;
        if (m_core && !m_finished && m_reading.isFinished())
            look();
    }
    void take(const Result<QImage>& outcome)
    {
        if (m_finished)
            return;
        if (!outcome && outcome.error().code == "photo.not_here" && m_core) {
            m_core->wantPhoto(m_photo);
            if (m_again)
                look();
            return;
        }
        if (outcome)
            m_image = *outcome;
        finish(outcome ? QString() : QString::fromStdString(outcome.error().code));
    }
    void finish(const QString& error)
    {
        if (std::exchange(m_finished, true))
            return;
        m_error = error;
        emit finished();
    }

    QPointer<AppCore> m_core;
    Hash m_photo{};
    QSize m_wanted;
    QFuture<void> m_reading;
    bool m_again = false; ///< the store may have changed while it was read
    bool m_finished = false;
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
    return new PhotoResponse(*m_core, *hash, requestedSize);
}

} // namespace linli::resident
