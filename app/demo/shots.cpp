// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Shooting.h"
#include "app/resident/Application.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace linli;

int main(int argc, char** argv)
{
    QGuiApplication program(argc, argv);
    QCommandLineParser arguments;
    arguments.setApplicationDescription(
        QStringLiteral("Renders pages of the real app on a phone's store, one PNG each."));
    arguments.addHelpOption();
    const QCommandLineOption home(QStringLiteral("home"), QStringLiteral("The phone's folder."), QStringLiteral("dir"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("zh_CN, zh_TW or en."),
                                      QStringLiteral("tag"), QStringLiteral("zh_CN"));
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Where the pictures go."),
                                 QStringLiteral("dir"));
    const QCommandLineOption scale(QStringLiteral("text-scale"), QStringLiteral("1.0 to 2.0."),
                                   QStringLiteral("factor"), QStringLiteral("1.0"));
    const QCommandLineOption dark(QStringLiteral("dark"), QStringLiteral("The dark look."));
    const QCommandLineOption page(QStringLiteral("page"),
                                  QStringLiteral("Page as name or name:id, as Main.qml's show() knows it."),
                                  QStringLiteral("page"));
    arguments.addOptions({home, language, out, scale, dark, page});
    arguments.process(program);

    // The person's own settings stay as they are.
    const QTemporaryDir settings;
    resident::Application application(resident::platformPorts(arguments.value(home).toStdString()),
                                      settings.filePath(QStringLiteral("settings.ini")));
    application.settings().setLanguage(arguments.value(language));
    application.settings().setTextScale(arguments.value(scale).toDouble());
    application.settings().setLook(arguments.isSet(dark) ? resident::AppSettings::Look::Dark
                                                         : resident::AppSettings::Look::Light);
    QDir().mkpath(arguments.value(out));
    if (!application.start())
        return 1;
    demo::Shooting shooting(application, arguments.values(page),
                            arguments.value(out) + QStringLiteral("/%1_") + arguments.value(language) +
                                QStringLiteral(".png"));
    shooting.start();
    return QGuiApplication::exec();
}
