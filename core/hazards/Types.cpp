// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Types.h"

#include <algorithm>

namespace linli::hazards {
namespace {

constexpr std::array<std::string_view, 7> stateNames{"reported", "acknowledged", "scheduled", "in_progress",
                                                     "fixed",    "closed",       "reopened"};
constexpr std::array<std::string_view, 5> reasonNames{"", "duplicate", "not_responsible", "unable", "withdrawn"};
constexpr std::array<std::string_view, 5> answerNames{"", "fixed", "partly", "not", "unknown"};
constexpr std::array<std::string_view, 5> actionNames{"report", "advance", "comment", "rate", "reopen"};

template <class Enum, std::size_t size>
std::optional<Enum> parse(const std::array<std::string_view, size>& names, std::string_view name)
{
    const auto* const found = std::ranges::find(names, name);
    if (name.empty() || found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

template <class Enum> std::optional<Enum> from(std::int64_t number, std::int64_t first, std::int64_t last)
{
    if (number < first || number > last)
        return std::nullopt;
    return static_cast<Enum>(number);
}

} // namespace

std::string_view stateName(State state)
{
    return stateNames.at(static_cast<std::size_t>(state));
}

std::optional<State> parseState(std::string_view name)
{
    return parse<State>(stateNames, name);
}

std::optional<State> stateFrom(std::int64_t number)
{
    return from<State>(number, 0, 6);
}

std::string_view reasonName(ClosingReason reason)
{
    return reasonNames.at(static_cast<std::size_t>(reason));
}

std::optional<ClosingReason> parseReason(std::string_view name)
{
    return parse<ClosingReason>(reasonNames, name);
}

std::optional<ClosingReason> reasonFrom(std::int64_t number)
{
    return from<ClosingReason>(number, 0, 4);
}

std::string_view answerName(Answer answer)
{
    return answerNames.at(static_cast<std::size_t>(answer));
}

std::optional<Answer> parseAnswer(std::string_view name)
{
    return parse<Answer>(answerNames, name);
}

std::optional<Answer> answerFrom(std::int64_t number)
{
    return from<Answer>(number, 1, 4);
}

std::string_view actionName(Action action)
{
    return actionNames.at(static_cast<std::size_t>(action));
}

} // namespace linli::hazards
