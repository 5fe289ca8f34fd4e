// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"
#include "core/crypto/KeyVault.h"
#include "core/crypto/SignerBox.h"
#include "tests/support/ResultChecks.h"

#include <set>

using namespace linli;
using namespace linli::crypto;

namespace {

template <std::size_t N> bool isZero(const Secret<N>& secret)
{
    return std::ranges::all_of(secret.view(), [](std::uint8_t byte) { return byte == 0; });
}

Secret32 counting()
{
    Secret32 secret;
    std::uint8_t next = 0;
    for (std::uint8_t& byte : secret.mutableView())
        byte = next++;
    return secret;
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!std::is_copy_constructible_v<Secret32> && !std::is_copy_assignable_v<Secret32>);
static_assert(!Printable<Secret32>);

} // namespace

class TestCrypto : public QObject {
    Q_OBJECT

private slots:
    void wipesASecretThatWasMovedFrom()
    {
        Secret32 first = Secret32::random();
        const Secret32 copy = first.copy();
        Secret32 second = std::move(first);
        QVERIFY(isZero(first)); // NOLINT(bugprone-use-after-move): that is what is tested
        QVERIFY(second.equals(copy));
        Secret32 third = Secret32::random();
        third = std::move(second);
        QVERIFY(isZero(second)); // NOLINT(bugprone-use-after-move)
        QVERIFY(third.equals(copy));
    }

    void wipesASecretThatEnds()
    {
        alignas(Secret32) std::array<std::uint8_t, sizeof(Secret32)> place{};
        auto* secret = new (place.data()) Secret32(counting());
        QVERIFY(!isZero(*secret));
        secret->~Secret32();
        QCOMPARE(place, (std::array<std::uint8_t, sizeof(Secret32)>{}));
    }

    void comparesSecrets()
    {
        Secret32 changed = counting();
        QVERIFY(changed.equals(counting()));
        changed.mutableView()[31] ^= 1;
        QVERIFY(!changed.equals(counting()));
        QVERIFY(!Secret32::random().equals(Secret32::random()));
    }

    // FIPS 180-4 examples.
    void hashesAsSha256_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hash");
        QTest::newRow("empty") << "" << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        QTest::newRow("abc") << "abc" << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        QTest::newRow("two blocks") << "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
                                    << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    }

    void hashesAsSha256()
    {
        QFETCH(QString, text);
        QFETCH(QString, hash);
        const std::string bytes = text.toStdString();
        QCOMPARE(toHex(sha256(asBytes(bytes))), hash.toStdString());
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            Sha256 pieces;
            pieces.add(asBytes(std::string_view(bytes).substr(0, cut)));
            Sha256 moved = std::move(pieces);
            QCOMPARE(toHex(moved.add(asBytes(std::string_view(bytes).substr(cut))).finish()), hash.toStdString());
        }
    }

    void opensASealedBoxOnlyWithItsKey()
    {
        const SealingKey reader = SealingKey::generate();
        const Bytes box = seal(reader.publicKey(), asBytes("私信"));
        QCOMPARE(reader.open(box).value_or(Bytes{}), toBytes("私信"));
        QCOMPARE(SealingKey::fromSeed(reader.seed()).open(box).value_or(Bytes{}), toBytes("私信"));
        QCOMPARE_CODE(SealingKey::generate().open(box), "crypto.cannot_open");
        for (std::size_t i = 0; i < box.size(); ++i) {
            Bytes changed = box;
            changed[i] ^= 1;
            QCOMPARE_CODE(reader.open(changed), "crypto.cannot_open");
        }
        for (std::size_t size = 0; size < box.size(); ++size)
            QCOMPARE_CODE(reader.open(ByteView(box).first(size)), "crypto.cannot_open");
        QVERIFY(seal(reader.publicKey(), asBytes("私信")) != box);
        QVERIFY_OK(reader.open(seal(reader.publicKey(), {})));
        QVERIFY(seal(SealingPublicKey{}, asBytes("私信")).empty());
    }

    // draft-irtf-cfrg-xchacha-03, A.3.1.
    void sealsToASigningKey()
    {
        const auto signer = crypto::SigningKey::generate();
        const Bytes secret = toBytes("邻里");
        const auto box = crypto::sealToSigner(signer.publicKey(), secret);
        QVERIFY(box.has_value());
        QCOMPARE(box->size(), secret.size() + crypto::signerBoxOverhead);
        QVERIFY(crypto::openAsSigner(signer, *box).value() == secret);
        QVERIFY(!crypto::openAsSigner(crypto::SigningKey::generate(), *box));
        QVERIFY(!crypto::openAsSigner(signer, ByteView(*box).first(40)));
        QVERIFY(!crypto::sealToSigner({}, secret).has_value()); // a point of low order
    }

    void decryptsThePublishedXChaChaBox()
    {
        Secret32 key;
        for (std::size_t i = 0; i < 32; ++i)
            key.mutableView()[i] = static_cast<std::uint8_t>(0x80 + i);
        const auto box =
            fromHex("404142434445464748494a4b4c4d4e4f5051525354555657"
                    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f"
                    "4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f"
                    "76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
                    "c0875924c1c7987947deafd8780acf49");
        const auto associated = fromHex("50515253c0c1c2c3c4c5c6c7");
        const auto plain = decrypt(key, box.value(), associated.value());
        QVERIFY_OK(plain);
        QCOMPARE(asString(*plain),
                 std::string("Ladies and Gentlemen of the class of '99: If I could offer you only one "
                             "tip for the future, sunscreen would be it."));
    }

    void refusesAChangedBox()
    {
        const Secret32 key = Secret32::random();
        const Bytes box = encrypt(key, asBytes("secret"), asBytes("place 1"));
        QCOMPARE(box.size(), std::size_t{24 + 6 + 16});
        QCOMPARE(decrypt(key, box, asBytes("place 1")).value_or(Bytes{}), toBytes("secret"));
        QCOMPARE_CODE(decrypt(key, box, asBytes("place 2")), "crypto.cannot_open");
        QCOMPARE_CODE(decrypt(Secret32::random(), box, asBytes("place 1")), "crypto.cannot_open");
        for (std::size_t i = 0; i < box.size(); ++i) {
            Bytes changed = box;
            changed[i] ^= 0x80;
            QCOMPARE_CODE(decrypt(key, changed, asBytes("place 1")), "crypto.cannot_open");
            QCOMPARE_CODE(decrypt(key, ByteView(box).first(i), asBytes("place 1")), "crypto.cannot_open");
        }
        QVERIFY(encrypt(key, asBytes("secret"), asBytes("place 1")) != box);
    }

    // Computed with Python's hashlib.blake2b(digest_size=32, key=master, salt=number le64 | zeros, person=context | zeros),
    // which is how libsodium documents crypto_kdf.
    void derivesKeysAsLibsodiumDocuments()
    {
        QCOMPARE(toHex(deriveKey(counting(), 1, "linlidb_").view()),
                 std::string("f845ff23ac5ac3ee699084aedb70256a060fb43dd581b3b89e67e6261af3f0c3"));
        QCOMPARE(toHex(deriveKey(counting(), 4, "linliidn").view()),
                 std::string("9232dca550caf95a1a194bbe5f24f79a3e9d8718f8c9bc0e4f9a953df34d7b56"));
    }

    void derivesADifferentKeyForEachUse()
    {
        const HomeKeys keys = deriveHomeKeys(counting());
        std::set<std::string> all;
        for (const Secret32* key : {&keys.database, &keys.photos, &keys.marker, &keys.identity})
            all.insert(toHex(key->view()));
        QCOMPARE(all.size(), std::size_t{4});
        QVERIFY(keys.database.equals(deriveKey(counting(), 1, "linlidb_")));
        QVERIFY(keys.photos.equals(deriveKey(counting(), 2, "linliphb")));
        QVERIFY(keys.marker.equals(deriveKey(counting(), 3, "linlimrk")));
        QVERIFY(keys.identity.equals(deriveKey(counting(), 4, "linliidn")));
    }

    void comparesBytes()
    {
        QVERIFY(constantTimeEqual({}, {}));
        QVERIFY(constantTimeEqual(asBytes("abc"), asBytes("abc")));
        QVERIFY(!constantTimeEqual(asBytes("abc"), asBytes("abd")));
        QVERIFY(!constantTimeEqual(asBytes("abc"), asBytes("ab")));
    }

    void makesUuidsOfVersion7()
    {
        constexpr std::int64_t ms = 0x017F22E279B0; // the time of the example in RFC 9562 A.6
        std::set<std::array<std::uint8_t, 16>> all;
        for (int i = 0; i < 1000; ++i) {
            const auto id = uuidV7(fromMs(ms));
            QCOMPARE(uuidText(id).substr(0, 15), std::string("017f22e2-79b0-7"));
            QCOMPARE(id[8] & 0xC0, 0x80);
            all.insert(id);
        }
        QCOMPARE(all.size(), std::size_t{1000});
        QVERIFY(uuidV7(fromMs(ms)) < uuidV7(fromMs(ms + 1)));
    }

    void makesRandomBytes()
    {
        QCOMPARE(randomBytes(0).size(), std::size_t{0});
        QCOMPARE(randomBytes(33).size(), std::size_t{33});
        QVERIFY(randomBytes(32) != randomBytes(32));
        QVERIFY_OK(initialise());
    }
};

QTEST_APPLESS_MAIN(TestCrypto)
#include "tst_crypto.moc"
