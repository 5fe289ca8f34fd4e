// SPDX-License-Identifier: Apache-2.0
// Commands that look: list, show, stats; and discard, which needs what they show.
#include "app/cli/Command.h"
#include "app/cli/Values.h"
#include "app/cli/view/Print.h"
#include "app/cli/view/Views.h"

#include <algorithm>

namespace linli::cli {
namespace {

struct ListOptions {
    std::string what;
    bool all = false;
};

struct List {
    std::string_view name;
    Result<Json> (*rows)(const View& view, const ListOptions& options);
    std::vector<std::string> columns; ///< for people; --json has all fields
};

const std::array lists{
    List{"hazards",
         [](const View& view, const ListOptions&) { return listHazards(view); },
         {"id", "state", "service_code", "building", "sync_state", "description"}},
    List{"plans",
         [](const View& view, const ListOptions&) { return listPlans(view); },
         {"id", "phase", "percent", "cost_fen", "title"}},
    List{"polls",
         [](const View& view, const ListOptions&) { return listPolls(view); },
         {"id", "state", "closes", "ballots", "roll", "outcome", "question"}},
    List{"events",
         [](const View& view, const ListOptions&) { return listEvents(view); },
         {"id", "state", "starts", "taken", "capacity", "waiting", "title"}},
    List{"accounts",
         [](const View& view, const ListOptions&) { return listAccounts(view); },
         {"id", "track", "balance_fen", "name"}},
    List{"entries",
         [](const View& view, const ListOptions&) { return listEntries(view); },
         {"id", "date", "income_fen", "spending_fen", "payee", "purpose"}},
    List{"notices",
         [](const View& view, const ListOptions& options) { return listNotices(view, options.all); },
         {"id", "state", "severity", "expires", "acknowledged", "headline"}},
    List{"members",
         [](const View& view, const ListOptions&) { return listMembers(view); },
         {"id", "active", "household", "name", "roles"}},
    List{"outbox",
         [](const View& view, const ListOptions&) { return listOutbox(view); },
         {"id", "state", "code", "kind", "content"}},
    List{"carried",
         [](const View& view, const ListOptions&) { return listCarried(view); },
         {"id", "state", "code", "kind", "author_name", "content"}},
    List{"evidence",
         [](const View& view, const ListOptions&) { return listEvidence(view); },
         {"found", "conclusive", "ours", "theirs"}},
};

Action prepareList(CLI::App& app)
{
    const auto in = std::make_shared<ListOptions>();
    app.add_option("WHAT", in->what,
                   "hazards, plans, polls, events, accounts, entries, notices, members, outbox, carried or evidence")
        ->required();
    app.add_flag("--all", in->all, "notices: also those for other places");
    const auto json = addJsonFlag(app);
    return [in, json](Session& session) -> Result<void> {
        const auto list = std::ranges::find(lists, in->what, &List::name);
        if (list == lists.end())
            return fail(ErrorKind::Invalid, "usage.arguments", "there is no list of '" + in->what + "'");
        LINLI_TRY(const View view, View::of(session));
        LINLI_TRY(const Json rows, list->rows(view, *in));
        printList(rows, list->columns, *json);
        return {};
    };
}

Action prepareShow(CLI::App& app)
{
    const auto id = std::make_shared<std::string>();
    app.add_option("ID", *id, "id of anything that a list shows")->required();
    const auto json = addJsonFlag(app);
    return [id, json](Session& session) -> Result<void> {
        LINLI_TRY(const OpId wanted, parseIdText<OpId>(*id));
        LINLI_TRY(const View view, View::of(session));
        for (const auto show : {showHazard, showPlan, showPoll, showEvent, showAccount, showEntry, showNotice,
                                showMember, showOperation, showCarried}) {
            LINLI_TRY(const auto shown, show(view, wanted));
            if (shown) {
                printDetail(*shown, *json);
                return {};
            }
        }
        return fail(ErrorKind::Invalid, "id.unknown", *id);
    };
}

Action prepareStats(CLI::App& app)
{
    const auto json = addJsonFlag(app);
    return [json](Session& session) -> Result<void> {
        LINLI_TRY(const View view, View::of(session));
        LINLI_TRY(const Json numbers, statistics(view));
        printDetail(numbers, *json);
        return {};
    };
}

Action prepareDiscard(CLI::App& app)
{
    const auto id = std::make_shared<std::string>();
    app.add_option("OUTBOX_ID", *id, "id of what waits or was rejected, as 'list outbox' shows it")->required();
    return [id](Session& session) -> Result<void> {
        LINLI_TRY(const OpId op, parseIdText<OpId>(*id));
        LINLI_CHECK(session.home().replica().discard(op, session.platform().clock.now()));
        Session::print({{"id", toText(op)}});
        return {};
    };
}

} // namespace

std::span<const Command> queryCommands()
{
    static constexpr std::array commands{
        Command{"list", "what is here", prepareList},
        Command{"show", "everything about one thing", prepareShow},
        Command{"stats", "resolution rate, balances, spending by category and month", prepareStats},
        Command{"discard", "give up what waits or was rejected", prepareDiscard},
    };
    return commands;
}

} // namespace linli::cli
