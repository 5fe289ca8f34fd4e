// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Row.h"

#include "core/base/Text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <format>

namespace linli::bench {
namespace {

/// Every value that still meets the bar is on one side of this one; nothing when there is no bar to compare with.
std::optional<double> boundary(const Row& row)
{
    std::optional<double> edge = row.spec.limit;
    if (row.spec.factor && row.measured.reference) {
        const double relative = *row.spec.factor * *row.measured.reference + row.spec.plus;
        const bool lower = row.spec.better == Better::Lower;
        edge = !edge ? relative : lower ? std::min(*edge, relative) : std::max(*edge, relative);
    }
    return edge;
}

/// Chinese letters take two columns, but there are none in names: code points are columns.
std::string padded(const std::string& text, std::size_t width, bool right = false)
{
    const std::size_t length = utf8Length(text).value_or(text.size());
    const std::string fill(width > length ? width - length : 0, ' ');
    return right ? fill + text : text + fill;
}

std::string number(const std::optional<double>& value)
{
    if (!value)
        return "–";
    const double size = std::abs(*value);
    return size >= 1000 ? std::format("{:.0f}", *value)
           : size >= 10 ? std::format("{:.1f}", *value)
                        : std::format("{:.3f}", *value);
}

nlohmann::json orNull(const std::optional<double>& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

std::optional<double> Row::ratio() const
{
    if (!measured.value || !measured.reference || *measured.reference == 0)
        return std::nullopt;
    return *measured.value / *measured.reference;
}

bool Row::met() const
{
    const auto edge = boundary(*this);
    if (!measured.value || !edge || (spec.factor && !measured.reference))
        return false;
    return spec.better == Better::Lower ? *measured.value <= *edge : *measured.value >= *edge;
}

std::string Row::judgement() const
{
    if (!measured.value)
        return "not measured";
    if (met())
        return "met";
    const auto edge = boundary(*this);
    if (!edge || *edge == 0)
        return "missed";
    return std::format("missed by {:.0f} %", std::abs(*measured.value / *edge - 1) * 100);
}

std::string asLine(const Row& row)
{
    return padded(row.spec.name, 58) + padded(number(row.measured.value), 11, true) + " " + padded(row.spec.unit, 8) +
           padded(number(row.measured.reference), 11, true) +
           padded(row.ratio() ? std::format("{:.2f}", *row.ratio()) : "", 7, true) + "  " + padded(row.spec.bar, 34) +
           "  " + row.judgement() + "\n";
}

std::string asText(const std::vector<Row>& rows)
{
    std::string out;
    std::string notes;
    for (const Row& row : rows) {
        out += asLine(row);
        if (!row.measured.note.empty())
            notes += "  " + row.spec.name + ": " + row.measured.note + "\n";
    }
    return padded("what", 58) + padded("value", 11, true) + " " + padded("", 8) + padded("reference", 11, true) +
           padded("ratio", 7, true) + "  " + padded("bar", 34) + "\n" + out + notes;
}

std::string asJson(const std::vector<Row>& rows)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Row& row : rows)
        list.push_back({{"name", row.spec.name},
                        {"value", orNull(row.measured.value)},
                        {"unit", row.spec.unit},
                        {"reference", orNull(row.measured.reference)},
                        {"ratio", orNull(row.ratio())},
                        {"bar", row.spec.bar},
                        {"met", row.met()}});
    return nlohmann::json{{"rows", list}}.dump(2) + "\n";
}

} // namespace linli::bench
