// SPDX-License-Identifier: Apache-2.0
// Commands that need no hub to bring words to neighbours: bundle export, bundle import.
#include "app/cli/Command.h"
#include "core/base/File.h"
#include "core/sync/Courier.h"

namespace linli::cli {
namespace {

struct BundleOptions {
    std::string file;
    bool notices = true;
};

Result<void> exportBundle(Session& session, const BundleOptions& options)
{
    sync::Courier courier(session.home().replica());
    LINLI_TRY(const auto handed,
              courier.handOver(session.home().identity().device, options.notices, session.platform().clock.now()));
    if (const auto written = writeFileDurably(options.file, handed.file); !written)
        return fail(ErrorKind::Invalid, "file.not_written", options.file + ": " + written.error().code);
    Session::print({{"operations", handed.operations},
                    {"notices", handed.notices},
                    {"left", handed.left},
                    {"bytes", handed.file.size()}});
    return {};
}

Result<void> importBundle(Session& session, const std::string& file)
{
    auto bytes = readFile(file, sync::maxBundleFileBytes);
    if (!bytes)
        return fail(bytes.error().kind, bytes.error().code, file);
    sync::Courier courier(session.home().replica());
    LINLI_TRY(const auto taken,
              courier.takeIn(*bytes, session.home().identity().device, session.platform().clock.now()));
    Json refused = Json::array();
    for (const sync::Courier::Refused& each : taken.refused)
        refused.push_back({{"id", toJson(each.op)}, {"code", each.code}});
    Session::print({{"taken", taken.taken.size()}, {"known", taken.known}, {"refused", refused}});
    return {};
}

Action prepareBundle(CLI::App& app)
{
    const auto in = std::make_shared<BundleOptions>();
    CLI::App* out = app.add_subcommand("export", "write what waits here, and notices in force, for another phone");
    out->add_option("FILE", in->file, "the bundle to write")->required();
    out->add_flag("--include-notices,!--no-notices", in->notices,
                  "also the notices in force that the log has (default)");
    CLI::App* take = app.add_subcommand("import", "take along what another phone has written");
    take->add_option("FILE", in->file, "a bundle")->required();
    app.require_subcommand(1);
    return [in, out](Session& session) {
        return out->parsed() ? exportBundle(session, *in) : importBundle(session, in->file);
    };
}

} // namespace

std::span<const Command> bundleCommands()
{
    static constexpr std::array commands{
        Command{"bundle", "hand over, or take along, what waits for the hub, as a file", prepareBundle},
    };
    return commands;
}

} // namespace linli::cli
