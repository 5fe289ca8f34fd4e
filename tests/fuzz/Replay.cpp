// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/Fuzz.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

/// Feeds files, and the files of folders, to a target once each: libFuzzer's main for compilers that have none.
namespace fs = std::filesystem;

namespace {

int fed = 0;

void feed(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    std::cout << file.string() << std::endl; // the last one named is the one that crashed
    // A copy of exactly this size, so that a sanitizer sees one byte too far.
    const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
    ++fed;
}

} // namespace

int main(int argc, char* argv[])
{
    for (int i = 1; i < argc; ++i) {
        if (fs::is_directory(argv[i]))
            for (const auto& file : fs::directory_iterator(argv[i]))
                feed(file.path());
        else
            feed(argv[i]);
    }
    std::cout << fed << " inputs" << std::endl;
    return fed > 0 ? 0 : 1; // an empty corpus proves nothing
}
