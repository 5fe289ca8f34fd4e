// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <string>

/// What an operator's monitoring reads, in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats, version
/// 0.0.4). Numbers, error codes and communities' ids; nothing that says who did what.
namespace linli::hub {

/// How long things took. Threads: any.
class Histogram {
public:
    void add(Milliseconds took);
    /// "NAME_bucket{le=…}", "NAME_sum" and "NAME_count", in seconds; `labels` as "a=\"b\"" or empty.
    void write(std::string& out, const std::string& name, const std::string& labels) const;

private:
    /// Upper ends in milliseconds: a commit takes one to ten, a phone gives up after 20,000.
    static constexpr std::array<std::int64_t, 12> bounds = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 20'000};
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> m_counts{};
    std::atomic<std::int64_t> m_sum = 0; ///< milliseconds
};

/// How often each code came. Codes are the program's own, so they are few; what exceeds `most` is counted as "other".
/// Threads: any.
class CodeCounter {
public:
    void add(const std::string& code);
    void write(std::string& out, const std::string& name) const;

private:
    static constexpr std::size_t most = 500;
    mutable std::mutex m_mutex;
    std::map<std::string, std::uint64_t> m_counts;
};

/// "# HELP …", "# TYPE …" and, for `writeValue`, one line with a value.
void writeHead(std::string& out, const std::string& name, const char* type, const char* help);
void writeValue(std::string& out, const std::string& name, const std::string& labels, std::uint64_t value);

} // namespace linli::hub
