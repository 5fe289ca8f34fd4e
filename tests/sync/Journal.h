// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/crypto/Crypto.h"

#include <map>
#include <string>
#include <vector>

namespace linli::sim {

/// What happened in one run, and what should not have. Its hash says whether two runs were the same.
class Journal {
public:
    explicit Journal(bool print) : m_print(print) {}
    void note(Timestamp at, const std::string& line);
    void fail(const std::string& what); ///< an invariant that does not hold
    void count(const std::string& what) { ++m_counts[what]; }
    [[nodiscard]] const std::vector<std::string>& failures() const { return m_failures; }
    [[nodiscard]] const std::map<std::string, int>& counts() const { return m_counts; }
    [[nodiscard]] Hash hash();

private:
    bool m_print;
    crypto::Sha256 m_hash;
    std::vector<std::string> m_failures;
    std::map<std::string, int> m_counts;
};

} // namespace linli::sim
