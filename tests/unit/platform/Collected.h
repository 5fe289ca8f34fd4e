// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"

#include <vector>

namespace linli::tests {

/// Keeps every outcome that a request delivers, so that a test sees a second one too.
struct Collected {
    std::vector<Result<sync::HttpResponse>> outcomes;

    [[nodiscard]] auto callback()
    {
        return [this](Result<sync::HttpResponse> outcome) { outcomes.push_back(std::move(outcome)); };
    }
    [[nodiscard]] std::size_t count() const { return outcomes.size(); }
    [[nodiscard]] std::string code() const
    {
        if (outcomes.empty())
            return "nothing came";
        return outcomes.front() ? std::to_string(outcomes.front()->status) : outcomes.front().error().code;
    }
    [[nodiscard]] std::string body() const
    {
        return !outcomes.empty() && outcomes.front() ? asString(outcomes.front()->body) : "none";
    }
};

[[nodiscard]] inline sync::HttpRequest get(std::string path, Milliseconds deadline = std::chrono::seconds(20))
{
    return {.method = "GET", .path = std::move(path), .token = {}, .contentType = {}, .body = {}, .deadline = deadline};
}

} // namespace linli::tests
