// SPDX-License-Identifier: Apache-2.0
// The real hub and the sidecar of a phone that has lost its keys: opened, judged like any push, and not for everybody all day.
#include "core/base/File.h"
#include "core/sync/Delivery.h"
#include "core/sync/Messages.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubProcess.h"
#include "tests/support/ResultChecks.h"

using namespace linli;
using namespace linli::test;
using pb::sync::Answer;

class TestHubSidecar : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(m_hub.found(), m_hub.log().constData());
        QVERIFY2(m_hub.start(), m_hub.log().constData());
        m_admin = std::make_unique<HubPhone>(m_folder.filePath("admin").toStdString(), m_hub.url());
        QCOMPARE(m_admin->join(m_hub.adminInvite()), "");
    }

    void whatWaitedIsInTheLogOnce()
    {
        const OpId hazard = report(*m_admin, "钥匙丢了也要送到");
        const Bytes file = sidecar();
        pb::sync::PushAnswer answers;
        QVERIFY_OK(sync::readAnswer(bring(file), answers));
        QVERIFY(answers.answers_size() > 0);
        QCOMPARE(answers.answers(answers.answers_size() - 1).status(), Answer::ACCEPTED);
        QVERIFY_OK(sync::readAnswer(bring(file), answers));
        QCOMPARE(answers.answers(answers.answers_size() - 1).status(), Answer::ALREADY);
        QCOMPARE(m_admin->sync(), "");
        QVERIFY(m_admin->replica().outbox().items()->empty());
        QVERIFY(m_admin->replica().seqOf(hazard).value().has_value());
    }

    void whatIsNotForThisHubIsRefused()
    {
        Bytes file = sidecar();
        QCOMPARE(bring({}).status, 400);
        file[40] ^= 1; // of the key that is sealed to the hub
        const auto answer = bring(file);
        QCOMPARE(answer.status, 400);
        QCOMPARE(sync::problemOf(answer).code, "sidecar.unreadable");
        QCOMPARE(bring(Bytes((1 << 20) + 1)).status, 413);
    }

    void nobodyBringsThemAllDay()
    {
        const Bytes file = sidecar();
        sync::HttpResponse answer;
        for (int i = 0; i < 30 && answer.status != 429; ++i)
            answer = bring(file);
        QCOMPARE(answer.status, 429);
        QVERIFY(answer.retryAfter.has_value());
        // Others go on as before.
        QCOMPARE(m_admin->sync(), "");
    }

private:
    [[nodiscard]] Bytes sidecar() const
    {
        return readFile(m_folder.filePath("admin").toStdString() + "/own.sidecar", 1 << 20).value_or(Bytes{});
    }
    [[nodiscard]] sync::HttpResponse bring(const Bytes& file)
    {
        return m_admin->call("POST", "/sidecar", file, std::string(sync::sidecarType));
    }

    QTemporaryDir m_folder;
    HubProcess m_hub{m_folder.filePath("hub")};
    std::unique_ptr<HubPhone> m_admin;
};

QTEST_GUILESS_MAIN(TestHubSidecar)
#include "tst_hub_sidecar.moc"
