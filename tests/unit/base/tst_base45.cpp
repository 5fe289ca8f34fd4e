// SPDX-License-Identifier: Apache-2.0
#include "core/base/Base45.h"

#include <QTest>

#include <rapidcheck.h>

using namespace linli;

class TestBase45 : public QObject {
    Q_OBJECT

private slots:
    // RFC 9285 §4.3 and §4.4.
    void agreesWithRfc9285_data()
    {
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "" << "";
        QTest::newRow("AB") << "AB" << "BB8";
        QTest::newRow("Hello!!") << "Hello!!" << "%69 VD92EX0";
        QTest::newRow("base-45") << "base-45" << "UJCLQE7W581";
        QTest::newRow("ietf!") << "ietf!" << "QED8WEX0";
    }

    void agreesWithRfc9285()
    {
        QFETCH(QString, plain);
        QFETCH(QString, text);
        QCOMPARE(toBase45(asBytes(plain.toStdString())), text.toStdString());
        QCOMPARE(fromBase45(text.toStdString()), std::optional(toBytes(plain.toStdString())));
    }

    void whatNoBytesGiveIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("one character") << "A";
        QTest::newRow("four characters") << "BB8A";
        QTest::newRow("lower case") << "bb8";
        QTest::newRow("above 65535") << "GGW"; // 65536
        QTest::newRow("largest group") << ":::";
        QTest::newRow("above 255") << "V5"; // 256
        QTest::newRow("beyond ASCII") << QStringLiteral("é0");
    }

    void whatNoBytesGiveIsRefused()
    {
        QFETCH(QString, text);
        QCOMPARE(fromBase45(text.toStdString()), std::optional<Bytes>());
    }

    void anyBytesComeBack()
    {
        QVERIFY(rc::check("bytes -> text -> bytes", [](const Bytes& bytes) {
            const std::string text = toBase45(bytes);
            RC_ASSERT(text.size() == (bytes.size() * 3 + 1) / 2);
            RC_ASSERT(fromBase45(text) == std::optional(bytes));
        }));
    }
};

QTEST_GUILESS_MAIN(TestBase45)
#include "tst_base45.moc"
