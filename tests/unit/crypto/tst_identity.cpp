// SPDX-License-Identifier: Apache-2.0
#include "core/base/File.h"
#include "core/crypto/Identity.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace linli;
using namespace linli::crypto;
namespace fs = std::filesystem;

class TestIdentity : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Secret32 m_key = Secret32::random();

    fs::path file() const { return fs::path(m_folder.path().toStdString()) / "identity.sealed"; }
    Bytes contents() const { return readFile(file(), 1000).value_or(Bytes{}); }

private slots:
    void cleanup() { fs::remove(file()); }

    void comesBackAsItWasSaved()
    {
        const Identity made = Identity::generate(fromMs(1'700'000'000'000));
        QVERIFY_OK(made.save(file(), m_key));
        const auto loaded = Identity::load(file(), m_key);
        QVERIFY_OK(loaded);
        QVERIFY(loaded->has_value());
        QCOMPARE((*loaded)->device, made.device);
        QCOMPARE((*loaded)->signing.publicKey(), made.signing.publicKey());
        QCOMPARE((*loaded)->sealing.publicKey(), made.sealing.publicKey());
        QVERIFY(verify(made.signing.publicKey(), "t", {}, (*loaded)->signing.sign("t", {})));
        QVERIFY_OK((*loaded)->sealing.open(seal(made.sealing.publicKey(), asBytes("x"))));
    }

    void isAbsentWhenThereIsNoFile()
    {
        const auto loaded = Identity::load(file(), m_key);
        QVERIFY_OK(loaded);
        QVERIFY(!loaded->has_value());
    }

    void isNotOverwritten()
    {
        QVERIFY_OK(Identity::generate(fromMs(1)).save(file(), m_key));
        const Bytes before = contents();
        QCOMPARE_CODE(Identity::generate(fromMs(2)).save(file(), m_key), "identity.exists");
        QVERIFY(contents() == before);
        // Not even when what is there cannot be read.
        fs::remove(file());
        fs::create_symlink("nowhere", file());
        QCOMPARE_CODE(Identity::generate(fromMs(2)).save(file(), m_key), "identity.exists");
    }

    void refusesAnotherKeyAndKeepsTheFile()
    {
        QVERIFY_OK(Identity::generate(fromMs(1)).save(file(), m_key));
        const Bytes before = contents();
        QCOMPARE_CODE(Identity::load(file(), Secret32::random()), "identity.unreadable");
        QVERIFY(contents() == before);
    }

    void refusesEveryChangedOrMissingByte()
    {
        QVERIFY_OK(Identity::generate(fromMs(1)).save(file(), m_key));
        const Bytes whole = contents();
        QCOMPARE(whole.size(), std::size_t{4 + 1 + 24 + 80 + 16});
        for (std::size_t i = 0; i < whole.size(); ++i) {
            Bytes changed = whole;
            changed[i] ^= 1;
            QVERIFY_OK(writeFileDurably(file(), changed));
            QCOMPARE_CODE(Identity::load(file(), m_key), "identity.unreadable");
            QVERIFY_OK(writeFileDurably(file(), ByteView(whole).first(i)));
            QCOMPARE_CODE(Identity::load(file(), m_key), "identity.unreadable");
        }
        Bytes longer = whole;
        longer.push_back(0);
        QVERIFY_OK(writeFileDurably(file(), longer));
        QCOMPARE_CODE(Identity::load(file(), m_key), "identity.unreadable");
        QVERIFY_OK(writeFileDurably(file(), whole));
        QVERIFY_OK(Identity::load(file(), m_key));
    }

    void hidesItsSecretsAndItsFile()
    {
        const Identity made = Identity::generate(fromMs(1));
        QVERIFY_OK(made.save(file(), m_key));
        const Bytes bytes = contents();
        QVERIFY(std::ranges::search(bytes, made.signing.seed().view()).empty());
        QVERIFY(std::ranges::search(bytes, made.sealing.seed().view()).empty());
        QCOMPARE(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }

    void saysWhenTheFolderIsMissing()
    {
        QCOMPARE_CODE(Identity::generate(fromMs(1)).save(file() / "no" / "where", m_key), "store.io");
    }
};

QTEST_APPLESS_MAIN(TestIdentity)
#include "tst_identity.moc"
