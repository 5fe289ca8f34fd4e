// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <zstd.h>

namespace {

constexpr int patienceMs = 500'000;

QString program(const char* name)
{
    return QStringLiteral(LINLI_BIN "/") + QString::fromLatin1(name);
}

QByteArray contents(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

/// Whether a whole zstd frame stands anywhere in the bytes; the four magic bytes alone turn up by chance.
bool holdsZstdFrame(const QByteArray& bytes)
{
    const QByteArray magic = QByteArray::fromHex("28b52ffd");
    for (qsizetype at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
        const auto left = static_cast<std::size_t>(bytes.size() - at);
        if (ZSTD_isError(ZSTD_findFrameCompressedSize(bytes.constData() + at, left)) == 0)
            return true;
    }
    return false;
}

int exitCode(const QString& name, const QStringList& arguments)
{
    QProcess process;
    process.start(name, arguments);
    return process.waitForFinished(patienceMs) ? process.exitCode() : -1;
}

} // namespace

class TestDemo : public QObject {
    Q_OBJECT

    QTemporaryDir m_out;
    QJsonObject m_summary;

    QStringList filesOf(const QString& below) const
    {
        QStringList files;
        QDirIterator it(m_out.filePath(below), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext())
            files << it.next();
        return files;
    }

private slots:
    void initTestCase()
    {
        QProcess demo;
        demo.setProcessChannelMode(QProcess::ForwardedChannels);
        demo.start(program("linli-demo"), {QStringLiteral("--headless"), QStringLiteral("--no-pictures"),
                                           QStringLiteral("--out"), m_out.path()});
        QVERIFY(demo.waitForFinished(patienceMs));
        m_summary = QJsonDocument::fromJson(contents(m_out.filePath(QStringLiteral("summary.json")))).object();
        QCOMPARE(demo.exitCode(), 0);
    }

    void everyStepOfTheMainJobWorks()
    {
        const QJsonArray steps = m_summary[QLatin1String("steps")].toArray();
        QVERIFY(steps.size() >= 8);
        for (const QJsonValue& step : steps)
            QVERIFY2(step[QLatin1String("ok")].toBool(), qPrintable(step[QLatin1String("name")].toString()));
    }

    void everyPhoneAndTheHubHaveTheSameLogAndState()
    {
        const QJsonObject hub = m_summary[QLatin1String("hub")].toObject();
        const QJsonArray phones = m_summary[QLatin1String("phones")].toArray();
        QVERIFY(phones.size() >= 8);
        for (const char* figure : {"log_size", "log_root", "community_sha256"}) {
            QVERIFY(!hub[QLatin1String(figure)].isUndefined());
            for (const QJsonValue& phone : phones)
                QCOMPARE(phone[QLatin1String(figure)], hub[QLatin1String(figure)]);
        }
    }

    void noFileOfAPhoneOrTheHubHoldsAnyTextThatWasWritten()
    {
        QList<QByteArray> texts;
        const auto reports = QJsonDocument::fromJson(contents(QStringLiteral(LINLI_DEMO_DATA "/reports.json")));
        for (const QJsonValue& report : reports[QLatin1String("reports")].toArray())
            texts << report[QLatin1String("text")].toString().left(12).toUtf8();
        texts << QStringLiteral("李建军").toUtf8() << QStringLiteral("锦溪社区").toUtf8()
              << QByteArrayLiteral("fire.blocked_exit");
        texts << QByteArray::fromHex("ffd8ffe000104a464946"); // the head of a JPEG file in clear
        const QStringList files = filesOf(QStringLiteral("homes")) + filesOf(QStringLiteral("hub"));
        QVERIFY(files.size() > 20);
        for (const QString& file : files) {
            const QByteArray bytes = contents(file);
            QVERIFY2(!holdsZstdFrame(bytes), qPrintable(file));
            for (const QByteArray& text : std::as_const(texts))
                QVERIFY2(!bytes.contains(text), qPrintable(file + QStringLiteral(" holds ") + QString::fromUtf8(text)));
        }
    }

    void aHomeOpensWithItsKeyAndNotWithoutIt()
    {
        const QString home = m_out.filePath(QStringLiteral("homes/")) + QStringLiteral("李建军");
        const QStringList list{QStringLiteral("--home"), home, QStringLiteral("list"), QStringLiteral("hazards")};
        QCOMPARE(exitCode(program("linli"), list), 0);
        const QString key = home + QStringLiteral("/keys/master.key");
        QVERIFY(QFile::rename(key, key + QStringLiteral(".aside")));
        QCOMPARE(exitCode(program("linli"), list), 5);
        QVERIFY(QFile::rename(key + QStringLiteral(".aside"), key));
        QCOMPARE(exitCode(program("linli"), list), 0);
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
