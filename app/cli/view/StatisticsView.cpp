// SPDX-License-Identifier: Apache-2.0
// The numbers that every phone computes alike: how hazards are dealt with, and where the money goes.
#include "app/cli/view/Views.h"
#include "core/funds/Queries.h"
#include "core/hazards/Statistics.h"

namespace linli::cli {
namespace {

Json figuresJson(const hazards::Figures& figures)
{
    return {{"reports", figures.reports},
            {"numerator", figures.fixed},
            {"denominator", figures.counted},
            {"rate", toJson(hazards::resolutionRate(figures))},
            {"open", figures.open},
            {"reopened", figures.reopened},
            {"reopenings", figures.reopenings},
            {"median_days", toJson(hazards::medianDays(figures))}};
}

Result<Json> resolutionJson(const View& view)
{
    LINLI_TRY(const auto statistics, hazards::statistics(view.db()));
    Json out = figuresJson(statistics.total);
    out["by_category"] = Json::array();
    for (const hazards::CategoryFigures& category : statistics.byCategory) {
        Json line{{"category", category.category}};
        line.update(figuresJson(category.figures));
        out["by_category"].push_back(std::move(line));
    }
    return out;
}

Result<Json> fundsJson(const View& view)
{
    Json out{{"balances", Json::array()}, {"income", Json::array()}, {"spending", Json::array()}};
    LINLI_TRY(const auto accounts, funds::accounts(view.db()));
    for (const funds::Account& account : accounts)
        out["balances"].push_back({{"account", toJson(account.id)},
                                   {"name", account.name},
                                   {"track", funds::trackName(account.track)},
                                   {"balance_fen", account.balance.fen}});
    LINLI_TRY(const auto totals, funds::categoryTotals(view.db()));
    for (const funds::CategoryTotal& total : totals)
        out[total.ledger == funds::Ledger::Income ? "income" : "spending"].push_back(
            {{"month", monthText(total.month)}, {"category", total.category}, {"total_fen", total.total.fen}});
    return out;
}

} // namespace

Result<Json> statistics(const View& view)
{
    Json out;
    LINLI_TRY(out["resolution"], resolutionJson(view));
    LINLI_TRY(out["funds"], fundsJson(view));
    return out;
}

} // namespace linli::cli
