// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/hazards.pb.h"
#include "core/members/members.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/PageCheck.h"
#include "core/sync/sync.pb.h"
#include "tests/support/HubPhone.h"
#include "tests/support/HubProcess.h"

#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

using namespace linli;
using namespace linli::test;

namespace {

/// A live channel as the product's transport opens it, that writes down what it hears.
struct Listener {
    std::unique_ptr<sync::LiveChannel> channel;
    std::vector<Bytes> frames;
    bool opened = false;
    std::string closed;

    void open(HubPhone& phone, std::uint64_t after)
    {
        channel = phone.transport().openLive(phone.path("/live?after=" + std::to_string(after)), phone.token,
                                             {.opened = [this] { opened = true; },
                                              .received = [this](Bytes frame) { frames.push_back(std::move(frame)); },
                                              .closed = [this](Error why) { closed = why.code; }});
    }
    /// Applies every frame to the phone; the error code, empty when all were good.
    [[nodiscard]] std::string apply(HubPhone& phone)
    {
        for (const Bytes& frame : std::exchange(frames, {})) {
            pb::sync::LogPage page;
            if (const auto read = sync::decodeFrame(frame, page); !read)
                return read.error().code;
            if (const auto applied = sync::applyLogPage(phone.replica(), page, SystemClock().now()); !applied)
                return applied.error().code;
        }
        return {};
    }
};

OpId report(HubPhone& phone, const std::string& text)
{
    pb::hazards::ReportFacts facts;
    facts.set_item("facilities.lighting");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text(text);
    return phone.submit("hazards.report", facts, content);
}

} // namespace

class TestHubLive : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bringsEntriesWithoutAsking();
    void catchesUpFromWhereThePhoneIs();
    void goesOnThroughALongBacklog();
    void wantsAToken();
    void tellsAPhoneThatIsAhead();
    void framesCarryNoMoreOfTheNoteThanItsSignature();
    void closesWhenTheDeviceIsRevoked();
    void closesOnStop();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<HubProcess> m_hub;
    std::unique_ptr<HubPhone> m_admin;
    std::unique_ptr<HubPhone> m_wang;
};

void TestHubLive::initTestCase()
{
    m_hub = std::make_unique<HubProcess>(m_folder.filePath("hub"));
    QVERIFY(m_hub->found());
    QVERIFY2(m_hub->start(), m_hub->log().constData());
    m_admin = std::make_unique<HubPhone>(m_folder.filePath("admin").toStdString(), m_hub->url());
    QCOMPARE(m_admin->join(m_hub->adminInvite()), "");
    const std::string invite = m_admin->inviteHousehold("JY-1-1-101");
    QCOMPARE(m_admin->sync(), "");
    m_wang = std::make_unique<HubPhone>(m_folder.filePath("wang").toStdString(), m_hub->url());
    QCOMPARE(m_wang->join(invite), "");
    QCOMPARE(m_admin->sync(), "");
}

void TestHubLive::bringsEntriesWithoutAsking()
{
    Listener listener;
    listener.open(*m_admin, m_admin->replica().confirmed().size);
    QTRY_VERIFY(listener.opened);
    for (int i = 0; i < 3; ++i) {
        const OpId hazard = report(*m_wang, "灯坏了");
        QCOMPARE(m_wang->sync(), "");
        QTRY_VERIFY(!listener.frames.empty());
        QCOMPARE(listener.apply(*m_admin), "");
        QVERIFY(m_admin->replica().seqOf(hazard).value().has_value());
    }
    QVERIFY(listener.closed.empty());
}

void TestHubLive::catchesUpFromWhereThePhoneIs()
{
    report(*m_wang, "又坏了");
    QCOMPARE(m_wang->sync(), "");
    Listener listener;
    listener.open(*m_admin, m_admin->replica().confirmed().size);
    QTRY_COMPARE(listener.frames.size(), 1U);
    QCOMPARE(listener.apply(*m_admin), "");
    QCOMPARE(m_admin->replica().confirmed(), m_wang->replica().confirmed());
}

void TestHubLive::goesOnThroughALongBacklog()
{
    // More frames than may be under way at once: the rest comes as the phone answers.
    const std::uint64_t before = m_admin->replica().confirmed().size;
    for (int i = 0; i < 400; ++i)
        report(*m_wang, std::string(900, 'a' + static_cast<char>(i % 26)));
    QCOMPARE(m_wang->sync(), "");
    Listener listener;
    listener.open(*m_admin, before);
    QTRY_VERIFY(listener.apply(*m_admin).empty() && m_admin->replica().confirmed() == m_wang->replica().confirmed());
    QVERIFY(listener.closed.empty());
}

void TestHubLive::wantsAToken()
{
    for (const std::string& token : {std::string(), std::string(43, 'A')}) {
        HubPhone& phone = *m_admin;
        const std::string good = std::exchange(phone.token, token);
        Listener listener;
        listener.open(phone, 0);
        phone.token = good;
        QTRY_VERIFY(!listener.closed.empty());
        QVERIFY(!listener.opened);
        QVERIFY(listener.frames.empty());
    }
}

void TestHubLive::tellsAPhoneThatIsAhead()
{
    Listener listener;
    listener.open(*m_admin, 1'000'000);
    QTRY_COMPARE(listener.frames.size(), 1U);
    pb::sync::LogPage page;
    QVERIFY(sync::decodeFrame(listener.frames.front(), page).has_value());
    QCOMPARE(page.entries_size(), 0);
    QVERIFY(!page.checkpoint().empty());
}

void TestHubLive::framesCarryNoMoreOfTheNoteThanItsSignature()
{
    Listener listener;
    listener.open(*m_admin, m_admin->replica().confirmed().size);
    QTRY_VERIFY(listener.opened);
    report(*m_admin, "单元门关不上");
    QCOMPARE(m_admin->sync(), "");
    QTRY_VERIFY(!listener.frames.empty());
    pb::sync::LogPage page;
    QVERIFY(sync::decodeFrame(listener.frames.front(), page).has_value());
    QVERIFY(page.checkpoint().empty());
    QCOMPARE(page.checkpoint_signature().size(), 64U);
    QVERIFY(page.entries(0).operation().header().empty());
}

void TestHubLive::closesWhenTheDeviceIsRevoked()
{
    const std::string invite = m_admin->inviteHousehold("JY-1-1-102");
    QCOMPARE(m_admin->sync(), "");
    HubPhone li(m_folder.filePath("li").toStdString(), m_hub->url());
    QCOMPARE(li.join(invite), "");
    Listener listener;
    listener.open(li, li.replica().confirmed().size);
    QTRY_VERIFY(listener.opened);
    QCOMPARE(m_admin->sync(), "");
    pb::members::RevokeDevice facts;
    facts.set_device(li.home().identity().device.str());
    m_admin->submit("members.revoke_device", facts, pb::members::Nothing());
    QCOMPARE(m_admin->rejection, "");
    QCOMPARE(m_admin->sync(), "");
    QTRY_VERIFY2(!listener.closed.empty(), m_hub->log().constData());
    QVERIFY(listener.frames.empty()); // not even the entry that revokes it
}

void TestHubLive::closesOnStop()
{
    Listener listener;
    listener.open(*m_admin, m_admin->replica().confirmed().size);
    QTRY_VERIFY(listener.opened);
    QCOMPARE(m_hub->stop(), 0);
    QTRY_VERIFY(!listener.closed.empty());
}

QTEST_GUILESS_MAIN(TestHubLive)
#include "tst_hub_live.moc"
