// SPDX-License-Identifier: Apache-2.0
#include "app/cli/view/Print.h"

#include "app/cli/Session.h"

#include <iostream>

namespace linli::cli {
namespace {

std::string plain(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_null() ? "-" : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isNothing(const Json& value)
{
    return value.is_null() || (value.is_structured() && value.empty());
}

void printFields(const Json& value, const std::string& indent)
{
    for (const auto& [key, field] : value.items()) {
        if (isNothing(field))
            continue;
        const std::string label = indent + (value.is_array() ? "-" : key + ":");
        if (!field.is_structured()) {
            std::cout << label << ' ' << plain(field) << '\n';
            continue;
        }
        std::cout << label << '\n';
        printFields(field, indent + "  ");
    }
}

} // namespace

std::shared_ptr<bool> addJsonFlag(CLI::App& app)
{
    auto json = std::make_shared<bool>(false);
    app.add_flag("--json", *json, "one line of JSON, for programs");
    return json;
}

void printList(const Json& rows, const std::vector<std::string>& columns, bool json)
{
    if (json)
        return Session::print(rows);
    for (const Json& row : rows) {
        const char* between = "";
        for (const std::string& column : columns) {
            std::cout << between << (row.contains(column) ? plain(row[column]) : "-");
            between = "  ";
        }
        std::cout << '\n';
    }
}

void printDetail(const Json& value, bool json)
{
    if (json)
        return Session::print(value);
    printFields(value, "");
}

} // namespace linli::cli
