// SPDX-License-Identifier: Apache-2.0
#include "core/log/Checkpoint.h"
#include "tests/fuzz/Fuzz.h"

using namespace linli;
using namespace linli::test;

namespace {

/// The corpus holds notes that these sign; Ed25519 signs alike at every run.
const CommunityId community{{1, 2, 3}};
const crypto::SigningKey& hubKey()
{
    static const auto key = crypto::SigningKey::fromSeed(crypto::Secret32(std::array<std::uint8_t, 32>{4, 5, 6}));
    return key;
}
constexpr log::LogState signedStates[] = {{1234, Hash{7}}, {0, Hash{}}, {~std::uint64_t{0}, Hash{9, 9}}};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool selfTest = [] {
        for (const log::LogState& state : signedStates)
            demand(log::verifyCheckpoint(log::signCheckpoint(community, state, hubKey()), community,
                                         hubKey().publicKey()) == state,
                   "a signed state is not taken");
        return true;
    }();
    (void)selfTest;
    const auto state =
        log::verifyCheckpoint({reinterpret_cast<const char*>(data), size}, community, hubKey().publicKey());
    if (state)
        demand(std::ranges::contains(signedStates, *state), "a state that nobody signed");
    else
        demand(state.error().kind == ErrorKind::Integrity, "an error of another kind: " + state.error().code);
    return 0;
}
