// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// The words of a hazard's life (DESIGN §10). Numbers are those of hazards.proto and of the tables; names are those of
/// command lines and JSON.
namespace linli::hazards {

enum class State : std::uint8_t { Reported, Acknowledged, Scheduled, InProgress, Fixed, Closed, Reopened };
inline constexpr std::array allStates{State::Reported, State::Acknowledged, State::Scheduled, State::InProgress,
                                      State::Fixed,    State::Closed,       State::Reopened};
[[nodiscard]] std::string_view stateName(State state); ///< "reported", …, "in_progress", …
[[nodiscard]] std::optional<State> parseState(std::string_view name);
[[nodiscard]] std::optional<State> stateFrom(std::int64_t number);
/// Neither fixed nor closed: somebody still has to act.
[[nodiscard]] constexpr bool isOpen(State state)
{
    return state != State::Fixed && state != State::Closed;
}

enum class ClosingReason : std::uint8_t { None, Duplicate, NotResponsible, Unable, Withdrawn };
[[nodiscard]] std::string_view reasonName(ClosingReason reason); ///< empty for None
[[nodiscard]] std::optional<ClosingReason> parseReason(std::string_view name);
[[nodiscard]] std::optional<ClosingReason> reasonFrom(std::int64_t number);

/// "Is it fixed?", asked after the fix.
enum class Answer : std::uint8_t { Fixed = 1, Partly, Not, Unknown };
inline constexpr std::array allAnswers{Answer::Fixed, Answer::Partly, Answer::Not, Answer::Unknown};
[[nodiscard]] std::string_view answerName(Answer answer); ///< "fixed", "partly", "not", "unknown"
[[nodiscard]] std::optional<Answer> parseAnswer(std::string_view name);
[[nodiscard]] std::optional<Answer> answerFrom(std::int64_t number);

/// What a line of the timeline tells.
enum class Action : std::uint8_t { Report, Advance, Comment, Rate, Reopen };
[[nodiscard]] std::string_view actionName(Action action);

} // namespace linli::hazards
