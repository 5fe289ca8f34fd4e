// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Metrics.h"

#include <algorithm>

namespace linli::hub {
namespace {

/// Milliseconds as seconds, exactly: "0.005", "12.345".
std::string seconds(std::int64_t ms)
{
    std::string fraction = std::to_string(ms % 1000);
    fraction.insert(0, 3 - fraction.size(), '0');
    return std::to_string(ms / 1000) + "." + fraction;
}

std::string joined(const std::string& labels, const std::string& more)
{
    return labels.empty() ? more : labels + "," + more;
}

} // namespace

void Histogram::add(Milliseconds took)
{
    const auto end = std::ranges::lower_bound(bounds, took.count());
    ++m_counts[static_cast<std::size_t>(end - bounds.begin())];
    m_sum += std::max<std::int64_t>(took.count(), 0);
}

void Histogram::write(std::string& out, const std::string& name, const std::string& labels) const
{
    std::uint64_t total = 0; // buckets are cumulative
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        total += m_counts[i];
        const std::string end = i < bounds.size() ? seconds(bounds[i]) : "+Inf";
        writeValue(out, name + "_bucket", joined(labels, "le=\"" + end + "\""), total);
    }
    out += name + "_sum" + (labels.empty() ? "" : "{" + labels + "}") + " " + seconds(m_sum) + "\n";
    writeValue(out, name + "_count", labels, total);
}

void CodeCounter::add(const std::string& code)
{
    const std::scoped_lock lock(m_mutex);
    const bool room = m_counts.size() < most || m_counts.contains(code);
    ++m_counts[room ? code : std::string("other")];
}

void CodeCounter::write(std::string& out, const std::string& name) const
{
    const std::scoped_lock lock(m_mutex);
    for (const auto& [code, count] : m_counts)
        writeValue(out, name, "code=\"" + code + "\"", count);
}

void writeHead(std::string& out, const std::string& name, const char* type, const char* help)
{
    out += "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
}

void writeValue(std::string& out, const std::string& name, const std::string& labels, std::uint64_t value)
{
    out += name + (labels.empty() ? "" : "{" + labels + "}") + " " + std::to_string(value) + "\n";
}

} // namespace linli::hub
