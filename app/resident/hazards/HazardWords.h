// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/Catalogue.h"
#include "core/hazards/Queries.h"

#include <QObject>
#include <QQmlEngine>
#include <QString>

namespace linli::resident {

/// hazards::State for QML, with the same numbers.
namespace hazardstate {
Q_NAMESPACE
QML_NAMED_ELEMENT(HazardState)
enum Value { Reported, Acknowledged, Scheduled, InProgress, Fixed, Closed, Reopened };
Q_ENUM_NS(Value)
} // namespace hazardstate

/// hazards::Answer for QML, with the same numbers; None is "not answered yet".
namespace hazardanswer {
Q_NAMESPACE
QML_NAMED_ELEMENT(HazardAnswer)
enum Value { None, Fixed, Partly, Not, Unknown };
Q_ENUM_NS(Value)
} // namespace hazardanswer

/// hazards::ClosingReason for QML, with the same numbers.
namespace hazardreason {
Q_NAMESPACE
QML_NAMED_ELEMENT(HazardReason)
enum Value { None, Duplicate, NotResponsible, Unable, Withdrawn };
Q_ENUM_NS(Value)
} // namespace hazardreason

/// The words and tones (Tone.Value of Linli.Theme) of a hazard's life, in the language of the moment.
[[nodiscard]] QString hazardStateText(hazards::State state, hazards::ClosingReason reason);
[[nodiscard]] int hazardStateTone(hazards::State state);
[[nodiscard]] QString hazardAnswerText(hazards::Answer answer);
/// Headline of a line of the timeline: "Fixed", "Comment", …
[[nodiscard]] QString hazardEventText(const hazards::Event& event);
/// Icon (qml/controls/icons) and tone of a line of the timeline.
[[nodiscard]] QString hazardEventIcon(const hazards::Event& event);
[[nodiscard]] int hazardEventTone(const hazards::Event& event);

/// What somebody with this role is called in a list of helpers.
[[nodiscard]] QString hazardDutyText(members::Role role);

/// What somebody wrote; for words that are sealed to a key this phone does not have yet, that.
[[nodiscard]] QString wordsOf(const std::optional<std::string>& text, bool unreadable);

/// Names from the catalogue in `language` (as of QLocale::name()); of an item that a newer version knows, its id.
[[nodiscard]] QString hazardItemName(const std::string& item, const QString& language);
[[nodiscard]] QString hazardCategoryName(const std::string& category, const QString& language);
[[nodiscard]] QString hazardCategoryIcon(const std::string& category); ///< "other" when unknown
[[nodiscard]] QString localText(const hazards::LocalText& text, const QString& language);

} // namespace linli::resident
