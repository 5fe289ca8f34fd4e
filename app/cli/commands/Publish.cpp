// SPDX-License-Identifier: Apache-2.0
// Commands that read a JSON file: publish, progress.
#include "app/cli/commands/Publish.h"

#include "app/cli/Command.h"

#include <algorithm>

namespace linli::cli {
namespace {

struct Publication {
    std::string_view kind;
    Result<void> (*publish)(Session&, Input&);
};
constexpr std::array publications{
    Publication{"plan", publishPlan},     Publication{"poll", publishPoll},       Publication{"event", publishEvent},
    Publication{"notice", publishNotice}, Publication{"account", publishAccount}, Publication{"entry", publishEntry},
};

struct PublishOptions {
    std::string kind;
    std::string file;
};

Result<void> runPublish(Session& session, const PublishOptions& options)
{
    const auto found = std::ranges::find(publications, options.kind, &Publication::kind);
    if (found == publications.end())
        return fail(ErrorKind::Invalid, "usage.arguments",
                    "'" + options.kind + "' is not plan, poll, event, notice, account or entry");
    LINLI_TRY(const Timestamp now, session.now());
    LINLI_TRY(Input in, Input::read(options.file, now));
    return found->publish(session, in);
}

Action preparePublish(CLI::App& app)
{
    const auto in = std::make_shared<PublishOptions>();
    app.add_option("KIND", in->kind, "plan, poll, event, notice, account or entry")->required();
    app.add_option("FILE", in->file, "JSON; app/cli/examples has one of each kind")->required();
    return [in](Session& session) { return runPublish(session, *in); };
}

Action prepareProgress(CLI::App& app)
{
    struct Options {
        std::string plan;
        std::string file;
    };
    const auto options = std::make_shared<Options>();
    app.add_option("PLAN", options->plan, "id or exact title of the plan")->required();
    app.add_option("FILE", options->file, "JSON: percent and words, or final_cost_fen and words")->required();
    return [options](Session& session) -> Result<void> {
        LINLI_TRY(const Timestamp now, session.now());
        LINLI_TRY(Input in, Input::read(options->file, now));
        return publishProgress(session, in, options->plan);
    };
}

} // namespace

Location readLocation(Input& in)
{
    Location location;
    auto field = in.object("location");
    if (!field)
        return location;
    location.building = field->maybeText("building").value_or("");
    if (field->has("lat") || field->has("lon"))
        location.point = field->point();
    else if (location.building.empty())
        in.complain("location", "needs lat and lon, or building");
    return location;
}

std::span<const Command> publishCommands()
{
    static constexpr std::array commands{
        Command{"publish", "publish what a JSON file describes", preparePublish},
        Command{"progress", "show how a plan's work goes on, or its result", prepareProgress},
    };
    return commands;
}

} // namespace linli::cli
