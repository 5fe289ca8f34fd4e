// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"

#include <QTest>

using namespace linli;
using namespace linli::crypto;

namespace {

Bytes hex(std::string_view text)
{
    return fromHex(text).value_or(Bytes{});
}

SigningKey keyFromSeed(std::string_view seedHex)
{
    const Bytes seed = hex(seedHex);
    return SigningKey::fromSeed(Secret32(ByteView(seed).first<32>()));
}

} // namespace

class TestSignatures : public QObject {
    Q_OBJECT

private slots:
    // RFC 8032 §7.1, tests 1 to 3.
    void agreesWithRfc8032_data()
    {
        QTest::addColumn<QString>("seed");
        QTest::addColumn<QString>("publicKey");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("signature");
        QTest::newRow("empty")
            << "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
            << "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a" << ""
            << "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
               "1cf9b46bd25bf5f0595bbe24655141438e7a100b";
        QTest::newRow("one byte")
            << "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
            << "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c" << "72"
            << "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
               "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        QTest::newRow("two bytes")
            << "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
            << "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025" << "af82"
            << "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76"
               "0984dc6594a7c15e9716ed28dc027beceea1ec40a";
    }

    void agreesWithRfc8032()
    {
        QFETCH(QString, seed);
        QFETCH(QString, publicKey);
        QFETCH(QString, message);
        QFETCH(QString, signature);
        const SigningKey key = keyFromSeed(seed.toStdString());
        const Bytes bytes = hex(message.toStdString());
        QCOMPARE(toHex(key.publicKey()), publicKey.toStdString());
        QCOMPARE(toHex(key.signPlain(bytes)), signature.toStdString());
        QVERIFY(verifyPlain(key.publicKey(), bytes, hex(signature.toStdString())));
        QCOMPARE(toHex(key.seed().view()), seed.toStdString());
    }

    void signsLengthsContextAndMessage()
    {
        const SigningKey key = SigningKey::generate();
        const Bytes message{1, 2, 3};
        const Bytes framed = hex("03"
                                 "616263"
                                 "00000003"
                                 "010203");
        QCOMPARE(key.sign("abc", message), key.signPlain(framed));
    }

    void keepsContextsApart()
    {
        const SigningKey key = SigningKey::generate();
        const auto signature = key.sign("linli/op/v1", asBytes("hello"));
        QVERIFY(verify(key.publicKey(), "linli/op/v1", asBytes("hello"), signature));
        QVERIFY(!verify(key.publicKey(), "linli/op/v2", asBytes("hello"), signature));
        QVERIFY(!verify(key.publicKey(), "", asBytes("hello"), signature));
        QVERIFY(!verify(key.publicKey(), "linli/op/v1", asBytes("hello!"), signature));
        QVERIFY(!verifyPlain(key.publicKey(), asBytes("hello"), signature));
        // The border between context and message counts.
        QVERIFY(!verify(key.publicKey(), "linli/op/v1h", asBytes("ello"), signature));
    }

    void refusesEveryChangedBit()
    {
        const SigningKey key = SigningKey::generate();
        const Bytes message = toBytes("pay 100 fen");
        const Signature signature = key.sign("t", message);
        for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
            Signature changed = signature;
            changed[bit / 8] ^= static_cast<std::uint8_t>(1 << (bit % 8));
            QVERIFY(!verify(key.publicKey(), "t", message, changed));
        }
        for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
            Bytes changed = message;
            changed[bit / 8] ^= static_cast<std::uint8_t>(1 << (bit % 8));
            QVERIFY(!verify(key.publicKey(), "t", changed, signature));
        }
        QVERIFY(!verify(SigningKey::generate().publicKey(), "t", message, signature));
    }

    void refusesSignaturesOfAnotherLength()
    {
        const SigningKey key = SigningKey::generate();
        const Signature signature = key.sign("t", {});
        Bytes bytes(signature.begin(), signature.end());
        QVERIFY(verify(key.publicKey(), "t", {}, bytes));
        QVERIFY(!verify(key.publicKey(), "t", {}, ByteView(bytes).first(63)));
        QVERIFY(!verify(key.publicKey(), "t", {}, {}));
        bytes.push_back(0);
        QVERIFY(!verify(key.publicKey(), "t", {}, bytes));
    }

    void refusesASignatureWithALargeScalar()
    {
        // S + L is the same number modulo the group order; accepting it would give one operation two signatures.
        const SigningKey key = SigningKey::generate();
        const Bytes order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        Signature signature = key.signPlain(asBytes("x"));
        unsigned carry = 0;
        for (std::size_t i = 0; i < 32; ++i) {
            carry += signature[32 + i] + order[i];
            signature[32 + i] = static_cast<std::uint8_t>(carry);
            carry >>= 8;
        }
        QVERIFY(!verifyPlain(key.publicKey(), asBytes("x"), signature));
    }

    void refusesAPublicKeyOfLowOrder()
    {
        // With the neutral element as key, "neutral element, S = 0" would sign every message.
        SigningPublicKey neutral{1};
        Signature forged{1};
        QVERIFY(!verifyPlain(neutral, asBytes("anything"), forged));
    }

    void makesDifferentKeys()
    {
        QVERIFY(SigningKey::generate().publicKey() != SigningKey::generate().publicKey());
        QVERIFY(SealingKey::generate().publicKey() != SealingKey::generate().publicKey());
    }
};

QTEST_APPLESS_MAIN(TestSignatures)
#include "tst_signatures.moc"
