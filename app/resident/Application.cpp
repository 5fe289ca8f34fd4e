// SPDX-License-Identifier: Apache-2.0
#include "app/resident/Application.h"

#include "app/resident/PhotoProvider.h"
#include "platform/desktop/FileKeyVault.h"
#include "platform/qt/HubUrl.h"
#include "platform/qt/QtConnectivity.h"
#include "platform/qt/QtImageCodec.h"
#include "platform/qt/QtPositionSource.h"
#include "platform/qt/QtTransport.h"
#include "qml/i18n/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QQuickStyle>

namespace linli::resident {
namespace {

Result<std::unique_ptr<sync::Transport>> makeTransport(const std::string& hubUrl)
{
    LINLI_TRY(auto url, platform::parseHubUrl(hubUrl));
    return std::make_unique<platform::QtTransport>(std::move(url));
}

} // namespace

Ports platformPorts(const std::filesystem::path& home)
{
    return {.home = home,
            .vault = std::make_unique<platform::FileKeyVault>(home),
            .images = std::make_unique<platform::QtImageCodec>(),
            .clock = std::make_unique<SystemClock>(),
            .makeTransport = makeTransport,
            .position = std::make_unique<platform::QtPositionSource>(),
            .connectivity = std::make_unique<platform::QtConnectivity>()};
}

QLocale spokenLocale(const QString& chosen, const QLocale& system)
{
    const QLocale wanted = chosen.isEmpty() ? system : QLocale(chosen);
    if (wanted.language() == QLocale::Chinese)
        return QLocale(QLocale::Chinese,
                       wanted.script() == QLocale::TraditionalHanScript ? QLocale::Taiwan : QLocale::China);
    return wanted.language() == QLocale::English ? wanted : QLocale(QLocale::English);
}

Application::Application(Ports ports, const QString& settingsFile)
    : m_settings(settingsFile), m_core(std::make_unique<AppCore>(std::make_unique<CoreWorker>(std::move(ports))))
{
    if (QQuickStyle::name() != QLatin1String("Material")) // once a process: tests make several applications
        QQuickStyle::setStyle(QStringLiteral("Material"));
    i18n::provideTranslations();
    m_engine.addImageProvider(QStringLiteral("photo"), new PhotoProvider(*m_core));
    applyLanguage();
    QObject::connect(&m_settings, &AppSettings::languageChanged, &m_engine, [this] { applyLanguage(); });
}

Application::~Application()
{
    // Pages hold view models that hold the core: they go first.
    const auto roots = m_engine.rootObjects();
    qDeleteAll(roots);
}

void Application::applyLanguage()
{
    QCoreApplication::removeTranslator(&m_translator);
    QCoreApplication::removeTranslator(&m_qtTranslator);
    const QLocale locale = spokenLocale(m_settings.language(), QLocale::system());
    QLocale::setDefault(locale);
    if (m_translator.load(locale, QStringLiteral("linli"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&m_translator);
    if (m_qtTranslator.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTranslator);
    m_engine.setUiLanguage(locale.name());
    m_engine.retranslate();
}

bool Application::start()
{
    m_engine.setInitialProperties({{QStringLiteral("core"), QVariant::fromValue(m_core.get())},
                                   {QStringLiteral("settings"), QVariant::fromValue(&m_settings)}});
    m_engine.loadFromModule("Linli", "Main");
    m_core->open();
    return !m_engine.rootObjects().isEmpty();
}

QObject* Application::window() const
{
    return m_engine.rootObjects().value(0);
}

} // namespace linli::resident
