// SPDX-License-Identifier: Apache-2.0
#include "app/cli/CommandLine.h"

#include "app/cli/Command.h"
#include "app/cli/Errors.h"
#include "core/base/Text.h"

namespace linli::cli {
namespace {

struct Prepared {
    CLI::App* app = nullptr;
    Action action;
    bool opensHome = true;
    bool worksBehind = false;
};

std::vector<Prepared> prepareAll(CLI::App& app)
{
    std::vector<Prepared> prepared;
    for (const auto group : {homeCommands(), auditCommands(), memberCommands(), hazardCommands(), publishCommands(),
                             communityCommands(), bundleCommands(), evidenceCommands(), queryCommands()}) {
        for (const Command& command : group) {
            CLI::App* sub = app.add_subcommand(command.name, command.help);
            prepared.push_back({sub, command.prepare(*sub), command.opensHome, command.worksBehind});
        }
    }
    return prepared;
}

Result<void> runParsed(const std::vector<Prepared>& prepared, Session& session)
{
    for (const Prepared& command : prepared) {
        if (!command.app->parsed())
            continue;
        if (command.opensHome)
            LINLI_CHECK(session.open());
        if (command.opensHome && !command.worksBehind && session.home().replica().isBehind())
            return fail(ErrorKind::Store, "store.behind");
        return command.action(session);
    }
    return fail(ErrorKind::Invalid, "usage.arguments", "no command");
}

int giveUp(const Error& error)
{
    complain(error);
    return exitCode(error);
}

/// Everything said on a command line ends up in signed operations or file names; neither may hold broken text.
bool isText(int argc, char** argv)
{
    return std::all_of(argv, argv + argc, [](const char* argument) { return utf8Length(argument).has_value(); });
}

} // namespace

int run(int argc, char** argv, const Platform& platform)
{
    if (!isText(argc, argv))
        return giveUp({ErrorKind::Rejected, "content.not_utf8", {}});
    CLI::App app{
        "linli: a neighbourhood's phone without a screen. Writing commands need no hub; 'sync' sends what they "
        "wrote."};
    app.name("linli");
    std::string home;
    app.add_option("--home", home, "folder of this phone: its keys and its encrypted store")->required();
    app.require_subcommand(1);
    const auto prepared = prepareAll(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return giveUp({ErrorKind::Invalid, "usage.arguments", error.what()});
    }
    Session session(home, platform);
    const auto done = runParsed(prepared, session);
    return done ? exitDone : giveUp(done.error());
}

} // namespace linli::cli
