// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Problems.h"

#include "app/resident/core/Texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <ranges>

namespace linli::resident {
namespace {

bool names(const Problem& problem, std::string_view code)
{
    return std::ranges::any_of(std::views::split(problem.codes, ' '),
                               [code](const auto& one) { return std::string_view(one) == code; });
}

const Problem* findIn(std::span<const Problem> table, std::string_view code)
{
    const auto row = std::ranges::find_if(table, [code](const Problem& problem) { return names(problem, code); });
    return row == table.end() ? nullptr : &*row;
}

} // namespace

const Problem* findProblem(std::string_view code)
{
    const Problem* rule = findIn(ruleProblemTable(), code);
    return rule ? rule : findIn(deviceProblemTable(), code);
}

QString problemText(std::string_view code)
{
    if (const Problem* problem = findProblem(code))
        return QCoreApplication::translate("Problem", problem->text);
    //: %1 is a technical code such as "store.sql"
    return QCoreApplication::translate(
               "Problem",
               "Something went wrong (%1). Try again; if it comes back, tell your building captain this word.")
        .arg(toQString(code));
}

} // namespace linli::resident
