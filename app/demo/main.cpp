// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Day.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace linli::demo;

namespace {

/// Pictures of pages in both languages, by the real QML on a phone's store.
bool shoot(const Phone& phone, const QStringList& pages, const QString& folder)
{
    bool ok = true;
    for (const char* language : {"zh_CN", "en"}) {
        QStringList arguments{QStringLiteral("--home"),     phone.home(),
                              QStringLiteral("--language"), QString::fromLatin1(language),
                              QStringLiteral("--out"),      folder};
        for (const QString& page : pages)
            arguments << QStringLiteral("--page") << page;
        const Ended taken = run(QStringLiteral("linli-shots"), arguments);
        if (!taken.ok())
            std::fprintf(stderr, "linli-shots: %s\n", qUtf8Printable(taken.brief()));
        ok = taken.ok() && ok;
    }
    return ok;
}

/// Every main page as a resident sees it, and what only a captain may do as a captain sees it.
void picturesAreTaken(Stage& stage, const QString& resident, const QStringList& pages, Summary& summary)
{
    const QString folder = stage.path(QStringLiteral("pictures"));
    const bool residentSeen = shoot(stage.phone(resident), pages, folder);
    const bool captainSeen = shoot(stage.phone(QStringLiteral("唐国平")), {QStringLiteral("notice-composer")}, folder);
    const auto count = QDir(folder).entryList({QStringLiteral("*.png")}).size();
    summary.add(QStringLiteral("pictures of every main page"), residentSeen && captainSeen && count > 0,
                {{QStringLiteral("count"), count}});
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser arguments;
    arguments.setApplicationDescription(
        QStringLiteral("Plays a neighbourhood's day with the real hub, phones and app."));
    arguments.addHelpOption();
    const QCommandLineOption headless(QStringLiteral("headless"), QStringLiteral("Open no window at the end."));
    const QCommandLineOption out(QStringLiteral("out"),
                                 QStringLiteral("Folder for summary.json, pictures, homes and hub."),
                                 QStringLiteral("dir"));
    const QCommandLineOption noPictures(QStringLiteral("no-pictures"),
                                        QStringLiteral("Take no pictures of the pages."));
    arguments.addOptions({headless, out, noPictures});
    arguments.process(application);

    QTemporaryDir temporary;
    const QString folder = arguments.isSet(out) ? QDir(arguments.value(out)).absolutePath() : temporary.path();
    for (const char* earlier : {"hub", "homes", "files", "pictures"})
        QDir(folder + QLatin1Char('/') + QString::fromLatin1(earlier)).removeRecursively();

    Stage stage(folder);
    Summary summary;
    Day day(stage, summary);
    day.play();
    const QString resident = QStringLiteral("李建军");
    if (!arguments.isSet(noPictures) && summary.allOk())
        picturesAreTaken(stage, resident, day.pages(), summary);
    if (!summary.write(stage.path(QStringLiteral("summary.json"))))
        return 1;
    std::printf("%s  %s\n", summary.allOk() ? "done" : "FAILED",
                qUtf8Printable(stage.path(QStringLiteral("summary.json"))));
    std::fflush(stdout);
    if (summary.allOk() && !arguments.isSet(headless) && hasDisplay()) {
        Running app(QStringLiteral("linli-app"), {QStringLiteral("--home"), stage.phone(resident).home()});
        app.untilClosed();
    }
    return summary.allOk() ? 0 : 1;
}
