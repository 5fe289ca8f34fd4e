// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/Random.h"

#include <string>
#include <vector>

namespace linli::bench {

/// Chinese texts as long as people write and with the frequencies of natural words: the n-th word of data/words.txt comes
/// with a weight of 1/n (Zipf). No sense, but what compression, indexes and tokenizers see of real text. Integers only, so
/// that every machine makes the same ones.
class Words {
public:
    /// Throws where the file is missing.
    Words();
    /// `least` to `most` code points, in clauses, with a full stop.
    [[nodiscard]] std::string text(Random& random, std::size_t least, std::size_t most) const;
    [[nodiscard]] const std::string& word(Random& random) const;

private:
    std::vector<std::string> m_words;
    std::vector<std::size_t> m_lengths;   ///< of the words, in code points
    std::vector<std::uint64_t> m_weights; ///< running sums
    [[nodiscard]] std::size_t index(Random& random) const;
};

} // namespace linli::bench
