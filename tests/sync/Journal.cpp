// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Journal.h"

#include <cstdio>

namespace linli::sim {
namespace {

constexpr std::size_t enoughFailures = 20; ///< one cause often shows many times

} // namespace

void Journal::note(Timestamp at, const std::string& line)
{
    const std::string text = rfc3339(at) + " " + line + "\n";
    m_hash.add(asBytes(text));
    if (m_print)
        std::fputs(text.c_str(), stdout);
}

void Journal::fail(const std::string& what)
{
    if (m_failures.size() < enoughFailures)
        m_failures.push_back(what);
}

Hash Journal::hash()
{
    return m_hash.finish();
}

} // namespace linli::sim
