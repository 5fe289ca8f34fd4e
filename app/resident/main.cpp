// SPDX-License-Identifier: Apache-2.0
#include "app/resident/Application.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QStandardPaths>

int main(int argc, char** argv)
{
    QGuiApplication program(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("linli"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("邻里"));

    QCommandLineParser arguments;
    arguments.setApplicationDescription(
        QStringLiteral("Linli: a neighbourhood's app. Works without a network, syncs later."));
    arguments.addHelpOption();
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const QCommandLineOption home(QStringLiteral("home"), QStringLiteral("Folder that keeps this phone's data."),
                                  QStringLiteral("dir"), usual);
    arguments.addOption(home);
    arguments.process(program);

    const QString folder = arguments.value(home);
    linli::resident::Application application(linli::resident::platformPorts(folder.toStdString()),
                                             folder + QStringLiteral("/settings.ini"));
    return application.start() ? QGuiApplication::exec() : 1;
}
