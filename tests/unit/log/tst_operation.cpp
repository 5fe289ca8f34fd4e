// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/log/Entry.h"
#include "core/log/log.pb.h"

#include <QTest>

#include <random>

using namespace linli;
using namespace linli::log;

namespace {

constexpr std::string_view text = "三楼楼道灯不亮";

crypto::SigningKey testKey()
{
    return crypto::SigningKey::fromSeed(crypto::Secret32(std::array<std::uint8_t, 32>{1, 2, 3}));
}

Header testHeader()
{
    Header header;
    header.op.bytes = {1, 1};
    header.community.bytes = {2, 2};
    header.place = {.device = {{3, 3}}, .epoch = 1, .seq = 2, .prevHash = Hash{9}};
    header.created = fromMs(1'800'000'000'000);
    header.seen = {7, Hash{4}};
    header.kind = "hazards.comment";
    header.facts = toBytes("facts");
    return header;
}

SignedOperation testOperation()
{
    return signOperation(testHeader(), asBytes(text), testKey());
}

Entry testEntry(Audience audience, bool hidden)
{
    Entry entry;
    entry.stub = {Seq{5}, fromMs(1'800'000'000'001), std::move(audience), Verdict::accept()};
    const SignedOperation operation = testOperation();
    entry.opHash = operation.hash();
    if (!hidden)
        entry.operation = operation;
    return entry;
}

} // namespace

class TestOperation : public QObject {
    Q_OBJECT

private slots:
    void whatIsSignedComesBackWithEveryField()
    {
        const SignedOperation operation = testOperation();
        const auto header = decodeHeader(operation.header);
        QVERIFY(header.has_value());
        const Header wanted = testHeader();
        QVERIFY(header->op == wanted.op && header->community == wanted.community);
        QVERIFY(header->place.device == wanted.place.device && header->place.prevHash == wanted.place.prevHash);
        QCOMPARE(header->place.seq, wanted.place.seq);
        QVERIFY(header->created == wanted.created && header->seen == wanted.seen);
        QVERIFY(header->kind == wanted.kind && header->facts == wanted.facts);
        QVERIFY(signatureHolds(operation, testKey().publicKey()));
        QVERIFY(payloadHolds(operation, *header));
        QCOMPARE(asString(*operation.content()), std::string(text));
    }

    void theSameTextTwiceHasDifferentHashes()
    {
        // The salt: an erased short text must not be guessable from its hash.
        QVERIFY(testOperation().hash() != testOperation().hash());
    }

    void anyChangedByteBreaksSignatureOrPayload()
    {
        const SignedOperation good = testOperation();
        for (std::size_t i = 0; i < good.header.size(); ++i) {
            SignedOperation bad = good;
            bad.header[i] ^= 1;
            QVERIFY(!signatureHolds(bad, testKey().publicKey()));
        }
        const Header header = *decodeHeader(good.header);
        for (std::size_t i = 0; i < good.payload->size(); ++i) {
            SignedOperation bad = good;
            (*bad.payload)[i] ^= 1;
            QVERIFY(!payloadHolds(bad, header));
        }
        QVERIFY(!signatureHolds(good, crypto::SigningKey::generate().publicKey()));
    }

    void headersOutOfShapeAreRefused_data()
    {
        QTest::addColumn<int>("fault");
        for (int fault = 0; fault < 9; ++fault)
            QTest::addRow("%d", fault) << fault;
    }

    void headersOutOfShapeAreRefused()
    {
        QFETCH(int, fault);
        pb::log::Header header;
        const SignedOperation good = testOperation();
        QVERIFY(header.ParseFromArray(good.header.data(), static_cast<int>(good.header.size())));
        switch (fault) {
        case 0:
            header.set_op_id("short");
            break;
        case 1:
            header.set_device_id(std::string(17, 'x'));
            break;
        case 2:
            header.set_device_seq(0);
            break;
        case 3:
            header.set_device_epoch(0);
            break;
        case 4:
            header.clear_prev_op_hash();
            break;
        case 5:
            header.set_device_seq(1);
            break; // and yet a link to one before
        case 6:
            header.set_kind("");
            break;
        case 7:
            header.set_content_hash("x");
            break;
        case 8:
            header.mutable_audience()->set_kind(pb::log::Audience::PARTIES);
            break; // nobody named
        default:
            break;
        }
        QCOMPARE(decodeHeader(asBytes(header.SerializeAsString())).error().code, std::string("op.malformed"));
    }

    void tooLargeIsSaidBeforeAnythingIsRead()
    {
        Header header = testHeader();
        header.facts.resize(maxHeaderBytes);
        const auto operation = signOperation(header, {}, testKey());
        QCOMPARE(decodeHeader(operation.header).error().code, std::string("op.too_large"));
        SignedOperation heavy = testOperation();
        heavy.payload->resize(maxPayloadBytes + 1);
        QCOMPARE(decodeOperation(encode(heavy)).error().code, std::string("op.too_large"));
    }

    void theOperationCodecKeepsEveryByteAndTheAbsenceOfAPayload()
    {
        SignedOperation operation = testOperation();
        auto copy = decodeOperation(encode(operation));
        QVERIFY(copy && copy->header == operation.header && copy->signature == operation.signature &&
                copy->payload == operation.payload);
        operation.payload.reset();
        copy = decodeOperation(encode(operation));
        QVERIFY(copy && !copy->payload && copy->hash() == operation.hash());
    }

    void onTheWireTheHashIsLeftOutThatThePayloadGives()
    {
        const SignedOperation operation = testOperation();
        pb::log::SignedOperation wire;
        operationToWire(operation, wire);
        QVERIFY(wire.header().empty());
        QCOMPARE(wire.header_start().size() + 34, operation.header.size());
        const auto back = operationFromProto(wire);
        QVERIFY(back && back->header == operation.header && back->hash() == operation.hash());
        QVERIFY(headerOf(wire)->contentHash == crypto::sha256(*operation.payload));
        wire.mutable_payload()->back() ^= 1;
        QVERIFY(!signatureHolds(*operationFromProto(wire), testKey().publicKey()));
    }

    void onTheWireAHeaderThatDoesNotEndWithThatHashIsWhole()
    {
        SignedOperation erased = testOperation();
        erased.payload.reset();
        SignedOperation lie = testOperation();
        lie.payload->back() ^= 1;
        SignedOperation longer = testOperation();
        append(longer.header, Bytes{0x68, 1}); // a field of a newer version
        for (const SignedOperation& operation : {erased, lie, longer}) {
            pb::log::SignedOperation wire;
            operationToWire(operation, wire);
            QVERIFY(wire.header_start().empty());
            QVERIFY(operationFromProto(wire)->header == operation.header);
        }
    }

    void theStartOfAHeaderAloneIsRefused()
    {
        pb::log::SignedOperation wire;
        operationToWire(testOperation(), wire);
        pb::log::SignedOperation both = wire;
        both.set_header("x");
        QCOMPARE(operationFromProto(both).error().code, std::string("op.malformed"));
        wire.clear_payload();
        QCOMPARE(operationFromProto(wire).error().code, std::string("op.malformed"));
    }

    void theStubIsTheDocumentedBytes()
    {
        Stub stub{Seq{258}, fromMs(3), {Audience::Kind::Parties, {MemberId{{0xAA}}}}, Verdict::reject("a.b")};
        QCOMPARE(toHex(stub.bytes()), std::string("0000000000000102"
                                                  "0000000000000003"
                                                  "02"
                                                  "0001"
                                                  "aa000000000000000000000000000000"
                                                  "03"
                                                  "612e62"));
    }

    void aHiddenEntryHasTheSameLeafAsTheWholeOne()
    {
        const Audience staff{Audience::Kind::Staff, {}};
        const Entry whole = testEntry(staff, false);
        pb::log::Entry travelling;
        Entry hidden = whole;
        hidden.operation.reset();
        toProto(hidden, travelling);
        const auto received = fromProto(travelling);
        QVERIFY(received.has_value());
        QVERIFY(!received->operation && received->leafHash() == whole.leafHash());
    }

    void aHiddenEntryForTheWholeCommunityIsALie()
    {
        pb::log::Entry travelling;
        toProto(testEntry({}, true), travelling);
        QCOMPARE(fromProto(travelling).error().code, std::string("log.hidden_community_entry"));
    }

    void randomBytesNeverCrashTheDecoders()
    {
        std::mt19937 random(20261123);
        const Bytes good = encode(testOperation());
        for (int round = 0; round < 20'000; ++round) {
            Bytes bytes = good;
            for (unsigned flips = static_cast<unsigned>(random() % 6); flips-- > 0;)
                bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
            bytes.resize(random() % (bytes.size() + 1));
            if (const auto operation = decodeOperation(bytes))
                (void)decodeHeader(operation->header);
            (void)decodeHeader(bytes);
            (void)decodeAudience(bytes);
            pb::log::Entry entry;
            if (entry.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
                (void)fromProto(entry);
        }
    }
};

QTEST_APPLESS_MAIN(TestOperation)
#include "tst_operation.moc"
