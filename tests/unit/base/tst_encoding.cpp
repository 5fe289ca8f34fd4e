// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/base/Ids.h"

#include <QTest>

#include <unordered_set>

using namespace linli;

class TestEncoding : public QObject {
    Q_OBJECT

private slots:
    // RFC 4648 §10.
    void agreesWithRfc4648_data()
    {
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("base64");
        QTest::addColumn<QString>("hex");
        QTest::newRow("0") << "" << "" << "";
        QTest::newRow("1") << "f" << "Zg==" << "66";
        QTest::newRow("2") << "fo" << "Zm8=" << "666f";
        QTest::newRow("3") << "foo" << "Zm9v" << "666f6f";
        QTest::newRow("4") << "foob" << "Zm9vYg==" << "666f6f62";
        QTest::newRow("5") << "fooba" << "Zm9vYmE=" << "666f6f6261";
        QTest::newRow("6") << "foobar" << "Zm9vYmFy" << "666f6f626172";
    }

    void agreesWithRfc4648()
    {
        QFETCH(QString, plain);
        QFETCH(QString, base64);
        QFETCH(QString, hex);
        const Bytes bytes = toBytes(plain.toStdString());
        std::string unpadded = base64.toStdString();
        std::erase(unpadded, '=');
        QCOMPARE(toBase64(bytes), base64.toStdString());
        QCOMPARE(toBase64Url(bytes), unpadded);
        QCOMPARE(toHex(bytes), hex.toStdString());
        QCOMPARE(fromBase64(base64.toStdString()), std::optional(bytes));
        QCOMPARE(fromBase64Url(unpadded), std::optional(bytes));
        QCOMPARE(fromHex(hex.toUpper().toStdString()), std::optional(bytes));
    }

    void comesBackForEveryByteAndLength()
    {
        Bytes bytes;
        for (int i = 0; i < 600; ++i) {
            QCOMPARE(fromHex(toHex(bytes)), std::optional(bytes));
            QCOMPARE(fromBase64(toBase64(bytes)), std::optional(bytes));
            QCOMPARE(fromBase64Url(toBase64Url(bytes)), std::optional(bytes));
            bytes.push_back(static_cast<std::uint8_t>(255 - i * 7));
        }
    }

    void usesTheAlphabetOfUrls()
    {
        const Bytes bytes{0xFB, 0xFF, 0xFE};
        QCOMPARE(toBase64(bytes), std::string("+//+"));
        QCOMPARE(toBase64Url(bytes), std::string("-__-"));
        QVERIFY(!fromBase64("-__-"));
        QVERIFY(!fromBase64Url("+//+"));
    }

    void refusesOtherBase64_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no padding") << "Zg";
        QTest::newRow("half padding") << "Zg=";
        QTest::newRow("too much padding") << "Z===";
        QTest::newRow("padding only") << "====";
        QTest::newRow("padding inside") << "Zg==Zg==";
        QTest::newRow("left-over bits") << "Zh==";
        QTest::newRow("line end") << "Zm9v\n";
        QTest::newRow("blank") << "Zm 9v";
        QTest::newRow("not a digit") << "Zm9*";
    }

    void refusesOtherBase64()
    {
        QFETCH(QString, text);
        QVERIFY(!fromBase64(text.toStdString()));
    }

    void refusesOtherBase64Url()
    {
        for (const std::string_view text : {"Z", "Zg==", "Zh", "Zm9vY", "Zm9v "})
            QVERIFY2(!fromBase64Url(text), std::string(text).c_str());
    }

    void refusesOtherHex()
    {
        for (const std::string_view text : {"0", "0g", "0x", " 00", "@A", "`a"})
            QVERIFY2(!fromHex(text), std::string(text).c_str());
    }

    void writesNumbersBigEndian()
    {
        Bytes out;
        appendU32(out, 0x01020304);
        appendU64(out, 0x05060708090a0b0c);
        append(out, asBytes("!"));
        QCOMPARE(toHex(out), std::string("0102030405060708090a0b0c21"));
    }

    void makesAHashFrom32BytesOnly()
    {
        const Bytes bytes(33, 9);
        QVERIFY(!toHash(ByteView(bytes)));
        QVERIFY(!toHash(ByteView(bytes).first(31)));
        QCOMPARE(toHash(ByteView(bytes).first(32))->at(31), 9);
    }

    void readsAndWritesUuids()
    {
        const std::string text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"; // RFC 9562 A.6
        const auto id = parseId<OpId>(text);
        QVERIFY(id);
        QCOMPARE(toText(*id), text);
        QCOMPARE(parseId<OpId>("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), id);
        QCOMPARE(OpId::fromBytes(asBytes(id->str())), id);
        QVERIFY(!id->isNull());
        QVERIFY(OpId{}.isNull());
        QCOMPARE(std::unordered_set<OpId>({*id, *id, OpId{}}).size(), std::size_t{2});
    }

    void refusesWhatIsNoUuid()
    {
        for (const std::string_view text :
             {"", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
              "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
              "017f22e2-79b0-7cc3-98c4ddc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
              "017f-22e279b0-7cc3-98c4-dc0c0c07398f"})
            QVERIFY2(!parseUuid(text), std::string(text).c_str());
        QVERIFY(!OpId::fromBytes(Bytes(15)));
        QVERIFY(!OpId::fromBytes(Bytes(17)));
    }

    void knowsTextIds()
    {
        for (const std::string_view text : {"JY-1", "a", "1-1-101", "A_b.c/9"})
            QVERIFY2(isTextId(text), std::string(text).c_str());
        for (const std::string_view text : {std::string_view(""), std::string_view("a b"), std::string_view("楼"),
                                            std::string_view("a'"), std::string_view("a\0", 2)})
            QVERIFY(!isTextId(text));
        QVERIFY(isTextId(std::string(64, 'x')));
        QVERIFY(!isTextId(std::string(65, 'x')));
    }
};

QTEST_APPLESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
