// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QSettings>

namespace linli::resident {

/// What a person set on this phone: language, text size, look. Kept beside the home in a plain file, because it must be known
/// before any store opens; it holds nothing personal. GUI thread.
class AppSettings final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    /// "zh_CN", "zh_TW", "en"; empty: that of the system.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(qreal textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged FINAL) ///< 1.0 to 2.0
    Q_PROPERTY(bool elderMode READ elderMode WRITE setElderMode NOTIFY elderModeChanged FINAL)
    Q_PROPERTY(Look look READ look WRITE setLook NOTIFY lookChanged FINAL)

public:
    enum class Look { System, Light, Dark };
    Q_ENUM(Look)

    explicit AppSettings(const QString& file, QObject* parent = nullptr);

    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] qreal textScale() const { return m_textScale; }
    [[nodiscard]] bool elderMode() const { return m_elderMode; }
    [[nodiscard]] Look look() const { return m_look; }
    void setLanguage(const QString& language);
    void setTextScale(qreal scale);
    void setElderMode(bool on);
    void setLook(Look look);

signals:
    void languageChanged();
    void textScaleChanged();
    void elderModeChanged();
    void lookChanged();

private:
    QSettings m_file;
    QString m_language;
    qreal m_textScale = 1;
    bool m_elderMode = false;
    Look m_look = Look::System;
};

} // namespace linli::resident
