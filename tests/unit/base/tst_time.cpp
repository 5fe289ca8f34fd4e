// SPDX-License-Identifier: Apache-2.0
#include "core/base/Time.h"

#include <QTest>

using namespace linli;

class TestTime : public QObject {
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        // The seconds are those that `date -u -d TEXT +%s` prints.
        QTest::newRow("epoch") << "1970-01-01T00:00:00Z" << qint64{0};
        QTest::newRow("milliseconds") << "2026-11-23T08:12:00.123Z" << qint64{1795421520123};
        QTest::newRow("more digits are cut") << "2026-11-23T08:12:00.123999999Z" << qint64{1795421520123};
        QTest::newRow("one digit") << "2026-11-23T08:12:00.1Z" << qint64{1795421520100};
        QTest::newRow("Beijing") << "2026-11-23T16:12:00+08:00" << qint64{1795421520000};
        QTest::newRow("west") << "2026-11-23T04:42:00-03:30" << qint64{1795421520000};
        QTest::newRow("small letters") << "2026-11-23t08:12:00z" << qint64{1795421520000};
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z" << qint64{1709164800000};
        QTest::newRow("leap second") << "2016-12-31T23:59:60Z" << qint64{1483228800000};
        QTest::newRow("before the epoch") << "1969-12-31T23:59:59.999Z" << qint64{-1};
        QTest::newRow("date alone") << "2026-12-01" << qint64{1796083200000};
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto at = parseRfc3339(text.toStdString());
        QVERIFY(at);
        QCOMPARE(toMs(*at), ms);
        QCOMPARE(parseRfc3339(rfc3339(*at)), at);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "2026",
                                 "2026-11",
                                 "2026-13-01",
                                 "2026-00-01",
                                 "2026-11-31",
                                 "2025-02-29",
                                 "2026-11-23T",
                                 "2026-11-23T08",
                                 "2026-11-23T08:12:00",
                                 "2026-11-23T24:00:00Z",
                                 "2026-11-23T08:60:00Z",
                                 "2026-11-23T08:12:61Z",
                                 "2026-11-23T08:12:00.Z",
                                 "2026-11-23T08:12:00.1234567890Z",
                                 "2026-11-23T08:12:00+0800",
                                 "2026-11-23T08:12:00+08",
                                 "2026-11-23T08:12:00+24:00",
                                 "2026-11-23T08:12:00+08:60",
                                 "2026-11-23T08:12:00ZZ",
                                 "2026-11-23Z",
                                 "+026-11-23",
                                 "2026-1-23",
                                 " 2026-11-23",
                                 "20261123",
                                 "2026-11-23T08:-1:00Z"})
            QTest::newRow(*text == '\0' ? "empty" : text) << text;
    }

    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!parseRfc3339(text.toStdString()));
    }

    void writes()
    {
        QCOMPARE(rfc3339(fromMs(0)), std::string("1970-01-01T00:00:00.000Z"));
        QCOMPARE(rfc3339(fromMs(1795421520123)), std::string("2026-11-23T08:12:00.123Z"));
        QCOMPARE(rfc3339(fromMs(-1)), std::string("1969-12-31T23:59:59.999Z"));
    }

    void runsForward()
    {
        const SystemClock clock;
        const auto first = clock.monotonic();
        QVERIFY(clock.monotonic() >= first);
        QVERIFY(clock.now() > parseRfc3339("2024-01-01"));
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
