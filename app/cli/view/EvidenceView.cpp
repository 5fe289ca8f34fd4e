// SPDX-License-Identifier: Apache-2.0
// Two histories that the hub has signed.
#include "app/cli/view/Views.h"
#include "core/log/Checkpoint.h"
#include "core/sync/Evidence.h"

namespace linli::cli {
namespace {

Json stateJson(const community::Genesis& genesis, const std::string& note)
{
    const auto state = log::verifyCheckpoint(note, genesis.community, genesis.hubKey);
    return state ? Json{{"size", state->size}, {"root", toJson(state->root)}} : Json(nullptr);
}

} // namespace

Result<Json> listEvidence(const View& view)
{
    LINLI_TRY(const auto items, sync::Evidence(view.replica()).items());
    const community::Genesis& genesis = view.replica().genesis();
    Json rows = Json::array();
    for (const sync::TwoHistories& item : items)
        rows.push_back({{"type", "evidence"},
                        {"found", toJson(item.found)},
                        {"conclusive", item.conclusive},
                        {"ours", stateJson(genesis, item.ours)},
                        {"theirs", stateJson(genesis, item.theirs)}});
    return rows;
}

} // namespace linli::cli
