// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/log/Operation.h"

#include <span>
#include <vector>

namespace linli::log {

/// RFC 9162 §2.1.1 interior node: SHA-256(0x01 | left | right).
[[nodiscard]] Hash nodeHash(const Hash& left, const Hash& right);
/// Root of the empty tree: SHA-256 of nothing.
[[nodiscard]] Hash emptyRoot();

/// The right edge of a Merkle tree: O(log n) hashes that let a phone append and know the root without the leaves.
/// Invariant: one hash per set bit of size, of the perfect subtrees from left (largest) to right.
class MerkleFrontier {
public:
    MerkleFrontier() = default;
    void append(const Hash& leaf);
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] Hash root() const;
    [[nodiscard]] LogState state() const { return {m_size, root()}; }
    /// `u64be size | hashes 32 each`
    [[nodiscard]] Bytes bytes() const;
    /// "log.bad_frontier" when the number of hashes does not fit the size.
    [[nodiscard]] static Result<MerkleFrontier> fromBytes(ByteView bytes);

private:
    std::uint64_t m_size = 0;
    std::vector<Hash> m_peaks;
};

/// The whole tree in memory (64 bytes a leaf): roots of any earlier size, inclusion and consistency proofs.
class MerkleTree {
public:
    void append(const Hash& leaf);
    [[nodiscard]] std::uint64_t size() const { return m_levels.empty() ? 0 : m_levels.front().size(); }
    [[nodiscard]] Hash root() const { return rootAt(size()); }
    /// Root when the tree had `size` leaves; size must be ≤ size().
    [[nodiscard]] Hash rootAt(std::uint64_t size) const;
    /// RFC 9162 §2.1.3.1 for leaf `index` (from 0) in the tree of `size` leaves.
    [[nodiscard]] std::vector<Hash> inclusionProof(std::uint64_t index, std::uint64_t size) const;
    /// RFC 9162 §2.1.4.1 from the tree of `first` leaves to that of `second`.
    [[nodiscard]] std::vector<Hash> consistencyProof(std::uint64_t first, std::uint64_t second) const;
    /// That several leaves are in the tree of `size` leaves: the roots of the largest subtrees without any of them, from left
    /// to right (README "Several leaves at once"). `indexes` ascend.
    [[nodiscard]] std::vector<Hash> joinedProof(std::span<const std::uint64_t> indexes, std::uint64_t size) const;

private:
    void appendJoined(std::uint64_t begin, std::uint64_t end, std::span<const std::uint64_t> indexes,
                      std::vector<Hash>& proof) const;
    [[nodiscard]] Hash subtree(std::uint64_t begin, std::uint64_t end) const;
    void appendSubproof(std::uint64_t m, std::uint64_t begin, std::uint64_t end, bool complete,
                        std::vector<Hash>& proof) const;
    std::vector<std::vector<Hash>> m_levels; ///< m_levels[k][i]: perfect subtree of 2^k leaves from leaf i·2^k
};

/// RFC 9162 §2.1.3.2. True when `leaf` is at `index` of the tree (size, root).
[[nodiscard]] bool inclusionHolds(const Hash& leaf, std::uint64_t index, const LogState& tree,
                                  const std::vector<Hash>& proof);
/// RFC 9162 §2.1.4.2. True when `earlier` is a prefix of `later`; also for sizes 0 and equal sizes.
[[nodiscard]] bool consistencyHolds(const LogState& earlier, const LogState& later, const std::vector<Hash>& proof);

/// A leaf and its place.
struct PlacedLeaf {
    std::uint64_t index = 0;
    Hash hash{};
};
/// True when all of `leaves`, which ascend by index, are in the tree, as MerkleTree::joinedProof shows.
[[nodiscard]] bool joinedProofHolds(std::span<const PlacedLeaf> leaves, const LogState& tree,
                                    std::span<const Hash> proof);

} // namespace linli::log
