// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/Secret.h"

#include "core/crypto/Crypto.h"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>

namespace linli::crypto {

void wipe(std::span<std::uint8_t> bytes)
{
    if (!bytes.empty())
        sodium_memzero(bytes.data(), bytes.size());
}

template <std::size_t N> Secret<N>::Secret(std::span<const std::uint8_t, N> bytes)
{
    std::ranges::copy(bytes, m_bytes.begin());
}

template <std::size_t N> Secret<N>::Secret(Secret&& other) noexcept : m_bytes(other.m_bytes)
{
    wipe(other.m_bytes);
}

template <std::size_t N> Secret<N>& Secret<N>::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        m_bytes = other.m_bytes;
        wipe(other.m_bytes);
    }
    return *this;
}

template <std::size_t N> Secret<N>::~Secret()
{
    wipe(m_bytes);
}

template <std::size_t N> Secret<N> Secret<N>::random()
{
    // Without a working random source no key can be made, and a guessable one is worse than none.
    if (!initialise())
        std::abort();
    Secret fresh;
    randombytes_buf(fresh.m_bytes.data(), N);
    return fresh;
}

template <std::size_t N> Secret<N> Secret<N>::copy() const
{
    return Secret(view());
}

template <std::size_t N> bool Secret<N>::equals(const Secret& other) const
{
    return sodium_memcmp(m_bytes.data(), other.m_bytes.data(), N) == 0;
}

template class Secret<32>;
template class Secret<64>;

} // namespace linli::crypto
