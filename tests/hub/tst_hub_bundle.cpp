// SPDX-License-Identifier: Apache-2.0
// The real hub and what phones carry for each other: it takes words from any phone, and their withdrawal from their author's.
#include "core/log/log.pb.h"
#include "core/sync/Courier.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/hub/Acts.h"
#include "tests/support/HubProcess.h"
#include "tests/support/ResultChecks.h"

using namespace linli;
using namespace linli::test;
using pb::sync::Answer;

class TestHubBundle : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(m_hub.found(), m_hub.log().constData());
        QVERIFY2(m_hub.start(), m_hub.log().constData());
        m_admin = std::make_unique<HubPhone>(m_folder.filePath("admin").toStdString(), m_hub.url());
        QCOMPARE(m_admin->join(m_hub.adminInvite()), "");
        m_wang = resident("wang", "JY-1-1-101");
        m_li = resident("li", "JY-1-1-102");
        QCOMPARE(m_wang->sync(), ""); // knows li's phone
    }

    void aCarriedOperationIsTakenOnce()
    {
        const OpId hazard = report(*m_li, "楼道灯坏了");
        carry();
        QCOMPARE(m_wang->sync(), "");
        QCOMPARE(m_wang->outcome.carried, 1U);
        QVERIFY(m_wang->replica().seqOf(hazard).value().has_value());
        const std::uint64_t size = m_wang->replica().confirmed().size;
        QCOMPARE(m_li->sync(), "");
        QVERIFY(m_li->replica().outbox().items()->empty());
        QCOMPARE(m_li->replica().confirmed().size, size);
    }

    void onlyItsAuthorWithdrawsAnOperation()
    {
        const OpId hazard = report(*m_li, "收不回去的");
        const auto item = m_li->replica().outbox().find(hazard).value();
        log::SignedOperation bare = item->operation;
        bare.payload.reset();
        const OpId own = report(*m_wang, "同一批里自己的");
        const auto ownItem = m_wang->replica().outbox().find(own).value();

        const std::uint64_t before = logSize();
        const auto answers = push(*m_wang, {bare, ownItem->operation});
        QCOMPARE(answers.answers_size(), 2);
        QCOMPARE(answers.answers(0).status(), Answer::REFUSED);
        QCOMPARE(answers.answers(0).code(), "op.not_yours_to_withdraw");
        QCOMPARE(answers.answers(0).seq(), 0U);
        QCOMPARE(answers.answers(1).status(), Answer::ACCEPTED);
        QCOMPARE(logSize(), before + 1);
        // A push of nothing else is answered too, and the author's chain is as it was.
        QCOMPARE(push(*m_wang, {bare}).answers(0).code(), "op.not_yours_to_withdraw");
        QCOMPARE(push(*m_wang, {item->operation}).answers(0).status(), Answer::ACCEPTED);
        QCOMPARE(m_li->sync(), "");
        QVERIFY(m_li->replica().outbox().items()->empty());
    }

    void itsAuthorStillDoes()
    {
        const OpId hazard = report(*m_li, "算了");
        QVERIFY_OK(m_li->replica().discard(hazard, SystemClock().now()));
        QCOMPARE(m_li->sync(), "");
        const auto seq = m_li->replica().seqOf(hazard).value();
        QVERIFY(seq.has_value());
        QCOMPARE(m_li->replica().entry(*seq).value()->stub.verdict.code, "op.withdrawn");
    }

    void foreignContentIsRefused()
    {
        const OpId hazard = report(*m_li, "原话");
        log::SignedOperation changed = m_li->replica().outbox().find(hazard).value()->operation;
        changed.payload->back() ^= 1;
        QCOMPARE(push(*m_wang, {changed}).answers(0).code(), "op.bad_payload");
        QCOMPARE(m_li->sync(), "");
    }

private:
    [[nodiscard]] std::unique_ptr<HubPhone> resident(const char* name, const std::string& household)
    {
        const std::string invite = m_admin->inviteHousehold(household);
        auto made = std::make_unique<HubPhone>(m_folder.filePath(name).toStdString(), m_hub.url());
        if (!m_admin->sync().empty() || !made->join(invite).empty())
            qWarning("%s could not join", name);
        return made;
    }
    /// What li wrote, on wang's phone.
    void carry()
    {
        const Timestamp now = SystemClock().now();
        const auto handed = sync::Courier(m_li->replica()).handOver(m_li->home().identity().device, true, now);
        QVERIFY_OK(handed);
        const auto taken = sync::Courier(m_wang->replica()).takeIn(handed->file, m_wang->home().identity().device, now);
        QVERIFY_OK(taken);
        QVERIFY(taken->refused.empty());
    }
    [[nodiscard]] static pb::sync::PushAnswer push(HubPhone& phone, const std::vector<log::SignedOperation>& operations)
    {
        pb::sync::Push message;
        for (const log::SignedOperation& operation : operations)
            log::operationToProto(operation, *message.add_operations());
        pb::sync::PushAnswer answers;
        if (phone.login() != 200 || !sync::readAnswer(phone.call("POST", "/operations", message), answers))
            qWarning("the push has no answer");
        return answers;
    }
    [[nodiscard]] std::uint64_t logSize() { return m_admin->sync().empty() ? m_admin->replica().confirmed().size : 0; }

    QTemporaryDir m_folder;
    HubProcess m_hub{m_folder.filePath("hub")};
    std::unique_ptr<HubPhone> m_admin;
    std::unique_ptr<HubPhone> m_wang;
    std::unique_ptr<HubPhone> m_li;
};

QTEST_GUILESS_MAIN(TestHubBundle)
#include "tst_hub_bundle.moc"
