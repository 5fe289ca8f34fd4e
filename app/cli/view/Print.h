// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Json.h"

#include <CLI/CLI.hpp>

#include <memory>

/// Answers that people read without --json.
namespace linli::cli {

[[nodiscard]] std::shared_ptr<bool> addJsonFlag(CLI::App& app);

/// As one line of JSON, or one line per row with the values of `columns`.
void printList(const Json& rows, const std::vector<std::string>& columns, bool json);
/// As one line of JSON, or as "field: value" lines, indented where values are made of others.
void printDetail(const Json& value, bool json);

} // namespace linli::cli
