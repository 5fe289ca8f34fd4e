// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/members/Invite.h"

#include <QtTest>
#include <random>

using namespace linli;
using namespace linli::members;
using Code = std::string;

/// The text and URL of an invite: round trips, each fault's code, and what random damage does.
class TstMembersInviteText : public QObject {
    Q_OBJECT

    static Invite sample()
    {
        Invite invite;
        invite.community = CommunityId{{1, 2, 3}};
        crypto::Secret32 hub;
        hub.mutableView()[0] = 4;
        invite.hubKey = crypto::SigningKey::fromSeed(hub).publicKey();
        invite.genesis = Hash{6, 7};
        invite.seed.mutableView()[31] = 9;
        return invite;
    }
    static bool same(const Invite& a, const Invite& b)
    {
        return a.community == b.community && a.hubKey == b.hubKey && a.genesis == b.genesis && a.seed.equals(b.seed);
    }
    static Code codeOf(std::string_view text)
    {
        const auto parsed = parseInvite(text);
        return parsed ? Code() : parsed.error().code;
    }
    static Code urlCode(std::string_view url)
    {
        const auto parsed = parseInviteUrl(url);
        return parsed ? Code() : parsed.error().code;
    }

private slots:
    void initTestCase() { QVERIFY(crypto::initialise().has_value()); }

    void textGoesBothWays()
    {
        const std::string text = inviteText(sample());
        QCOMPARE(text.size(), 160U);
        QVERIFY(text.starts_with("LL1-"));
        QVERIFY(same(parseInvite(text).value(), sample()));
        QVERIFY(same(parseInvite(" \t" + text + "\r\n").value(), sample()));
        QCOMPARE(parseInvite(text)->key().publicKey(), sample().key().publicKey());
    }

    /// Keeps the format from changing unseen: papers with invites outlive a version of the app.
    void formatIsFixed()
    {
        Bytes body{1};
        const Invite invite = sample();
        append(body, invite.community.view());
        append(body, invite.hubKey);
        append(body, invite.genesis);
        append(body, invite.seed.view());
        const Hash check = crypto::sha256(body);
        append(body, ByteView(check).first(4));
        QCOMPARE(inviteText(invite), "LL1-" + toBase64Url(body));
    }

    void faultsHaveCodes()
    {
        const std::string text = inviteText(sample());
        QCOMPARE(codeOf(""), Code("invite.malformed"));
        QCOMPARE(codeOf("LL1-"), Code("invite.malformed"));
        QCOMPARE(codeOf("LL2-" + text.substr(4)), Code("invite.malformed"));
        QCOMPARE(codeOf("ll1-" + text.substr(4)), Code("invite.malformed"));
        QCOMPARE(codeOf(text.substr(0, 156)), Code("invite.malformed"));
        QCOMPARE(codeOf(text + "AAAA"), Code("invite.malformed"));
        QCOMPARE(codeOf(text + std::string(5000, 'A')), Code("invite.malformed"));
        QCOMPARE(codeOf(text.substr(0, 20) + " " + text.substr(21)), Code("invite.malformed"));
        std::string changed = text;
        changed[40] = changed[40] == 'A' ? 'B' : 'A';
        QCOMPARE(codeOf(changed), Code("invite.checksum"));
        Bytes newer = fromBase64Url(text.substr(4)).value();
        newer[0] = 2;
        QCOMPARE(codeOf("LL1-" + toBase64Url(newer)), Code("invite.version"));
        newer.resize(40);
        QCOMPARE(codeOf("LL1-" + toBase64Url(newer)), Code("invite.version"));
    }

    void urlGoesBothWays()
    {
        for (const std::string hub : {"https://hub.example:8443/linli?x=1&y=%20", "http://127.0.0.1:8080"}) {
            const std::string url = inviteUrl(hub, sample());
            QVERIFY(url.starts_with("linli://join?hub=http"));
            QCOMPARE(std::ranges::count(url, '&'), 1);
            const auto parsed = parseInviteUrl(url);
            QVERIFY(parsed.has_value());
            QCOMPARE(parsed->hub, hub);
            QVERIFY(same(parsed->invite, sample()));
        }
        const std::string text = inviteText(sample());
        QCOMPARE(urlCode("linli://join?invite=" + text + "&lang=zh&hub=http%3A%2F%2Fa"), Code());
    }

    void urlFaultsHaveCodes()
    {
        const std::string text = inviteText(sample());
        for (const std::string& bad :
             {Code(), Code("https://join?hub=http%3A%2F%2Fa&invite=") + text, Code("linli://join?hub=http%3A%2F%2Fa"),
              "linli://join?invite=" + text, "linli://join?hub=&invite=" + text,
              "linli://join?hub=ftp://a&invite=" + text, "linli://join?hub=http://&invite=" + text,
              "linli://join?hub=http%3A%2F%2Fa%0Ab&invite=" + text, "linli://join?hub=http%3A%2F%2Fa%2&invite=" + text,
              "linli://join?hub=http%3A%2F%2Fa%zz&invite=" + text,
              "linli://join?hub=http://" + std::string(3000, 'a') + "&invite=" + text})
            QCOMPARE(urlCode(bad), Code("invite.malformed"));
        std::string changed = text;
        changed.back() = changed.back() == 'A' ? 'B' : 'A';
        QCOMPARE(urlCode("linli://join?hub=http://a&invite=" + changed), Code("invite.checksum"));
    }

    void damageNeverMakesAnotherInvite()
    {
        std::mt19937 random(11); // the same damage in each run
        const std::string text = inviteText(sample());
        const std::string url = inviteUrl("https://hub.example", sample());
        for (int i = 0; i < 20'000; ++i) {
            std::string damaged = i % 2 == 0 ? text : url;
            for (unsigned k = 0; k <= random() % 4; ++k)
                damaged[random() % damaged.size()] = static_cast<char>(random());
            if (random() % 4 == 0)
                damaged.resize(random() % damaged.size());
            if (const auto parsed = parseInvite(damaged))
                QVERIFY(same(*parsed, sample()));
            if (const auto parsed = parseInviteUrl(damaged))
                QVERIFY(same(parsed->invite, sample()));
        }
    }

    void eachSingleCharacterIsChecked()
    {
        const std::string text = inviteText(sample());
        for (std::size_t i = 4; i < text.size(); ++i)
            for (const char c : std::string_view("AQgw_-09")) {
                std::string changed = text;
                changed[i] = c;
                QCOMPARE(codeOf(changed).empty(), changed == text);
            }
    }

    /// Own words are sealed to it before any hub answers.
    void aHubKeyThatIsNoneIsToldAtOnce()
    {
        Invite invite = sample();
        for (const Hash& key : {Hash{}, Hash{1}, Hash{2}}) { // of order 4, of order 1, not on the curve
            invite.hubKey = key;
            QCOMPARE(codeOf(inviteText(invite)), Code("invite.malformed"));
            QCOMPARE(urlCode(inviteUrl("https://hub.example", invite)), Code("invite.malformed"));
        }
    }

    void proofIsForOneDevice()
    {
        const auto key = sample().key();
        const JoinProof proof{sample().community, DeviceId{{1}}, Hash{2}, Hash{3}};
        const auto signature = signProof(proof, key);
        QVERIFY(proofHolds(proof, key.publicKey(), signature));
        for (const JoinProof& other : {JoinProof{CommunityId{}, proof.device, proof.signingKey, proof.sealingKey},
                                       JoinProof{proof.community, DeviceId{}, proof.signingKey, proof.sealingKey},
                                       JoinProof{proof.community, proof.device, Hash{}, proof.sealingKey},
                                       JoinProof{proof.community, proof.device, proof.signingKey, Hash{}}})
            QVERIFY(!proofHolds(other, key.publicKey(), signature));
        QVERIFY(!proofHolds(proof, key.publicKey(), ByteView(signature).first(63)));
    }
};

QTEST_GUILESS_MAIN(TstMembersInviteText)
#include "tst_members_invite_text.moc"
