// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogOutput.h"

#include <QRegularExpression>
#include <QTest>

#include <spdlog/spdlog.h>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <latch>
#include <thread>

using namespace linli;
using namespace linli::hub;
using namespace std::chrono_literals;

namespace {

constexpr int lines = 5000;

/// The smallest there is: one page.
struct Pipe {
    std::array<int, 2> ends{-1, -1};
    Pipe()
    {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0 || ::fcntl(ends[1], F_SETPIPE_SZ, 4096) < 0)
            qFatal("no pipe");
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe()
    {
        ::close(ends[0]);
        closeWriting();
    }
    void closeWriting()
    {
        if (ends[1] >= 0)
            ::close(std::exchange(ends[1], -1));
    }
    [[nodiscard]] QByteArray readPart() const
    {
        std::array<char, 4096> part{};
        const ssize_t count = ::read(ends[0], part.data(), part.size());
        return {part.data(), std::max<ssize_t>(count, 0)};
    }
    /// Until the writing end is closed.
    [[nodiscard]] QByteArray readAll() const
    {
        QByteArray all;
        for (QByteArray part = readPart(); !part.isEmpty(); part = readPart())
            all += part;
        return all;
    }
};

/// Lines that arrived, and those that are said to be missing.
int told(const QByteArray& text)
{
    int all = static_cast<int>(text.count("line number"));
    static const QRegularExpression missing(QStringLiteral("\\.\\.\\. (\\d+) lines that nobody read"));
    for (auto found = missing.globalMatch(QString::fromUtf8(text)); found.hasNext();)
        all += found.next().captured(1).toInt();
    return all;
}

} // namespace

/// What the hub says reaches whoever listens, and waits for nobody who does not.
class TestHubLogOutput : public QObject {
    Q_OBJECT

private slots:
    void everyLineReachesWhoeverReads();
    void aReaderWhoStopsHoldsNobodyUpAndLearnsWhatIsMissing();
    void aReaderWhoIsGoneIsNoTrouble();
};

void TestHubLogOutput::everyLineReachesWhoeverReads()
{
    Pipe pipe;
    QByteArray text;
    std::thread reader([&] { text = pipe.readAll(); });
    {
        const LogOutput output(pipe.ends[1], 1min);
        for (int i = 0; i < 500; ++i) // as many as may wait
            spdlog::info("line number {}", i);
    }
    pipe.closeWriting();
    reader.join();
    QCOMPARE(text.count('\n'), 500);
    QVERIFY(text.contains("[info] line number 499\n"));
}

void TestHubLogOutput::aReaderWhoStopsHoldsNobodyUpAndLearnsWhatIsMissing()
{
    Pipe pipe;
    QByteArray text;
    std::latch reading{1};
    std::thread reader;
    {
        const LogOutput output(pipe.ends[1], 100ms);
        for (int i = 0; i < lines; ++i)
            spdlog::info("line number {}", i); // would wait for good
        reader = std::thread([&] {
            text = pipe.readPart();
            reading.count_down();
            text += pipe.readAll();
        });
        reading.wait();
        spdlog::info("the end");
    }
    pipe.closeWriting();
    reader.join();
    QVERIFY(text.endsWith("the end\n"));
    QVERIFY(text.count("line number") < lines);
    QCOMPARE(told(text), lines);
}

/// As main() has it: SIGPIPE is ignored.
void TestHubLogOutput::aReaderWhoIsGoneIsNoTrouble()
{
    (void)std::signal(SIGPIPE, SIG_IGN);
    Pipe pipe;
    ::close(std::exchange(pipe.ends[0], ::open("/dev/null", O_RDONLY | O_CLOEXEC)));
    const LogOutput output(pipe.ends[1], 1min);
    for (int i = 0; i < lines; ++i)
        spdlog::info("line number {}", i);
}

QTEST_GUILESS_MAIN(TestHubLogOutput)
#include "tst_hub_log_output.moc"
