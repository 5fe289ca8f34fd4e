// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "app/resident/core/AppSettings.h"

#include <QLocale>
#include <QQmlApplicationEngine>
#include <QTranslator>

#include <memory>

namespace linli::resident {

/// The composition root, shared by the program, the demo's pictures and the tests: builds the core from the ports it is given,
/// then settings, translations and the QML engine. GUI thread; destroyed before the QGuiApplication.
class Application {
public:
    /// settingsFile: where language and text size are kept.
    Application(Ports ports, const QString& settingsFile);
    ~Application();

    /// Opens the home and shows the window. False when the QML could not be loaded.
    [[nodiscard]] bool start();
    [[nodiscard]] AppCore& core() { return *m_core; }
    [[nodiscard]] AppSettings& settings() { return m_settings; }
    [[nodiscard]] QQmlApplicationEngine& engine() { return m_engine; }
    [[nodiscard]] QObject* window() const;

private:
    void applyLanguage();

    AppSettings m_settings;
    std::unique_ptr<AppCore> m_core;
    QTranslator m_translator;
    QTranslator m_qtTranslator;
    QQmlApplicationEngine m_engine;
};

/// The language the app speaks: what was chosen ("zh_TW"), else that of the system. Linli has Chinese in two scripts, and
/// English for everybody else; an English system's country is kept for its dates.
[[nodiscard]] QLocale spokenLocale(const QString& chosen, const QLocale& system);

/// The ports of a desktop or phone: key vault and pictures of this platform, Qt's network.
[[nodiscard]] Ports platformPorts(const std::filesystem::path& home);

} // namespace linli::resident
