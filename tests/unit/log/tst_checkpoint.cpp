// SPDX-License-Identifier: Apache-2.0
#include "core/log/Checkpoint.h"

#include <QTest>

using namespace linli;
using namespace linli::log;

namespace {

const CommunityId community{{1, 2, 3}};
const LogState state{1234, Hash{7}};

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void aSignedStateComesBack()
    {
        const auto key = crypto::SigningKey::generate();
        const std::string note = signCheckpoint(community, state, key);
        QVERIFY(note.starts_with("linli/01020300-0000-0000-0000-000000000000\n1234\n"));
        const auto back = verifyCheckpoint(note, community, key.publicKey());
        QVERIFY(back.has_value() && *back == state);
    }

    void everyChangedByteIsNoticed()
    {
        const auto key = crypto::SigningKey::generate();
        const std::string note = signCheckpoint(community, state, key);
        // Behind the base64 text only the final line feed is left; without it there is no signature line.
        for (std::size_t i = 0; i < note.size(); ++i) {
            std::string bad = note;
            bad[i] = static_cast<char>(bad[i] ^ 1);
            QVERIFY2(!verifyCheckpoint(bad, community, key.publicKey()), std::to_string(i).c_str());
        }
    }

    void anotherKeyOrCommunityIsRefused()
    {
        const auto key = crypto::SigningKey::generate();
        const std::string note = signCheckpoint(community, state, key);
        const auto otherKey = crypto::SigningKey::generate().publicKey();
        QCOMPARE(verifyCheckpoint(note, community, otherKey).error().code, std::string("checkpoint.bad_signature"));
        QCOMPARE(verifyCheckpoint(note, CommunityId{{9}}, key.publicKey()).error().code,
                 std::string("checkpoint.wrong_origin"));
    }

    void otherSignaturesBesideTheHubsAreFine()
    {
        const auto key = crypto::SigningKey::generate();
        const std::string note = signCheckpoint(community, state, key) + "\xE2\x80\x94 witness.example AAAAAAAA\n";
        QVERIFY(verifyCheckpoint(note, community, key.publicKey()).has_value());
    }

    void theSignatureGivesTheNoteAgain()
    {
        const auto key = crypto::SigningKey::generate();
        const std::string note = signCheckpoint(community, state, key);
        const auto signature = checkpointSignature(note);
        QVERIFY(signature.has_value());
        QCOMPARE(checkpointNote(community, state, key.publicKey(), *signature), note);
        for (const std::string& other : {note + "\xE2\x80\x94 witness.example AAAAAAAA\n", note.substr(0, 60),
                                         note.substr(0, note.size() - 9) + "\n", std::string("\n\n"), std::string()})
            QVERIFY(!checkpointSignature(other));
    }

    void shapelessNotesAreRefused()
    {
        const auto key = crypto::SigningKey::generate().publicKey();
        for (const std::string& note : {std::string(), std::string("\n\n"), std::string("a\nb\nc\n\n"),
                                        std::string(100'000, 'x'), std::string("linli/x\n01\nAAAA\n\n")})
            QVERIFY(!verifyCheckpoint(note, community, key));
    }
};

QTEST_APPLESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
