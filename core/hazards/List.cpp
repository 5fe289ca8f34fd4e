// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Queries.h"
#include "core/hazards/ReportRow.h"
#include "core/hazards/Table.h"
#include "core/hazards/TextIndex.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace linli::hazards {
namespace {

using store::Value;

/// A LIKE pattern for "contains"; `\` escapes what LIKE would read as a wildcard.
std::string containing(std::string_view text)
{
    std::string pattern = "%";
    for (const char letter : text) {
        if (letter == '%' || letter == '_' || letter == '\\')
            pattern += '\\';
        pattern += letter;
    }
    return pattern + "%";
}

/// SQL with numbered parameters that grows with the filters in use.
struct Statement {
    std::string sql;
    std::vector<Value> values;

    std::string bind(Value value)
    {
        values.push_back(value);
        return "?" + std::to_string(values.size());
    }
    void require(const std::string& condition) { sql += " AND " + condition; }
};

/// What a screen asks for.
struct Question {
    const Filter& filter;
    const std::optional<ListKey>& after;
    int limit;
    std::string pattern; ///< of the filter's text
};

/// Tables in the order in which they are read, and the column that is `place` in the first of them.
struct Source {
    std::string_view from;
    std::string_view place;
};
constexpr Source everything{"hazard", "place"};
constexpr Source indexed{"hazard_text CROSS JOIN hazard ON place = hazard_text.rowid", "hazard_text.rowid"};
constexpr Source unindexed{"hazard_text_queue CROSS JOIN hazard ON place = waiting", "waiting"};

void applyFilter(Statement& statement, const Question& question)
{
    const Filter& filter = question.filter;
    if (filter.category)
        statement.require("category = " + statement.bind(*filter.category));
    if (filter.building)
        statement.require("building = " + statement.bind(*filter.building));
    if (filter.author)
        statement.require("author = " + statement.bind(*filter.author));
    if (filter.assignee)
        statement.require("assignee = " + statement.bind(*filter.assignee));
    if (!filter.text.empty()) {
        const std::string parameter = statement.bind(question.pattern);
        statement.require("(text LIKE " + parameter + " ESCAPE '\\' OR place_detail LIKE " + parameter +
                          " ESCAPE '\\')");
    }
}

/// A page out of one source, newest first. `fits`: what else must hold, with `value` as its last operand.
Result<std::vector<Report>> read(store::Database& db, const Question& question, const Source& source,
                                 std::string_view fits = {}, const Value& value = nullptr)
{
    const std::string place(source.place);
    Statement statement{std::string(reportColumns) + " FROM " + std::string(source.from) + " WHERE " +
                            stateCondition(question.filter.states),
                        {}};
    if (!fits.empty())
        statement.require(std::string(fits) + statement.bind(value));
    applyFilter(statement, question);
    if (question.after) {
        const std::string end = statement.bind(question.after->place);
        statement.require(place + " <= " + end);
        statement.require("(place, id) < (" + end + ", " + statement.bind(question.after->id) + ")");
    }
    // Only pending reports share a place, and all of them are read from `hazard` itself.
    statement.sql += " ORDER BY " + place + " DESC" + (source.place == everything.place ? ", id DESC" : "") +
                     " LIMIT " + statement.bind(question.limit);

    std::vector<Report> page;
    LINLI_CHECK(db.queryWith(statement.sql, statement.values, [&](const store::Row& row) {
        page.push_back(reportFrom(row));
        return true;
    }));
    return page;
}

/// What the index finds, what is not in it yet and what is pending, as one list.
Result<std::vector<Report>> search(store::Database& db, const Question& question, const std::string& query)
{
    LINLI_TRY(std::vector<Report> page, read(db, question, everything, "place = ", pendingPlace));
    LINLI_TRY(const auto waiting, read(db, question, unindexed));
    std::vector<Report> found;
    if (!query.empty()) {
        LINLI_TRY(found, read(db, question, indexed, "hazard_text MATCH ", query));
    }
    std::ranges::merge(
        waiting, found, std::back_inserter(page), std::greater{}, [](const Report& report) { return report.key.place; },
        [](const Report& report) { return report.key.place; });
    if (page.size() > static_cast<std::size_t>(question.limit))
        page.resize(static_cast<std::size_t>(question.limit));
    return page;
}

} // namespace

Result<std::vector<Report>> list(store::Database& db, const Filter& filter, const std::optional<ListKey>& after,
                                 int limit)
{
    const Question question{filter, after, limit, containing(filter.text)};
    if (filter.text.empty())
        return read(db, question, everything);
    // Between two reads a report could move from the queue to the index.
    std::optional<store::ReadTransaction> oneState;
    if (!db.inTransaction()) {
        LINLI_TRY(auto transaction, store::ReadTransaction::begin(db));
        oneState.emplace(std::move(transaction));
    }
    LINLI_TRY(const auto query, textQuery(db, filter.text));
    return query ? search(db, question, *query) : read(db, question, everything);
}

} // namespace linli::hazards
