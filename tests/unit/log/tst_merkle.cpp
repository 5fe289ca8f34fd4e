// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"
#include "core/log/Merkle.h"

#include <QTest>

using namespace linli;
using namespace linli::log;

namespace {

constexpr std::uint64_t treeSize = 70; // past 64, so that several unbalanced shapes are met

Hash leaf(std::uint64_t n)
{
    Bytes bytes{0x00};
    appendU64(bytes, n);
    return crypto::sha256(bytes);
}

/// RFC 9162 §2.1.1, written as the text has it.
Hash plainRoot(std::uint64_t begin, std::uint64_t end)
{
    if (begin == end)
        return crypto::sha256({});
    if (end - begin == 1)
        return leaf(begin);
    std::uint64_t split = 1;
    while (split * 2 < end - begin)
        split *= 2;
    Bytes node{0x01};
    append(node, plainRoot(begin, begin + split));
    append(node, plainRoot(begin + split, end));
    return crypto::sha256(node);
}

MerkleTree makeTree()
{
    MerkleTree tree;
    for (std::uint64_t n = 0; n < treeSize; ++n)
        tree.append(leaf(n));
    return tree;
}

} // namespace

class TestMerkle : public QObject {
    Q_OBJECT

private slots:
    void rootOfKnownLeavesIsThatOfCertificateTransparency()
    {
        // The two first leaves of the Certificate Transparency reference tree: "" and 0x00.
        const Hash empty = crypto::sha256(Bytes{0x00});
        const Hash zero = crypto::sha256(Bytes{0x00, 0x00});
        QCOMPARE(toHex(empty), std::string("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
        QCOMPARE(toHex(nodeHash(empty, zero)),
                 std::string("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
        QCOMPARE(toHex(emptyRoot()), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    /// The roots of 1 to 8 of these leaves, as Certificate Transparency's own tests have them.
    void rootsOfTheReferenceLeavesAreThoseOfCertificateTransparency()
    {
        const std::pair<const char*, const char*> steps[] = {
            {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
            {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
            {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
            {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
            {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
            {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
            {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
            {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}};
        MerkleTree tree;
        MerkleFrontier frontier;
        for (const auto& [data, root] : steps) {
            Bytes input{0x00};
            append(input, fromHex(data).value());
            tree.append(crypto::sha256(input));
            frontier.append(crypto::sha256(input));
            QCOMPARE(toHex(tree.root()), std::string(root));
            QCOMPARE(toHex(frontier.root()), std::string(root));
        }
    }

    void frontierAndTreeAgreeWithTheDefinitionAtEverySize()
    {
        MerkleFrontier frontier;
        MerkleTree tree;
        for (std::uint64_t n = 0; n < treeSize; ++n) {
            QVERIFY(frontier.root() == plainRoot(0, n));
            QVERIFY(tree.root() == plainRoot(0, n));
            frontier.append(leaf(n));
            tree.append(leaf(n));
            const auto copy = MerkleFrontier::fromBytes(frontier.bytes());
            QVERIFY(copy.has_value());
            QVERIFY(copy->state() == frontier.state());
            QVERIFY(tree.rootAt(n / 2) == plainRoot(0, n / 2));
        }
    }

    void everyInclusionProofHoldsAndNoOtherPlaceDoes()
    {
        const MerkleTree tree = makeTree();
        for (std::uint64_t size = 1; size <= treeSize; ++size)
            for (std::uint64_t index = 0; index < size; ++index) {
                const auto proof = tree.inclusionProof(index, size);
                const LogState state{size, tree.rootAt(size)};
                QVERIFY(inclusionHolds(leaf(index), index, state, proof));
                QVERIFY(!inclusionHolds(leaf(index + 1), index, state, proof));
                QVERIFY(size == 1 || !inclusionHolds(leaf(index), (index + 1) % size, state, proof));
            }
    }

    void everyConsistencyProofHoldsAndAForkedHistoryDoesNot()
    {
        const MerkleTree tree = makeTree();
        for (std::uint64_t first = 0; first <= treeSize; ++first)
            for (std::uint64_t second = first; second <= treeSize; ++second) {
                const auto proof = tree.consistencyProof(first, second);
                const LogState earlier{first, tree.rootAt(first)};
                const LogState later{second, tree.rootAt(second)};
                QVERIFY(consistencyHolds(earlier, later, proof));
                const LogState forked{first, leaf(first + 1000)};
                QVERIFY(!consistencyHolds(forked, later, proof));
                QVERIFY(second == first || !consistencyHolds(later, earlier, proof));
            }
    }

    void aShortenedOrLengthenedProofDoesNotHold()
    {
        const MerkleTree tree = makeTree();
        auto proof = tree.consistencyProof(37, treeSize);
        const LogState earlier{37, tree.rootAt(37)};
        const LogState later{treeSize, tree.root()};
        auto longer = proof;
        longer.push_back(leaf(5));
        QVERIFY(!consistencyHolds(earlier, later, longer));
        proof.pop_back();
        QVERIFY(!consistencyHolds(earlier, later, proof));
    }

    void aFrontierOfTheWrongLengthIsRefused()
    {
        MerkleFrontier frontier;
        frontier.append(leaf(0));
        Bytes bytes = frontier.bytes();
        bytes.pop_back();
        QCOMPARE(MerkleFrontier::fromBytes(bytes).error().code, std::string("log.bad_frontier"));
        QVERIFY(!MerkleFrontier::fromBytes(Bytes{1, 2}).has_value());
    }
};

QTEST_APPLESS_MAIN(TestMerkle)
#include "tst_merkle.moc"
