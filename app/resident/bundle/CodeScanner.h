// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QThreadPool>
#include <QVideoSink>

#include <optional>

namespace linli::resident {

/// Looks for QR codes in what a camera shows. Pictures that come while one is being looked at are let go, so it is never
/// behind; each is forgotten at once. GUI thread; looking runs on a thread of its own.
class CodeScanner : public QObject {
    Q_OBJECT
    QML_ELEMENT
    /// Where the camera's pictures arrive: VideoOutput.videoSink.
    Q_PROPERTY(QVideoSink* videoSink READ videoSink WRITE setVideoSink NOTIFY videoSinkChanged FINAL)
    Q_PROPERTY(Access access READ access NOTIFY accessChanged FINAL)

public:
    enum class Access {
        Unknown, ///< the person was not asked yet
        Granted,
        Denied
    };
    Q_ENUM(Access)

    explicit CodeScanner(QObject* parent = nullptr);
    ~CodeScanner() override;
    [[nodiscard]] QVideoSink* videoSink() const { return m_sink; }
    void setVideoSink(QVideoSink* sink);
    [[nodiscard]] Access access() const { return m_access; }

    /// May the camera be used? Asks the person where the system wants that.
    Q_INVOKABLE void askForCamera();
    /// The text of a QR code in the picture; nothing when there is none.
    [[nodiscard]] static std::optional<QString> textIn(const QImage& picture);

signals:
    void videoSinkChanged();
    void accessChanged();
    void seen(const QString& text);

private:
    void setAccess(Access access);
    void look(const QVideoFrame& frame);

    QPointer<QVideoSink> m_sink;
    Access m_access = Access::Unknown;
    bool m_looking = false;
    QThreadPool m_pool;
};

} // namespace linli::resident
