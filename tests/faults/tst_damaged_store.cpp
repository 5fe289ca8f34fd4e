// SPDX-License-Identifier: Apache-2.0
#include "core/base/File.h"
#include "tests/faults/PhoneImage.h"
#include "tests/support/ResultChecks.h"

#include <QTest>

using namespace linli;
using namespace linli::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t pageSize = 4096;
// The write-ahead log: sqlite.org/fileformat2.html#walformat
constexpr std::size_t walHeader = 32;
constexpr std::size_t frameHeader = 24;
constexpr std::size_t frameSize = frameHeader + pageSize;

Bytes contentOf(const fs::path& file)
{
    return readFile(file, 64 << 20).value();
}

void flipBit(const fs::path& file, std::size_t at)
{
    Bytes bytes = contentOf(file);
    bytes.at(at) ^= static_cast<std::uint8_t>(1U << at % 8);
    if (!writeFileDurably(file, bytes))
        qFatal("cannot write");
}

/// Everything that a home has in its tables, as one hash.
Result<Hash> everything(community::Home& home)
{
    store::Database& db = home.replica().db();
    LINLI_TRY(const auto tables,
              db.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name", {},
                     [](const store::Row& row) { return row.text(0); }));
    crypto::Sha256 sum;
    for (const std::string& table : tables) {
        sum.add(asBytes(table));
        LINLI_CHECK(db.query("SELECT * FROM \"" + table + "\"", {}, [&](const store::Row& row) {
            for (int column = 0; column < row.columnCount(); ++column)
                sum.add(asBytes("|")).add(asBytes(row.text(column)));
            return true;
        }));
    }
    return sum.finish();
}

/// What somebody sees who opens a folder: everything in it, or an error.
Result<Hash> look(PhoneImage& image, const fs::path& folder)
{
    LINLI_TRY(auto home, image.open(folder));
    return everything(home);
}

bool saysThatItIsDamaged(const Error& error)
{
    return error.code == "store.quarantine" || error.code == "store.corrupt" || error.code == "store.wrong_key";
}

} // namespace

/// Files that changed behind our back. SQLCipher authenticates every page, and the write-ahead log has a running checksum
/// over encrypted pages; neither knows whether a file is the newest one.
class TestDamagedStore : public QObject {
    Q_OBJECT

    std::optional<PhoneImage> m_image;
    QTemporaryDir m_folder;

    /// The image with its write-ahead log moved into the file.
    fs::path closedImage()
    {
        const fs::path folder = m_folder.filePath("closed").toStdString();
        if (!fs::exists(folder)) {
            const fs::path copy = m_image->copy();
            (void)m_image->open(copy).value(); // opened and closed
            fs::copy(copy, folder, fs::copy_options::recursive);
        }
        return folder;
    }

    /// Whole, a state that this phone once was in, and able to go on from there.
    std::string isAnEarlierState(const fs::path& folder)
    {
        auto home = m_image->open(folder);
        if (!home)
            return "does not open: " + home.error().code;
        for (const auto& check : {filesAreWhole, logIsTheRoots, chainHasNoGap})
            if (std::string fault = check(*home); !fault.empty())
                return fault;
        return catchesUp(*home, *m_image);
    }

private slots:
    void initTestCase() { m_image.emplace(); }
    void cleanupTestCase() { m_image.reset(); }

    void everyFlippedBitOfAPageIsNoticed()
    {
        const fs::path whole = closedImage();
        const Hash truth = look(*m_image, m_image->copyOf(whole)).value();
        // Salt or ciphertext, ciphertext, the page's random start value, its authentication code.
        constexpr std::size_t places[] = {0, 16, 100, 2500, 4015, 4016, 4031, 4032, 4095};
        const std::size_t pages = fs::file_size(whole / "linli.db") / pageSize;
        QVERIFY(pages > 50);
        for (std::size_t page = 0; page < pages; ++page)
            for (std::size_t i = 0; i < (page < 2 ? std::size(places) : 2); ++i) {
                const std::size_t at = page * pageSize + places[(2 * page + i) % std::size(places)];
                const fs::path folder = m_image->copyOf(whole);
                flipBit(folder / "linli.db", at);
                const auto seen = look(*m_image, folder);
                if (!seen) {
                    QVERIFY2(saysThatItIsDamaged(seen.error()), explain(seen).c_str());
                    continue;
                }
                QVERIFY2(*seen == truth, "something else is shown as the truth");
                // A page that nobody reads (free). The check of the whole file finds it.
                auto home = m_image->open(folder);
                QVERIFY_OK(home);
                QVERIFY2(!filesAreWhole(*home).empty(), std::to_string(at).c_str());
            }
    }

    void aDamagedFrameEndsTheLogThereAndNothingOfItIsShown()
    {
        const fs::path sample = m_image->copy();
        const std::size_t frames = (fs::file_size(sample / "linli.db-wal") - walHeader) / frameSize;
        QVERIFY(frames > 10);
        constexpr std::size_t places[] = {0, 5, 9, 17, frameHeader, frameHeader + 2000, frameSize - 1};
        for (std::size_t frame = 0; frame < frames; ++frame) {
            const std::size_t start = walHeader + frame * frameSize;
            const fs::path cut = m_image->copy();
            fs::resize_file(cut / "linli.db-wal", start);
            const auto before = look(*m_image, cut);
            QVERIFY_OK(before);
            const fs::path folder = m_image->copy();
            flipBit(folder / "linli.db-wal", start + places[frame % std::size(places)]);
            const auto seen = look(*m_image, folder);
            QVERIFY_OK(seen);
            QVERIFY(*seen == *before);
            if (frame % 8 == 0)
                QCOMPARE(isAnEarlierState(folder), std::string());
        }
    }

    void aDamagedHeaderOfTheLogIsAsIfThereWereNoLog()
    {
        const fs::path without = m_image->copy();
        fs::remove(without / "linli.db-wal");
        const auto before = look(*m_image, without);
        QVERIFY_OK(before);
        for (std::size_t at = 0; at < walHeader; ++at) {
            const fs::path folder = m_image->copy();
            flipBit(folder / "linli.db-wal", at);
            const auto seen = look(*m_image, folder);
            if (seen)
                QVERIFY2(*seen == *before, std::to_string(at).c_str());
            else
                QVERIFY2(saysThatItIsDamaged(seen.error()), seen.error().code.c_str());
        }
    }

    // That what was written since is missing is for the sealed mark beside the store to say (DESIGN §5, BEHIND). Here: what
    // is left is one whole state that was true once, and the hub's log brings it up to date.
    void withoutItsLogTheStoreIsWhatItWasBefore()
    {
        const fs::path folder = m_image->copy();
        fs::remove(folder / "linli.db-wal");
        QCOMPARE(isAnEarlierState(folder), std::string());
    }

    /// A log that held entries of others: what is left is older than what was here, says so, and is healed by the next sync.
    void aLogThatIsLostOrDamagedAtItsHeaderIsNoticedAndHealed()
    {
        const fs::path hot = m_folder.filePath("hot").toStdString();
        {
            const fs::path used = m_image->copy();
            auto home = m_image->open(used);
            QVERIFY_OK(home);
            QCOMPARE(catchesUp(*home, *m_image), std::string());
            fs::copy(used, hot, fs::copy_options::recursive); // while it is open
        }
        constexpr std::size_t lost = walHeader;
        for (std::size_t at = 0; at <= lost; ++at) {
            const fs::path folder = m_image->copyOf(hot);
            if (at == lost)
                fs::remove(folder / "linli.db-wal");
            else
                flipBit(folder / "linli.db-wal", at);
            auto again = m_image->open(folder);
            if (!again) {
                QVERIFY2(saysThatItIsDamaged(again.error()), again.error().code.c_str());
                continue;
            }
            QVERIFY2(again->replica().isBehind(), std::to_string(at).c_str());
            for (const OpId& op : m_image->waiting())
                QCOMPARE(isThere(*again, op), std::string());
            QCOMPARE(catchesUp(*again, *m_image), std::string());
            QVERIFY(!again->replica().isBehind());
        }
    }

    void withoutItsSharedMemoryNothingIsLost()
    {
        const fs::path folder = m_image->copy();
        fs::remove(folder / "linli.db-shm");
        auto home = m_image->open(folder);
        QVERIFY_OK(home);
        for (const OpId& op : m_image->waiting())
            QCOMPARE(isThere(*home, op), std::string());
    }

    void anOlderCopyIsWhatItWasThen() { QCOMPARE(isAnEarlierState(m_image->copyOf(m_image->older())), std::string()); }

    void aLogBesideAnOlderOrNewerFileIsNeverACrash()
    {
        const fs::path older = m_image->copyOf(closedImage());
        fs::copy_file(m_image->older() / "linli.db", older / "linli.db", fs::copy_options::overwrite_existing);
        QCOMPARE(isAnEarlierState(older), std::string());
        // The log of this noon beside the file of this evening, which holds it already.
        const fs::path noon = m_folder.filePath("noon").toStdString();
        fs::copy(m_image->copy(), noon, fs::copy_options::recursive);
        const fs::path evening = m_image->copyOf(closedImage());
        QVERIFY(!fs::exists(evening / "linli.db-wal"));
        fs::copy_file(noon / "linli.db-wal", evening / "linli.db-wal");
        QCOMPARE(isAnEarlierState(evening), std::string());
    }

    /// SQLCipher takes a page of this morning for true: same key, same place, right code. No key is needed to put it back,
    /// so it must at least never crash us, and what comes out is counted here.
    void anOlderPageInANewerFileIsNeverACrash()
    {
        const fs::path whole = closedImage();
        const Bytes now = contentOf(whole / "linli.db");
        const Bytes then = contentOf(m_image->older() / "linli.db");
        int differing = 0;
        int noticed = 0;
        for (std::size_t at = 0; at + pageSize <= std::min(now.size(), then.size()); at += pageSize) {
            const auto page = static_cast<std::ptrdiff_t>(at);
            if (std::equal(now.begin() + page, now.begin() + page + pageSize, then.begin() + page))
                continue;
            ++differing;
            Bytes mixed = now;
            std::copy_n(then.begin() + page, pageSize, mixed.begin() + page);
            const fs::path folder = m_image->copyOf(whole);
            QVERIFY_OK(writeFileDurably(folder / "linli.db", mixed));
            noticed += isAnEarlierState(folder).empty() ? 0 : 1;
        }
        QVERIFY(differing > 5);
        qInfo("%d of %d older pages are noticed", noticed, differing);
    }
};

QTEST_GUILESS_MAIN(TestDamagedStore)
#include "tst_damaged_store.moc"
