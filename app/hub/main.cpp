// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Commands.h"
#include "app/hub/FolderStorage.h"
#include "app/hub/http/WebServer.h"
#include "app/hub/postgres/PostgresStorage.h"

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <exception>

using namespace linli;

namespace {

Result<std::shared_ptr<hub::HubStorage>> openStorage(const std::string& database)
{
    if (database.empty())
        return std::make_shared<hub::FolderStorage>();
    return hub::PostgresStorage::open(database);
}

/// From the environment too: what is on a command line, everybody on the machine can read.
void addDatabase(CLI::App& command, std::string& database)
{
    command.add_option("--database", database, "postgresql://… to keep logs and photos there instead of in the folder")
        ->envname("LINLI_DATABASE");
}

int run(int argc, char** argv)
{
    hub::blockSignals();
    spdlog::set_default_logger(spdlog::stderr_logger_mt("linli-hub")); // stdout is for answers

    CLI::App app{"linli-hub: keeps a neighbourhood's log and brings it to its phones"};
    app.require_subcommand(1);
    hub::FoundOptions found;
    hub::ServeOptions serve;
    hub::FsckOptions fsck;
    hub::BackupOptions backup;
    hub::RestoreOptions restore;

    CLI::App* foundCommand =
        app.add_subcommand("found", "found a community; prints its id and the first admin's invite");
    foundCommand->add_option("--data", found.data, "folder of the hub")->required();
    addDatabase(*foundCommand, found.database);
    foundCommand->add_option("--name", found.name, "name of the community")->required();
    foundCommand->add_option("--compounds", found.compounds, "GeoJSON of compounds and buildings")->required();
    foundCommand->add_option("--households", found.households, "CSV register of households")->required();
    foundCommand->add_option("--hub-url", found.hubUrl,
                             "where phones will find the hub; adds invite_url to the answer");
    foundCommand->add_option("--test-clock", found.testClock, "tests only: file with the time in ms since 1970");

    CLI::App* serveCommand = app.add_subcommand("serve", "serve the communities until SIGTERM");
    serveCommand->add_option("--data", serve.data, "folder of the hub")->required();
    addDatabase(*serveCommand, serve.database);
    serveCommand->add_option("--listen", serve.listen, "HOST:PORT; port 0 takes a free one")->capture_default_str();
    CLI::Option* certificate = serveCommand->add_option(
        "--tls-cert", serve.tlsCertificate, "PEM file with the certificate and its chain; read again on SIGHUP");
    CLI::Option* key = serveCommand->add_option("--tls-key", serve.tlsKey, "PEM file with its key");
    certificate->needs(key);
    key->needs(certificate);
    serveCommand
        ->add_option("--metrics", serve.metrics,
                     "HOST:PORT for Prometheus' GET /metrics, in clear and for everybody who reaches it; off without")
        ->type_name("HOST:PORT");
    serveCommand
        ->add_option(
            "--refill-wait", serve.refillWait,
            "after phones brought entries back: seconds in which nobody brings more, before the hub decides again")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    serveCommand->add_flag("--accept-loss", serve.acceptLoss,
                           "decide again on a log that lacks entries which phones have seen, without waiting for them");
    serveCommand->add_option("--test-clock", serve.testClock, "tests only: file with the time in ms since 1970");

    CLI::App* fsckCommand = app.add_subcommand("fsck", "rebuild everything from the log and compare");
    fsckCommand->add_option("--data", fsck.data, "folder of the hub")->required();
    addDatabase(*fsckCommand, fsck.database);

    CLI::App* backupCommand =
        app.add_subcommand("backup", "copy everything into a new folder, also while the hub serves");
    backupCommand->add_option("DIR", backup.target, "new folder, or an empty one")->required();
    backupCommand->add_option("--data", backup.data, "folder of the hub")->required();
    addDatabase(*backupCommand, backup.database);
    backupCommand->add_flag("--with-key", backup.withKey,
                            "also copy keys/hub.key; without it the copy is of no use to whoever finds it");

    CLI::App* restoreCommand = app.add_subcommand("restore", "make a folder that can be served from a backup");
    restoreCommand->add_option("DIR", restore.backup, "the backup; with --database, whose backup came back, none");
    restoreCommand->add_option("--data", restore.data, "new folder of the hub, or an empty one")->required();
    restoreCommand->add_option("--key", restore.key, "the hub's hub.key, when it is not in the backup");
    addDatabase(*restoreCommand, restore.database);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : hub::exitUsage;
    }
    if (foundCommand->parsed())
        return hub::runFound(found, openStorage);
    if (backupCommand->parsed())
        return hub::runBackup(backup);
    if (restoreCommand->parsed())
        return hub::runRestore(restore, openStorage);
    return serveCommand->parsed() ? hub::runServe(serve, openStorage) : hub::runFsck(fsck, openStorage);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "hub.failed: %s\n", error.what()); // memory ran out, or a library gave up
        return hub::exitDiffers;
    }
}
