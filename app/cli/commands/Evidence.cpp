// SPDX-License-Identifier: Apache-2.0
// What the hub signed that does not go together, for somebody outside: evidence export.
#include "core/sync/Evidence.h"
#include "app/cli/Command.h"
#include "app/cli/view/Views.h"
#include "core/base/File.h"

namespace linli::cli {
namespace {

/// Everything that a verifier needs who has nothing but core/log/README.md.
Json evidenceJson(const community::Genesis& genesis, const std::vector<sync::TwoHistories>& items)
{
    Json list = Json::array();
    for (const sync::TwoHistories& item : items)
        list.push_back({{"found", toJson(item.found)},
                        {"conclusive", item.conclusive},
                        {"ours", item.ours},
                        {"theirs", item.theirs},
                        {"proof", toJson(item.proof)}});
    return {{"format", "linli evidence v1"},
            {"community_id", toJson(genesis.community)},
            {"hub_key", toJson(genesis.hubKey)},
            {"two_histories", list}};
}

Action prepareEvidence(CLI::App& app)
{
    const auto file = std::make_shared<std::string>();
    CLI::App* out =
        app.add_subcommand("export", "write both signed checkpoints of each, for somebody who can judge them");
    out->add_option("FILE", *file, "the JSON file to write")->required();
    app.require_subcommand(1);
    return [file](Session& session) -> Result<void> {
        community::Replica& replica = session.home().replica();
        LINLI_TRY(const auto items, sync::Evidence(replica).items());
        const std::string text = evidenceJson(replica.genesis(), items).dump(2) + "\n";
        if (const auto written = writeFileDurably(*file, asBytes(text)); !written)
            return fail(ErrorKind::Invalid, "file.not_written", *file + ": " + written.error().code);
        Session::print({{"exported", items.size()}, {"out", *file}});
        return {};
    };
}

} // namespace

std::span<const Command> evidenceCommands()
{
    static constexpr std::array commands{
        Command{"evidence", "checkpoints that the hub signed and that do not go together", prepareEvidence},
    };
    return commands;
}

} // namespace linli::cli
