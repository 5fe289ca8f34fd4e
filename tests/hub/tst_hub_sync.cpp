// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/community/CommunityRules.h"
#include "core/log/Photos.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"

#include <QDirIterator>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace linli;
using namespace linli::test;

namespace {

constexpr auto secretText = "三单元楼道灯不亮，晚上看不见台阶";
constexpr auto privateText = "楼上每晚打麻将到两点";

std::string communityDigest(HubPhone& phone)
{
    const auto digests = phone.replica().digests();
    return digests ? toHex(digests->community) : digests.error().code;
}

std::string photoPath(const Bytes& photo)
{
    return "/photos/" + toHex(crypto::sha256(photo));
}

pb::sync::LogPage pageAfter(HubPhone& phone, std::uint64_t after)
{
    pb::sync::LogPage page;
    (void)sync::readAnswer(phone.call("GET", "/log?after=" + std::to_string(after)), page);
    return page;
}

Timestamp realNow()
{
    return SystemClock().now();
}

} // namespace

class TestHubSync : public QObject {
    Q_OBJECT

private slots:
    void init();
    void phonesAndHubComeToTheSameState();
    void staffEntriesAreHiddenFromResidents();
    void revokedDeviceIsOutAtOnce();
    void erasureReachesLogAndPhotos();
    void rebuiltStateIsTheSameAfterErasures();
    void answeredMeansKept();
    void manyPhonesPushAtOnce();
    void aDeadlineMakesATick();
    void filesHoldNothingInClear();

private:
    [[nodiscard]] std::unique_ptr<HubPhone> phone(const char* name)
    {
        return std::make_unique<HubPhone>(m_folder->filePath(name).toStdString(), m_hub->url());
    }
    /// A resident who has joined.
    [[nodiscard]] std::unique_ptr<HubPhone> resident(const char* name, const std::string& household);
    [[nodiscard]] QJsonObject fsck();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
};

void TestHubSync::init()
{
    m_admin.reset();
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = std::make_unique<HubProcess>(m_folder->filePath("hub"));
    QVERIFY2(m_hub->found(), m_hub->log().constData());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_admin = phone("admin");
    QCOMPARE(m_admin->join(m_hub->adminInvite()), "");
}

std::unique_ptr<HubPhone> TestHubSync::resident(const char* name, const std::string& household)
{
    const std::string invite = m_admin->inviteHousehold(household);
    auto made = phone(name);
    if (!m_admin->sync().empty() || !made->join(invite).empty())
        qWarning("%s could not join", name);
    return made;
}

QJsonObject TestHubSync::fsck()
{
    const auto done = m_hub->fsck();
    if (done.code != 0)
        qWarning("fsck: %s", done.err.constData());
    return QJsonDocument::fromJson(done.out).object();
}

void TestHubSync::phonesAndHubComeToTheSameState()
{
    const auto wang = resident("wang", "JY-1-1-101");
    const Bytes photo = jpeg(1);
    const OpId hazard = report(*wang, secretText, photo);
    QVERIFY(!hazard.isNull());
    QCOMPARE(wang->sync(), "");
    QCOMPARE(wang->outcome.pushed, 1U);
    QCOMPARE(wang->outcome.photosUp, 1U);

    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->outcome.photosDown, 1U);
    QVERIFY(m_admin->home().photos().find(crypto::sha256(photo)).value() == photo);
    QVERIFY(m_admin->replica().seqOf(hazard).value().has_value());
    QCOMPARE(m_admin->replica().confirmed(), wang->replica().confirmed());
    QCOMPARE(communityDigest(*m_admin), communityDigest(*wang));

    // While the hub runs, and after it has stopped.
    for (const bool running : {true, false}) {
        if (!running)
            QCOMPARE(m_hub->stop(), 0);
        const QJsonObject report = fsck();
        QCOMPARE(report["community_sha256"].toString().toStdString(), communityDigest(*wang));
        QCOMPARE(report["log_root"].toString().toStdString(), toHex(wang->replica().confirmed().root));
        QCOMPARE(report["log_size"].toInteger(), static_cast<qint64>(wang->replica().confirmed().size));
    }
}

void TestHubSync::staffEntriesAreHiddenFromResidents()
{
    const auto wang = resident("wang", "JY-1-1-101");
    const auto li = resident("li", "JY-1-1-102");
    const Bytes photo = jpeg(2);
    const OpId hazard = report(*wang, privateText, photo, {.kind = log::Audience::Kind::Staff, .parties = {}});
    QVERIFY(!hazard.isNull());
    QCOMPARE(wang->sync(), "");
    const std::uint64_t seq = wang->replica().confirmed().size;

    QCOMPARE(li->sync(), "");
    QCOMPARE(li->replica().confirmed().size, seq); // the root checks all the same
    const auto hidden = pageAfter(*li, seq - 1);
    QCOMPARE(hidden.entries_size(), 1);
    QVERIFY(hidden.entries(0).has_op_hash());
    QVERIFY(!QByteArray::fromStdString(hidden.SerializeAsString()).contains(privateText));
    QCOMPARE(li->call("GET", photoPath(photo)).status, 404);

    QVERIFY(pageAfter(*wang, seq - 1).entries(0).has_operation());
    QCOMPARE(wang->call("GET", photoPath(photo)).status, 200);
    QCOMPARE(m_admin->sync(), "");
    QVERIFY(m_admin->replica().seqOf(hazard).value().has_value());
    QCOMPARE(m_admin->outcome.photosDown, 1U);
    QCOMPARE(communityDigest(*li), communityDigest(*m_admin));
    QCOMPARE(fsck()["community_sha256"].toString().toStdString(), communityDigest(*li));
}

void TestHubSync::revokedDeviceIsOutAtOnce()
{
    const auto wang = resident("wang", "JY-1-1-101");
    QCOMPARE(wang->login(), 200);
    QCOMPARE(wang->call("GET", "/log?after=0").status, 200);
    QCOMPARE(m_admin->sync(), "");
    pb::members::RevokeDevice facts;
    facts.set_device(wang->home().identity().device.str());
    m_admin->submit("members.revoke_device", facts, pb::members::Nothing());
    QCOMPARE(m_admin->rejection, "");
    QCOMPARE(m_admin->sync(), "");

    const auto refused = wang->call("GET", "/log?after=0");
    QCOMPARE(refused.status, 403);
    QCOMPARE(sync::problemOf(refused).code, "auth.device_revoked");
    QCOMPARE(wang->call("GET", "/log?after=0").status, 401); // the token is gone
    QCOMPARE(wang->login(), 403);
    QCOMPARE(wang->sync(), "auth.device_revoked");
}

void TestHubSync::erasureReachesLogAndPhotos()
{
    const auto wang = resident("wang", "JY-1-1-101");
    const Bytes shown = jpeg(3);
    const Bytes both = jpeg(4);
    const OpId hazard = report(*wang, secretText, shown);
    const OpId first = report(*wang, "有照片", both);
    const OpId second = report(*wang, "同一张照片", both);
    QCOMPARE(wang->sync(), "");
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->call("GET", photoPath(shown)).status, 200);
    const std::uint64_t seq = m_admin->replica().seqOf(hazard).value()->value;
    QVERIFY(pageAfter(*m_admin, seq - 1).entries(0).operation().has_payload());

    QVERIFY(!erase(*m_admin, hazard).isNull());
    QVERIFY(!erase(*m_admin, first).isNull());
    QCOMPARE(m_admin->sync(), "");
    QVERIFY(!pageAfter(*m_admin, seq - 1).entries(0).operation().has_payload());
    QCOMPARE(m_admin->call("GET", photoPath(shown)).status, 404);
    QCOMPARE(m_admin->call("GET", photoPath(both)).status, 200); // the other report shows it still
    QVERIFY(!erase(*m_admin, second).isNull());
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->call("GET", photoPath(both)).status, 404);

    // Who comes later gets the same state, without the text.
    const auto li = resident("li", "JY-1-1-102");
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(communityDigest(*li), communityDigest(*m_admin));
    QCOMPARE(fsck()["community_sha256"].toString().toStdString(), communityDigest(*li));
}

void TestHubSync::rebuiltStateIsTheSameAfterErasures()
{
    const OpId notice = publishNotice(*m_admin, realNow() + std::chrono::hours(24), jpeg(5));
    QVERIFY2(!notice.isNull(), m_admin->rejection.c_str());
    QCOMPARE(m_admin->sync(), "");
    QVERIFY(!erase(*m_admin, notice).isNull());
    QCOMPARE(m_admin->sync(), "");
    // The rebuilt replica never saw the photo's name, the stored one did.
    QCOMPARE(fsck()["community_sha256"].toString().toStdString(), communityDigest(*m_admin));
    const auto late = resident("late", "JY-1-1-102");
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(communityDigest(*late), communityDigest(*m_admin));
}

void TestHubSync::answeredMeansKept()
{
    const auto wang = resident("wang", "JY-1-1-101");
    for (int round = 0; round < 3; ++round) {
        report(*wang, secretText);
        const auto waiting = wang->replica().outbox().items();
        QCOMPARE(waiting.value().size(), 1U);
        pb::sync::Push push;
        log::operationToProto(waiting->front().operation, *push.add_operations());
        QCOMPARE(wang->login(), 200);
        pb::sync::PushAnswer answer;
        QVERIFY(sync::readAnswer(wang->call("POST", "/operations", push), answer).has_value());
        m_hub->kill();
        QCOMPARE(answer.answers(0).status(), pb::sync::Answer::ACCEPTED);

        QVERIFY2(m_hub->start(), m_hub->log().constData());
        wang->moveTo(m_hub->url());
        QCOMPARE(wang->login(), 200);
        pb::sync::PushAnswer again;
        QVERIFY(sync::readAnswer(wang->call("POST", "/operations", push), again).has_value());
        QCOMPARE(again.answers(0).status(), pb::sync::Answer::ALREADY);
        QCOMPARE(again.answers(0).seq(), answer.answers(0).seq());
        QCOMPARE(wang->sync(), "");
        QVERIFY(wang->replica().outbox().items().value().empty());
    }
    QCOMPARE(fsck()["log_size"].toInteger(), static_cast<qint64>(wang->replica().confirmed().size));
}

void TestHubSync::manyPhonesPushAtOnce()
{
    constexpr int phones = 4;
    constexpr int each = 10;
    std::vector<std::unique_ptr<HubPhone>> all;
    for (int i = 0; i < phones; ++i)
        all.push_back(resident(("p" + std::to_string(i)).c_str(), "JY-1-1-" + std::to_string(i + 1) + "01"));
    int answered = 0;
    int accepted = 0;
    QEventLoop loop;
    for (const auto& one : all) {
        QCOMPARE(one->login(), 200);
        pb::sync::Push push;
        for (int i = 0; i < each; ++i)
            report(*one, "第" + std::to_string(i) + "件");
        const auto waiting = one->replica().outbox().items().value();
        for (const auto& item : waiting)
            log::operationToProto(item.operation, *push.add_operations());
        sync::Body body = sync::encodeBody(push);
        one->transport().send(
            {"POST", one->path("/operations"), one->token, body.contentType, body.bytes, sync::tuning::requestDeadline},
            [&](Result<sync::HttpResponse> response) {
                pb::sync::PushAnswer answer;
                if (response && sync::readAnswer(*response, answer))
                    for (const auto& item : answer.answers())
                        accepted += item.status() == pb::sync::Answer::ACCEPTED ? 1 : 0;
                if (++answered == phones)
                    loop.quit();
            });
    }
    loop.exec();
    QCOMPARE(accepted, phones * each);
    for (const auto& one : all) {
        QCOMPARE(one->sync(), "");
        QVERIFY(one->replica().outbox().items().value().empty());
    }
    QCOMPARE(m_admin->sync(), "");
    for (const auto& one : all)
        QCOMPARE(communityDigest(*one), communityDigest(*m_admin));
    QCOMPARE(fsck()["community_sha256"].toString().toStdString(), communityDigest(*m_admin));
}

void TestHubSync::aDeadlineMakesATick()
{
    QCOMPARE(m_hub->stop(), 0);
    const QString clock = m_folder->filePath("clock");
    const auto setClock = [&](Timestamp at) {
        QFile file(clock + ".new");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::number(static_cast<qlonglong>(toMs(at))));
        file.close();
        std::filesystem::rename((clock + ".new").toStdString(), clock.toStdString());
    };
    const Timestamp start = realNow();
    setClock(start);
    QVERIFY2(m_hub->start({"--test-clock", clock}), m_hub->log().constData());
    m_admin->moveTo(m_hub->url());
    QVERIFY(!publishNotice(*m_admin, start + std::chrono::hours(24)).isNull());
    QCOMPARE(m_admin->sync(), "");
    const std::uint64_t before = m_admin->replica().confirmed().size;

    setClock(start + std::chrono::hours(23));
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->replica().confirmed().size, before);
    setClock(start + std::chrono::hours(25));
    QTRY_VERIFY(m_admin->sync().empty() && m_admin->replica().confirmed().size > before);
    QCOMPARE(m_admin->replica().confirmed().size, before + 1);
    const auto tick = m_admin->replica().entry(Seq{before + 1}).value();
    QCOMPARE(log::decodeHeader(tick->operation->header)->kind, std::string(community::tickKind));
    QCOMPARE(tick->stub.accepted, start + std::chrono::hours(25));
    // One tick for one deadline.
    report(*m_admin, secretText);
    QCOMPARE(m_admin->sync(), "");
    QCOMPARE(m_admin->replica().confirmed().size, before + 2);
    QCOMPARE(fsck()["community_sha256"].toString().toStdString(), communityDigest(*m_admin));
}

void TestHubSync::filesHoldNothingInClear()
{
    const auto wang = resident("wang", "JY-1-1-101");
    const Bytes photo = jpeg(6);
    report(*wang, secretText, photo);
    report(*wang, privateText, {}, {.kind = log::Audience::Kind::Staff, .parties = {}});
    QCOMPARE(wang->sync(), "");
    m_hub->kill(); // with whatever the write-ahead logs hold
    const QByteArray pixels(reinterpret_cast<const char*>(photo.data()), 64);
    int files = 0;
    for (QDirIterator at(m_hub->data(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); at.hasNext();) {
        QFile file(at.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        ++files;
        for (const QByteArray& clear : {QByteArray(secretText), QByteArray(privateText), QByteArray("hazards.report"),
                                        QByteArray("facilities.lighting"), pixels})
            QVERIFY2(!bytes.contains(clear), qPrintable(file.fileName()));
    }
    QVERIFY(files >= 6);
    for (const char* clear : {secretText, privateText, "JY-1"})
        QVERIFY(!m_hub->log().contains(clear));
    QVERIFY(!m_hub->log().contains(wang->token.c_str()));
}

QTEST_GUILESS_MAIN(TestHubSync)
#include "tst_hub_sync.moc"
