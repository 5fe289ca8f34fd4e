// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Commands.h"
#include "app/hub/FolderStorage.h"
#include "app/hub/LogOutput.h"
#include "app/hub/http/WebServer.h"
#include "app/hub/postgres/PostgresStorage.h"

#include <CLI/CLI.hpp>

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

CLI::App* addFound(CLI::App& app, hub::FoundOptions& found)
{
    CLI::App* command = app.add_subcommand("found", "found a community; prints its id and the first admin's invite");
    command->add_option("--data", found.data, "folder of the hub")->required();
    addDatabase(*command, found.database);
    command->add_option("--name", found.name, "name of the community")->required();
    command->add_option("--compounds", found.compounds, "GeoJSON of compounds and buildings")->required();
    command->add_option("--households", found.households, "CSV register of households")->required();
    command->add_option("--hub-url", found.hubUrl, "where phones will find the hub; adds invite_url to the answer");
    command->add_option("--test-clock", found.testClock, "tests only: file with the time in ms since 1970");
    return command;
}

CLI::App* addServe(CLI::App& app, hub::ServeOptions& serve)
{
    CLI::App* command = app.add_subcommand("serve", "serve the communities until SIGTERM");
    command->add_option("--data", serve.data, "folder of the hub")->required();
    addDatabase(*command, serve.database);
    command->add_option("--listen", serve.listen, "HOST:PORT; port 0 takes a free one")->capture_default_str();
    CLI::Option* certificate = command->add_option("--tls-cert", serve.tlsCertificate,
                                                   "PEM file with the certificate and its chain; read again on SIGHUP");
    CLI::Option* key = command->add_option("--tls-key", serve.tlsKey, "PEM file with its key");
    certificate->needs(key);
    key->needs(certificate);
    command
        ->add_option("--metrics", serve.metrics,
                     "HOST:PORT for Prometheus' GET /metrics, in clear and for everybody who reaches it; off without")
        ->type_name("HOST:PORT");
    command
        ->add_option(
            "--refill-wait", serve.refillWait,
            "after phones brought entries back: seconds in which nobody brings more, before the hub decides again")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_flag("--accept-loss", serve.acceptLoss,
                      "decide again on a log that lacks entries which phones have seen, without waiting for them");
    command->add_option("--test-clock", serve.testClock, "tests only: file with the time in ms since 1970");
    return command;
}

void addFsck(CLI::App& app, hub::FsckOptions& fsck)
{
    CLI::App* command = app.add_subcommand("fsck", "rebuild everything from the log and compare");
    command->add_option("--data", fsck.data, "folder of the hub")->required();
    addDatabase(*command, fsck.database);
}

CLI::App* addBackup(CLI::App& app, hub::BackupOptions& backup)
{
    CLI::App* command = app.add_subcommand("backup", "copy everything into a new folder, also while the hub serves");
    command->add_option("DIR", backup.target, "new folder, or an empty one")->required();
    command->add_option("--data", backup.data, "folder of the hub")->required();
    addDatabase(*command, backup.database);
    command->add_flag("--with-key", backup.withKey,
                      "also copy keys/hub.key; without it the copy is of no use to whoever finds it");
    return command;
}

CLI::App* addRestore(CLI::App& app, hub::RestoreOptions& restore)
{
    CLI::App* command = app.add_subcommand("restore", "make a folder that can be served from a backup");
    command->add_option("DIR", restore.backup, "the backup; with --database, whose backup came back, none");
    command->add_option("--data", restore.data, "new folder of the hub, or an empty one")->required();
    command->add_option("--key", restore.key, "the hub's hub.key, when it is not in the backup");
    addDatabase(*command, restore.database);
    return command;
}

int run(int argc, char** argv)
{
    hub::blockSignals();
    const hub::LogOutput log; // stdout is for answers

    CLI::App app{"linli-hub: keeps a neighbourhood's log and brings it to its phones"};
    app.require_subcommand(1);
    hub::FoundOptions found;
    hub::ServeOptions serve;
    hub::FsckOptions fsck;
    hub::BackupOptions backup;
    hub::RestoreOptions restore;
    CLI::App* const foundCommand = addFound(app, found);
    CLI::App* const serveCommand = addServe(app, serve);
    addFsck(app, fsck);
    CLI::App* const backupCommand = addBackup(app, backup);
    CLI::App* const restoreCommand = addRestore(app, restore);

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
