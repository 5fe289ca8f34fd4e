// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <cstddef>
#include <memory>

namespace linli::crypto {

/// `N` secret bytes. Move-only, wiped on destruction and when moved from, compared in constant time, never printable:
/// there is no way to a string or a stream on purpose.
template <std::size_t N> class Secret {
public:
    Secret() = default; ///< all zero; fill through mutableView()
    explicit Secret(std::span<const std::uint8_t, N> bytes);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    [[nodiscard]] static Secret random();
    [[nodiscard]] Secret copy() const; ///< on purpose a named call, so that copies can be found
    [[nodiscard]] std::span<const std::uint8_t, N> view() const { return m_bytes; }
    [[nodiscard]] std::span<std::uint8_t, N> mutableView() { return m_bytes; }
    [[nodiscard]] bool equals(const Secret& other) const; ///< constant time

private:
    std::array<std::uint8_t, N> m_bytes{};
};

using Secret32 = Secret<32>;
using Secret64 = Secret<64>;

/// Wipes a buffer in a way that the compiler does not remove.
void wipe(std::span<std::uint8_t> bytes);

extern template class Secret<32>;
extern template class Secret<64>;

} // namespace linli::crypto
