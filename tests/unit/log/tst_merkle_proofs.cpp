// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"
#include "core/log/Merkle.h"

#include <QTest>

#include <optional>
#include <span>

using namespace linli;
using namespace linli::log;

/// Every proof of every tree up to 130 leaves (past 128, so that both sides of a full tree are met), right and wrong,
/// against verifiers written here in the plainest way: by recursion over the definition of the tree.
namespace {

constexpr std::uint64_t largest = 130;
using Proof = std::vector<Hash>;
using Span = std::span<const Hash>;

Hash leaf(std::uint64_t n)
{
    Bytes bytes{0x00};
    appendU64(bytes, n);
    return crypto::sha256(bytes);
}

/// Where RFC 9162 §2.1.1 splits n > 1 leaves.
std::uint64_t split(std::uint64_t n)
{
    std::uint64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    return k;
}

/// The root that an inclusion proof speaks for; nothing when it has not exactly the hashes that such a path has.
std::optional<Hash> plainInclusion(const Hash& leafHash, std::uint64_t index, std::uint64_t size, Span proof)
{
    if (index >= size)
        return std::nullopt;
    if (size == 1)
        return proof.empty() ? std::optional(leafHash) : std::nullopt;
    if (proof.empty())
        return std::nullopt;
    const std::uint64_t k = split(size);
    const Span inner = proof.first(proof.size() - 1);
    const auto part =
        index < k ? plainInclusion(leafHash, index, k, inner) : plainInclusion(leafHash, index - k, size - k, inner);
    if (!part)
        return std::nullopt;
    return index < k ? nodeHash(*part, proof.back()) : nodeHash(proof.back(), *part);
}

struct Roots {
    Hash earlier;
    Hash later;
};

/// Both roots that a consistency proof speaks for (§2.1.4.1 read backwards); `known`: the earlier tree's own root when
/// the part in hand is that whole tree.
std::optional<Roots> plainConsistency(std::uint64_t m, std::uint64_t n, Span proof, const Hash* known)
{
    if (m == n) {
        if (known != nullptr)
            return proof.empty() ? std::optional(Roots{*known, *known}) : std::nullopt;
        return proof.size() == 1 ? std::optional(Roots{proof[0], proof[0]}) : std::nullopt;
    }
    if (proof.empty())
        return std::nullopt;
    const std::uint64_t k = split(n);
    const Span inner = proof.first(proof.size() - 1);
    if (m <= k) {
        const auto left = plainConsistency(m, k, inner, known);
        return left ? std::optional(Roots{left->earlier, nodeHash(left->later, proof.back())}) : std::nullopt;
    }
    const auto right = plainConsistency(m - k, n - k, inner, nullptr);
    return right ? std::optional(Roots{nodeHash(proof.back(), right->earlier), nodeHash(proof.back(), right->later)})
                 : std::nullopt;
}

bool plainlyConsistent(const LogState& earlier, const LogState& later, const Proof& proof)
{
    if (earlier.size > later.size)
        return false;
    if (earlier.size == 0)
        return proof.empty() && earlier.root == emptyRoot() && (later.size > 0 || later.root == emptyRoot());
    const auto roots = plainConsistency(earlier.size, later.size, proof, &earlier.root);
    return roots && roots->earlier == earlier.root && roots->later == later.root;
}

/// What may have happened to a proof on its way: one bit of each hash, one hash too few or too many, two exchanged.
std::vector<Proof> spoiled(const Proof& proof)
{
    std::vector<Proof> all;
    for (std::size_t i = 0; i < proof.size(); ++i) {
        all.push_back(proof);
        all.back()[i][i % sizeof(Hash)] ^= static_cast<std::uint8_t>(1U << i % 8);
        all.push_back(proof);
        all.back().erase(all.back().begin() + static_cast<std::ptrdiff_t>(i));
        if (i > 0) {
            all.push_back(proof);
            std::swap(all.back()[i - 1], all.back()[i]);
        }
    }
    for (const std::size_t at : {std::size_t{0}, proof.size()}) {
        all.push_back(proof);
        all.back().insert(all.back().begin() + static_cast<std::ptrdiff_t>(at), leaf(largest + 7));
    }
    return all;
}

/// Sizes to mistake `size` for: its neighbours, and those where the shape of a tree changes.
std::vector<std::uint64_t> mistaken(std::uint64_t size)
{
    std::vector<std::uint64_t> others{1, 2, 4, 8, 16, 32, 64, 127, 128, 129, largest};
    for (std::uint64_t other = size < 3 ? 1 : size - 2; other <= std::min(size + 2, largest); ++other)
        others.push_back(other);
    std::erase(others, size);
    return others;
}

} // namespace

class TestMerkleProofs : public QObject {
    Q_OBJECT

    MerkleTree m_tree;
    std::vector<LogState> m_states; ///< by size
    std::vector<Hash> m_leaves;

private slots:
    void initTestCase()
    {
        m_states.push_back({0, emptyRoot()});
        for (std::uint64_t n = 0; n <= largest; ++n) {
            m_leaves.push_back(leaf(n));
            m_tree.append(m_leaves.back());
            m_states.push_back({n + 1, m_tree.root()});
        }
    }

    void inclusionHoldsForEveryLeafOfEveryTree()
    {
        for (std::uint64_t size = 1; size <= largest; ++size)
            for (std::uint64_t index = 0; index < size; ++index) {
                const Proof proof = m_tree.inclusionProof(index, size);
                QVERIFY(plainInclusion(m_leaves[index], index, size, proof) == std::optional(m_states[size].root));
                QVERIFY(inclusionHolds(m_leaves[index], index, m_states[size], proof));
            }
    }

    void aSpoiledInclusionProofNeverHolds()
    {
        for (std::uint64_t size = 1; size <= largest; ++size)
            for (std::uint64_t index = 0; index < size; ++index) {
                const Proof proof = m_tree.inclusionProof(index, size);
                for (const Proof& bad : spoiled(proof))
                    QVERIFY(!inclusionHolds(m_leaves[index], index, m_states[size], bad));
                QVERIFY(!inclusionHolds(m_leaves[(index + 1) % size + (size == 1)], index, m_states[size], proof));
            }
    }

    void aProofHoldsAtItsOwnPlaceOnly()
    {
        for (std::uint64_t size = 1; size <= largest; ++size)
            for (std::uint64_t index = 0; index < size; ++index) {
                const Proof proof = m_tree.inclusionProof(index, size);
                for (std::uint64_t other = 0; other <= size; ++other)
                    QVERIFY(other == index || !inclusionHolds(m_leaves[index], other, m_states[size], proof));
                // Another tree's own root: it may be a longer log that has the leaf, but the path is not its path.
                for (const std::uint64_t other : mistaken(size))
                    QVERIFY(!inclusionHolds(m_leaves[index], index, m_states[other], proof));
            }
    }

    /// A root that is claimed for a wrong size: the proof binds the size only as far as it shapes the path, which is why
    /// a checkpoint signs size and root together. We accept exactly what the definition accepts.
    void aWrongSizeIsJudgedAsTheDefinitionSays()
    {
        for (std::uint64_t size = 1; size <= largest; size += 7)
            for (std::uint64_t index = 0; index < size; ++index) {
                const Proof proof = m_tree.inclusionProof(index, size);
                for (std::uint64_t claimed = 0; claimed <= largest; ++claimed) {
                    const LogState state{claimed, m_states[size].root};
                    const bool wanted =
                        plainInclusion(m_leaves[index], index, claimed, proof) == std::optional(state.root);
                    QCOMPARE(inclusionHolds(m_leaves[index], index, state, proof), wanted);
                }
            }
    }

    void everyTreeIsConsistentWithEveryLaterOne()
    {
        for (std::uint64_t second = 0; second <= largest; ++second)
            for (std::uint64_t first = 0; first <= second; ++first) {
                const Proof proof = m_tree.consistencyProof(first, second);
                QVERIFY(plainlyConsistent(m_states[first], m_states[second], proof));
                QVERIFY(consistencyHolds(m_states[first], m_states[second], proof));
            }
    }

    void aSpoiledConsistencyProofNeverHolds()
    {
        for (std::uint64_t second = 1; second <= largest; ++second)
            for (std::uint64_t first = 1; first <= second; ++first)
                for (const Proof& bad : spoiled(m_tree.consistencyProof(first, second)))
                    QVERIFY(!consistencyHolds(m_states[first], m_states[second], bad));
    }

    void aConsistencyProofIsForItsTwoTreesOnly()
    {
        for (std::uint64_t second = 1; second <= largest; ++second)
            for (std::uint64_t first = 1; first < second; ++first) {
                const Proof proof = m_tree.consistencyProof(first, second);
                QVERIFY(!consistencyHolds(m_states[second], m_states[first], proof));
                for (const std::uint64_t other : mistaken(first))
                    QVERIFY(!consistencyHolds(m_states[other], m_states[second], proof));
                for (const std::uint64_t other : mistaken(second))
                    QVERIFY(!consistencyHolds(m_states[first], m_states[other], proof));
            }
    }

    void aForkedHistoryIsNeverConsistent()
    {
        MerkleTree fork; // differs from the log in its last leaf but ten, and from there on
        for (std::uint64_t n = 0; n < largest; ++n)
            fork.append(leaf(n + (n == largest - 10 ? 1000 : 0)));
        for (std::uint64_t first = 1; first <= largest; ++first) {
            const LogState forked{first, fork.rootAt(first)};
            const bool same = first <= largest - 10;
            QCOMPARE(consistencyHolds(forked, m_states[largest], m_tree.consistencyProof(first, largest)), same);
            QCOMPARE(consistencyHolds(m_states[first], {largest, fork.root()}, fork.consistencyProof(first, largest)),
                     same);
        }
    }

    void sizesAreJudgedAsTheDefinitionSays()
    {
        for (std::uint64_t second = 1; second <= largest; second += 7)
            for (std::uint64_t first = 0; first <= second; first += 2) {
                const Proof proof = m_tree.consistencyProof(first, second);
                for (std::uint64_t claimed = 0; claimed <= largest; ++claimed) {
                    const LogState earlier{claimed, m_states[first].root};
                    const LogState later{claimed, m_states[second].root};
                    QCOMPARE(consistencyHolds(earlier, m_states[second], proof),
                             plainlyConsistent(earlier, m_states[second], proof));
                    QCOMPARE(consistencyHolds(m_states[first], later, proof),
                             plainlyConsistent(m_states[first], later, proof));
                }
            }
    }
};

QTEST_APPLESS_MAIN(TestMerkleProofs)
#include "tst_merkle_proofs.moc"
