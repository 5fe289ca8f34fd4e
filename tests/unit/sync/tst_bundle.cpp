// SPDX-License-Identifier: Apache-2.0
// The bytes of a bundle: what is written is read, and nothing else is.
#include "core/base/Encoding.h"
#include "core/log/log.pb.h"
#include "core/sync/Bundle.h"
#include "core/sync/bundle.pb.h"
#include "tests/support/ResultChecks.h"

#include <zstd.h>

using namespace linli;
using namespace linli::sync;

namespace {

log::SignedOperation operation(std::uint64_t seq, std::size_t contentBytes = 20)
{
    static const auto key = crypto::SigningKey::generate();
    log::Header header;
    header.op.bytes[0] = static_cast<std::uint8_t>(seq);
    header.community.bytes.fill(1);
    header.place.device.bytes.fill(2);
    header.place.seq = seq;
    if (seq > 1)
        header.place.prevHash = Hash{static_cast<std::uint8_t>(seq)};
    header.kind = "hazards.comment";
    return log::signOperation(header, Bytes(contentBytes, 7), key);
}

Bundle sample()
{
    Bundle bundle;
    bundle.community.bytes.fill(1);
    bundle.made = fromMs(1'793'000'000'000);
    bundle.maker.bytes.fill(2);
    bundle.checkpoint = "a note";
    for (const std::uint64_t seq : {1U, 2U, 3U})
        bundle.operations.push_back(operation(seq));
    const auto noticed = operation(4);
    log::Entry entry{{Seq{9}, bundle.made, {}, {}}, noticed.hash(), noticed};
    bundle.notices.push_back({std::move(entry), {Hash{5}, Hash{6}}});
    return bundle;
}

/// A bundle around bytes of one's choice.
Bytes wrap(ByteView frame, std::string_view magic = bundleMagic)
{
    Bytes file = toBytes(magic);
    appendU32(file, static_cast<std::uint32_t>(frame.size()));
    append(file, frame);
    append(file, crypto::sha256(file));
    return file;
}

Bytes pack(ByteView plain)
{
    Bytes packed(ZSTD_compressBound(plain.size()));
    packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 1));
    return packed;
}

} // namespace

class TestBundle : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadByteForByte()
    {
        const Bundle bundle = sample();
        const auto file = encodeBundle(bundle);
        QVERIFY_OK(file);
        const auto back = decodeBundle(*file);
        QVERIFY_OK(back);
        QCOMPARE(back->community, bundle.community);
        QCOMPARE(back->maker, bundle.maker);
        QCOMPARE(back->made, bundle.made);
        QCOMPARE(back->checkpoint, bundle.checkpoint);
        QCOMPARE(back->operations.size(), bundle.operations.size());
        for (std::size_t i = 0; i < bundle.operations.size(); ++i)
            QCOMPARE(log::encode(back->operations[i]), log::encode(bundle.operations[i]));
        QCOMPARE(back->notices.size(), 1UZ);
        QCOMPARE(back->notices[0].entry.leafHash(), bundle.notices[0].entry.leafHash());
        QCOMPARE(back->notices[0].proof, bundle.notices[0].proof);
    }

    void aBundleWithNothingInItIsOne()
    {
        Bundle bundle;
        bundle.community.bytes.fill(1);
        bundle.maker.bytes.fill(2);
        const auto file = encodeBundle(bundle);
        QVERIFY_OK(file);
        QVERIFY_OK(decodeBundle(*file));
    }

    void everyChangedByteAndEveryCutIsFound()
    {
        const Bytes file = encodeBundle(sample()).value();
        for (std::size_t i = 0; i < file.size(); ++i) {
            Bytes changed = file;
            changed[i] ^= 0x20;
            QVERIFY2(!decodeBundle(changed), qPrintable(QString::number(i)));
            QVERIFY2(!decodeBundle(ByteView(file).first(i)), qPrintable(QString::number(i)));
        }
        Bytes longer = file;
        longer.push_back(0);
        QCOMPARE_CODE(decodeBundle(longer), "bundle.damaged");
        QCOMPARE_CODE(decodeBundle(ByteView(file).first(file.size() - 1)), "bundle.damaged");
        QCOMPARE_CODE(decodeBundle(ByteView(file).first(5)), "bundle.damaged");
    }

    void otherFilesAreNamed()
    {
        QCOMPARE_CODE(decodeBundle({}), "bundle.not_a_bundle");
        QCOMPARE_CODE(decodeBundle(asBytes("\xff\xd8 a picture")), "bundle.not_a_bundle");
        QCOMPARE_CODE(decodeBundle(wrap({}, "linli bundle v2\n")), "bundle.newer");
        QCOMPARE_CODE(decodeBundle(wrap(asBytes("not zstd"))), "bundle.malformed");
        QCOMPARE_CODE(decodeBundle(wrap(pack(asBytes("\xff\xff\xff\xff")))), "bundle.malformed");
        QCOMPARE_CODE(decodeBundle(wrap(pack({}))), "bundle.malformed"); // no ids
    }

    void nothingIsUnpackedBeyondTheLimit()
    {
        const Bytes plain(maxBundlePlainBytes + 1, 0);
        QCOMPARE_CODE(decodeBundle(wrap(pack(plain))), "bundle.too_large");
        QCOMPARE_CODE(decodeBundle(wrap(Bytes(maxBundleFileBytes, 0))), "bundle.too_large");
    }

    void moreOperationsThanAllowedAreNeitherWrittenNorRead()
    {
        Bundle bundle = sample();
        bundle.operations.assign(maxBundleOperations, operation(1, 1));
        QVERIFY_OK(encodeBundle(bundle));
        bundle.operations.push_back(operation(1, 1));
        QCOMPARE_CODE(encodeBundle(bundle), "bundle.too_large");
        pb::sync::Bundle message;
        message.set_community_id(bundle.community.str());
        message.set_device_id(bundle.maker.str());
        for (const auto& each : bundle.operations)
            log::operationToProto(each, *message.add_operations());
        QCOMPARE_CODE(decodeBundle(wrap(pack(asBytes(message.SerializeAsString())))), "bundle.too_large");
        bundle.operations.assign(100, operation(1, log::maxPayloadBytes - 100)); // 6.5 MB
        QCOMPARE_CODE(encodeBundle(bundle), "bundle.too_large");
    }

    void aNoticeWithoutItsOperationIsMalformed()
    {
        pb::sync::Bundle message;
        message.set_community_id(std::string(16, 'c'));
        message.set_device_id(std::string(16, 'd'));
        auto* entry = message.add_notices()->mutable_entry();
        entry->set_seq(3);
        entry->mutable_audience()->set_kind(pb::log::Audience::STAFF);
        entry->set_op_hash(std::string(32, 'h'));
        QCOMPARE_CODE(decodeBundle(wrap(pack(asBytes(message.SerializeAsString())))), "bundle.malformed");
    }
};

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_bundle.moc"
