// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/base/Text.h"

#include <QTest>

using namespace linli;

class TestText : public QObject {
    Q_OBJECT

private slots:
    void countsCodePoints_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<int>("count"); // -1: not well-formed
        QTest::newRow("empty") << QByteArray("") << 0;
        QTest::newRow("ASCII") << QByteArray("617f") << 2;
        QTest::newRow("two bytes, smallest") << QByteArray("c280") << 1;
        QTest::newRow("two bytes, largest") << QByteArray("dfbf") << 1;
        QTest::newRow("Chinese") << QByteArray("e982bbe9878c") << 2;
        QTest::newRow("three bytes, smallest") << QByteArray("e0a080") << 1;
        QTest::newRow("before the surrogates") << QByteArray("ed9fbf") << 1;
        QTest::newRow("after the surrogates") << QByteArray("ee8080") << 1;
        QTest::newRow("four bytes, smallest") << QByteArray("f0908080") << 1;
        QTest::newRow("U+10FFFF") << QByteArray("f48fbfbf") << 1;
        QTest::newRow("NUL") << QByteArray("00") << -1;
        QTest::newRow("NUL inside") << QByteArray("610061") << -1;
        QTest::newRow("overlong NUL") << QByteArray("c080") << -1;
        QTest::newRow("overlong slash") << QByteArray("c0af") << -1;
        QTest::newRow("overlong, two bytes") << QByteArray("c1bf") << -1;
        QTest::newRow("overlong, three bytes") << QByteArray("e09fbf") << -1;
        QTest::newRow("overlong, four bytes") << QByteArray("f08fbfbf") << -1;
        QTest::newRow("first surrogate") << QByteArray("eda080") << -1;
        QTest::newRow("last surrogate") << QByteArray("edbfbf") << -1;
        QTest::newRow("pair of surrogates") << QByteArray("eda0bdedb880") << -1;
        QTest::newRow("above U+10FFFF") << QByteArray("f4908080") << -1;
        QTest::newRow("five bytes") << QByteArray("f888808080") << -1;
        QTest::newRow("continuation alone") << QByteArray("80") << -1;
        QTest::newRow("cut after one of two") << QByteArray("61c2") << -1;
        QTest::newRow("cut after two of three") << QByteArray("e982") << -1;
        QTest::newRow("cut after three of four") << QByteArray("f09080") << -1;
        QTest::newRow("lead instead of continuation") << QByteArray("e9e982bb") << -1;
        QTest::newRow("FF") << QByteArray("ff") << -1;
    }

    void countsCodePoints()
    {
        QFETCH(QByteArray, hex);
        QFETCH(int, count);
        const std::string text = asString(fromHex(hex.toStdString()).value());
        const auto length = utf8Length(text);
        QCOMPARE(length ? static_cast<int>(*length) : -1, count);
    }

    void limitsTextsByCodePoints()
    {
        QCOMPARE(checkText("邻里", 2), TextFault::None);
        QCOMPARE(checkText("邻里", 1), TextFault::TooLong);
        QCOMPARE(checkText("", 2), TextFault::Empty);
        QCOMPARE(checkText("", 2, true), TextFault::None);
        QCOMPARE(checkText("\xff", 2), TextFault::NotUtf8);
        QCOMPARE(checkText(std::string(9, '\xff'), 2), TextFault::TooLong);
    }

    void namesFaults()
    {
        QCOMPARE(textFaultCode(TextFault::None), std::string_view());
        QCOMPARE(textFaultCode(TextFault::NotUtf8), std::string_view("content.not_utf8"));
        QCOMPARE(textFaultCode(TextFault::Empty), std::string_view("content.empty"));
        QCOMPARE(textFaultCode(TextFault::TooLong), std::string_view("content.too_long"));
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
