// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/AppSettings.h"

#include <algorithm>

namespace linli::resident {
namespace {

const QString languageKey = QStringLiteral("language");
const QString textScaleKey = QStringLiteral("text_scale");
const QString elderModeKey = QStringLiteral("elder_mode");
const QString lookKey = QStringLiteral("look");

qreal withinScale(qreal scale)
{
    return std::clamp(scale, 1.0, 2.0);
}

} // namespace

AppSettings::AppSettings(const QString& file, QObject* parent)
    : QObject(parent), m_file(file, QSettings::IniFormat), m_language(m_file.value(languageKey).toString()),
      m_textScale(withinScale(m_file.value(textScaleKey, 1.0).toDouble())),
      m_elderMode(m_file.value(elderModeKey, false).toBool()),
      m_look(static_cast<Look>(std::clamp(m_file.value(lookKey, 0).toInt(), 0, 2)))
{
}

void AppSettings::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    m_file.setValue(languageKey, language);
    emit languageChanged();
}

void AppSettings::setTextScale(qreal scale)
{
    if (qFuzzyCompare(withinScale(scale), m_textScale))
        return;
    m_textScale = withinScale(scale);
    m_file.setValue(textScaleKey, m_textScale);
    emit textScaleChanged();
}

void AppSettings::setElderMode(bool on)
{
    if (on == m_elderMode)
        return;
    m_elderMode = on;
    m_file.setValue(elderModeKey, on);
    emit elderModeChanged();
}

void AppSettings::setLook(Look look)
{
    if (look == m_look)
        return;
    m_look = look;
    m_file.setValue(lookKey, static_cast<int>(look));
    emit lookChanged();
}

} // namespace linli::resident
