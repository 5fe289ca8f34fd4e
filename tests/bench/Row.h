// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::bench {

enum class Better { Lower, Higher };

/// One line of the table before it is measured: its name, and when its bar is met.
/// Met: the value is on the better side of `limit`, and of `factor` × reference + `plus`, as far as these are given.
struct Spec {
    std::string name;
    std::string unit;
    std::string bar; ///< in words, for people
    Better better = Better::Lower;
    std::optional<double> limit{};
    std::optional<double> factor{};
    double plus = 0;
};

/// What a group found for one of its rows. No value: it could not be measured, and `note` says why.
struct Measured {
    std::optional<double> value;
    std::optional<double> reference{};
    std::string note{};
};

struct Row {
    Spec spec;
    Measured measured;
    [[nodiscard]] std::optional<double> ratio() const; ///< value ÷ reference
    [[nodiscard]] bool met() const;
    /// "met", "missed by 12 %", "not measured".
    [[nodiscard]] std::string judgement() const;
};

/// The table for people; notes below it.
[[nodiscard]] std::string asLine(const Row& row);
[[nodiscard]] std::string asText(const std::vector<Row>& rows);
/// {"rows": [{name, value, unit, reference, ratio, bar, met}]}; what is not there is null.
[[nodiscard]] std::string asJson(const std::vector<Row>& rows);

} // namespace linli::bench
