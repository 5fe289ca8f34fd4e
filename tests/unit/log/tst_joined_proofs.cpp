// SPDX-License-Identifier: Apache-2.0
#include "core/log/Merkle.h"

#include <QTest>

using namespace linli;
using namespace linli::log;

class TestJoinedProofs : public QObject {
    Q_OBJECT

    static Hash leaf(std::uint64_t index)
    {
        const std::array<std::uint8_t, 2> bytes{static_cast<std::uint8_t>(index), 7};
        return crypto::sha256(bytes);
    }
    static std::vector<PlacedLeaf> placed(const std::vector<std::uint64_t>& indexes)
    {
        std::vector<PlacedLeaf> leaves;
        for (const std::uint64_t index : indexes)
            leaves.push_back({index, leaf(index)});
        return leaves;
    }

private slots:
    void everySetOfLeavesOfSmallTreesIsProven()
    {
        MerkleTree tree;
        for (std::uint64_t size = 1; size <= 9; ++size) {
            tree.append(leaf(size - 1));
            const LogState state{size, tree.root()};
            for (std::uint64_t chosen = 1; chosen < 1ULL << size; ++chosen) {
                std::vector<std::uint64_t> indexes;
                for (std::uint64_t index = 0; index < size; ++index)
                    if ((chosen >> index & 1) != 0)
                        indexes.push_back(index);
                const auto proof = tree.joinedProof(indexes, size);
                const auto leaves = placed(indexes);
                QVERIFY(joinedProofHolds(leaves, state, proof));
                refuse(leaves, state, proof);
            }
        }
    }

    void aProofOfAnEarlierSizeHoldsForThatSizeAlone()
    {
        MerkleTree tree;
        for (std::uint64_t index = 0; index < 130; ++index)
            tree.append(leaf(index));
        for (std::uint64_t size = 5; size < 130; ++size) {
            const std::vector<std::uint64_t> indexes{0, 3, size - 1};
            const auto proof = tree.joinedProof(indexes, size);
            QVERIFY(joinedProofHolds(placed(indexes), {size, tree.rootAt(size)}, proof));
            QVERIFY(!joinedProofHolds(placed(indexes), {130, tree.root()}, proof));
        }
    }

private:
    static void refuse(std::vector<PlacedLeaf> leaves, const LogState& state, std::vector<Hash> proof)
    {
        auto longer = proof;
        longer.push_back(Hash{});
        QVERIFY(!joinedProofHolds(leaves, state, longer));
        for (Hash& hash : proof) {
            hash[0] ^= 1;
            QVERIFY(!joinedProofHolds(leaves, state, proof));
            hash[0] ^= 1;
        }
        if (!proof.empty()) {
            proof.pop_back();
            QVERIFY(!joinedProofHolds(leaves, state, proof));
        }
        leaves.front().hash[0] ^= 1;
        QVERIFY(!joinedProofHolds(leaves, state, longer));
        leaves.push_back(leaves.front());
        QVERIFY(!joinedProofHolds(leaves, state, longer));
    }
};

QTEST_GUILESS_MAIN(TestJoinedProofs)
#include "tst_joined_proofs.moc"
