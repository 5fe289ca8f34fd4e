// SPDX-License-Identifier: Apache-2.0
#include "core/log/Merkle.h"

#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <optional>

namespace linli::log {
namespace {

/// RFC 9162 §2.1: the largest power of two smaller than n, for n > 1.
std::uint64_t splitPoint(std::uint64_t n)
{
    return std::bit_floor(n - 1);
}

} // namespace

Hash nodeHash(const Hash& left, const Hash& right)
{
    constexpr std::uint8_t nodePrefix = 0x01;
    return crypto::Sha256().add({&nodePrefix, 1}).add(left).add(right).finish();
}

Hash emptyRoot()
{
    return crypto::sha256({});
}

void MerkleFrontier::append(const Hash& leaf)
{
    Hash carry = leaf;
    for (std::uint64_t bits = m_size; (bits & 1) != 0; bits >>= 1) {
        carry = nodeHash(m_peaks.back(), carry);
        m_peaks.pop_back();
    }
    m_peaks.push_back(carry);
    ++m_size;
}

Hash MerkleFrontier::root() const
{
    if (m_peaks.empty())
        return emptyRoot();
    Hash root = m_peaks.back();
    for (std::size_t i = m_peaks.size() - 1; i-- > 0;)
        root = nodeHash(m_peaks[i], root);
    return root;
}

Bytes MerkleFrontier::bytes() const
{
    Bytes out;
    appendU64(out, m_size);
    for (const Hash& peak : m_peaks)
        linli::append(out, peak);
    return out;
}

Result<MerkleFrontier> MerkleFrontier::fromBytes(ByteView bytes)
{
    constexpr std::size_t sizeBytes = 8;
    MerkleFrontier frontier;
    if (bytes.size() < sizeBytes)
        return fail(ErrorKind::Integrity, "log.bad_frontier");
    for (const std::uint8_t byte : bytes.first(sizeBytes))
        frontier.m_size = frontier.m_size << 8 | byte;
    const ByteView hashes = bytes.subspan(sizeBytes);
    if (hashes.size() != static_cast<std::size_t>(std::popcount(frontier.m_size)) * sizeof(Hash))
        return fail(ErrorKind::Integrity, "log.bad_frontier");
    for (std::size_t at = 0; at < hashes.size(); at += sizeof(Hash))
        frontier.m_peaks.push_back(*toHash(hashes.subspan(at, sizeof(Hash))));
    return frontier;
}

void MerkleTree::append(const Hash& leaf)
{
    Hash node = leaf;
    for (std::size_t level = 0;; ++level) {
        if (level == m_levels.size())
            m_levels.emplace_back();
        auto& nodes = m_levels[level];
        nodes.push_back(node);
        if (nodes.size() % 2 != 0)
            return;
        node = nodeHash(nodes[nodes.size() - 2], nodes.back());
    }
}

Hash MerkleTree::subtree(std::uint64_t begin, std::uint64_t end) const
{
    const std::uint64_t width = end - begin;
    if (std::has_single_bit(width) && begin % width == 0)
        return m_levels[static_cast<std::size_t>(std::countr_zero(width))][begin / width];
    const std::uint64_t middle = begin + splitPoint(width);
    return nodeHash(subtree(begin, middle), subtree(middle, end));
}

Hash MerkleTree::rootAt(std::uint64_t size) const
{
    return size == 0 ? emptyRoot() : subtree(0, size);
}

std::vector<Hash> MerkleTree::inclusionProof(std::uint64_t index, std::uint64_t size) const
{
    std::vector<Hash> fromRoot;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end - begin > 1) {
        const std::uint64_t middle = begin + splitPoint(end - begin);
        if (index < middle) {
            fromRoot.push_back(subtree(middle, end));
            end = middle;
        } else {
            fromRoot.push_back(subtree(begin, middle));
            begin = middle;
        }
    }
    return {fromRoot.rbegin(), fromRoot.rend()};
}

void MerkleTree::appendSubproof(std::uint64_t m, std::uint64_t begin, std::uint64_t end, bool complete,
                                std::vector<Hash>& proof) const
{
    const std::uint64_t n = end - begin;
    if (m == n) {
        if (!complete)
            proof.push_back(subtree(begin, end));
        return;
    }
    const std::uint64_t k = splitPoint(n);
    if (m <= k) {
        appendSubproof(m, begin, begin + k, complete, proof);
        proof.push_back(subtree(begin + k, end));
    } else {
        appendSubproof(m - k, begin + k, end, false, proof);
        proof.push_back(subtree(begin, begin + k));
    }
}

std::vector<Hash> MerkleTree::consistencyProof(std::uint64_t first, std::uint64_t second) const
{
    std::vector<Hash> proof;
    if (first > 0 && first < second)
        appendSubproof(first, 0, second, true, proof);
    return proof;
}

std::vector<Hash> MerkleTree::joinedProof(std::span<const std::uint64_t> indexes, std::uint64_t size) const
{
    std::vector<Hash> proof;
    if (!indexes.empty())
        appendJoined(0, size, indexes, proof);
    return proof;
}

void MerkleTree::appendJoined(std::uint64_t begin, std::uint64_t end, std::span<const std::uint64_t> indexes,
                              std::vector<Hash>& proof) const
{
    if (indexes.empty())
        return proof.push_back(subtree(begin, end));
    if (end - begin == 1)
        return;
    const std::uint64_t middle = begin + splitPoint(end - begin);
    const auto left = static_cast<std::size_t>(std::ranges::lower_bound(indexes, middle) - indexes.begin());
    appendJoined(begin, middle, indexes.first(left), proof);
    appendJoined(middle, end, indexes.subspan(left), proof);
}

namespace {

/// The root of a subtree from the leaves that are known and the proof, which it shortens; nothing when that is too short.
std::optional<Hash> joinedRoot(std::uint64_t begin, std::uint64_t end, std::span<const PlacedLeaf> leaves,
                               std::span<const Hash>& proof)
{
    if (leaves.empty()) {
        if (proof.empty())
            return std::nullopt;
        const Hash root = proof.front();
        proof = proof.subspan(1);
        return root;
    }
    if (end - begin == 1)
        return leaves.size() == 1 ? std::optional(leaves.front().hash) : std::nullopt;
    const std::uint64_t middle = begin + splitPoint(end - begin);
    const auto split = std::ranges::lower_bound(leaves, middle, {}, &PlacedLeaf::index);
    const auto count = static_cast<std::size_t>(split - leaves.begin());
    const auto left = joinedRoot(begin, middle, leaves.first(count), proof);
    const auto right = left ? joinedRoot(middle, end, leaves.subspan(count), proof) : std::nullopt;
    return right ? std::optional(nodeHash(*left, *right)) : std::nullopt;
}

} // namespace

bool joinedProofHolds(std::span<const PlacedLeaf> leaves, const LogState& tree, std::span<const Hash> proof)
{
    if (leaves.empty())
        return proof.empty();
    const bool ascending =
        std::ranges::adjacent_find(leaves, std::ranges::greater_equal{}, &PlacedLeaf::index) == leaves.end();
    if (!ascending || leaves.back().index >= tree.size)
        return false;
    const auto root = joinedRoot(0, tree.size, leaves, proof);
    return root == tree.root && proof.empty();
}

bool inclusionHolds(const Hash& leaf, std::uint64_t index, const LogState& tree, const std::vector<Hash>& proof)
{
    if (index >= tree.size)
        return false;
    std::uint64_t fn = index;
    std::uint64_t sn = tree.size - 1;
    Hash root = leaf;
    for (const Hash& p : proof) {
        if (sn == 0)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            root = nodeHash(p, root);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            root = nodeHash(root, p);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && root == tree.root;
}

bool consistencyHolds(const LogState& earlier, const LogState& later, const std::vector<Hash>& proof)
{
    if (earlier.size > later.size)
        return false;
    if (earlier.size == later.size)
        return proof.empty() && earlier.root == later.root;
    if (earlier.size == 0)
        return proof.empty() && earlier.root == emptyRoot();

    std::vector<Hash> path = proof;
    if (std::has_single_bit(earlier.size))
        path.insert(path.begin(), earlier.root);
    if (path.empty())
        return false;
    std::uint64_t fn = earlier.size - 1;
    std::uint64_t sn = later.size - 1;
    while ((fn & 1) != 0) {
        fn >>= 1;
        sn >>= 1;
    }
    Hash fr = path.front();
    Hash sr = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (sn == 0)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            fr = nodeHash(path[i], fr);
            sr = nodeHash(path[i], sr);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            sr = nodeHash(sr, path[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && fr == earlier.root && sr == later.root;
}

} // namespace linli::log
