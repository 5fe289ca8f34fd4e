// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/StoreReader.h"

#include "app/resident/core/Texts.h"
#include "core/community/Outbox.h"
#include "core/events/Queries.h"
#include "core/notices/Queries.h"
#include "core/plans/Queries.h"

#include <future>

namespace linli::test {

using resident::idFrom;

template <class T, class Work> T StoreReader::ask(Work work) const
{
    // Not waitForFinished(): it would run what the reader thread has not begun on this thread, beside what that thread reads.
    const auto told = std::make_shared<std::promise<Result<T>>>();
    m_core->read(std::move(work)).then([told](const Result<T>& outcome) { told->set_value(outcome); });
    const Result<T> answer = told->get_future().get();
    if (!answer)
        qFatal("the store does not answer: %s %s", answer.error().code.c_str(), answer.error().detail.c_str());
    return *answer;
}

QStringList StoreReader::waiting() const
{
    return ask<QStringList>([](store::Database& db) -> Result<QStringList> {
        LINLI_TRY(const auto items, community::Outbox(db).items());
        QStringList kinds;
        for (const community::OutboxItem& item : items)
            if (item.state != community::OutboxState::Rejected && item.state != community::OutboxState::Discarding)
                kinds.append(QString::fromStdString(item.kind));
        return kinds;
    });
}

int StoreReader::choice(const QString& poll, const QString& household) const
{
    const HouseholdId home{household.toStdString()};
    return ask<int>([poll = idFrom<OpId>(poll), home](store::Database& db) -> Result<int> {
        LINLI_TRY(const auto ballot, plans::ballotOf(db, poll, home));
        return ballot ? ballot->choice : 0;
    });
}

int StoreReader::party(const QString& event) const
{
    return ask<int>([event = idFrom<OpId>(event), self = m_core->self()](store::Database& db) -> Result<int> {
        LINLI_TRY(const auto signUp, events::signUpOf(db, event, self));
        return signUp && signUp->state == events::SignUpState::Going ? signUp->party : 0;
    });
}

bool StoreReader::acknowledged(const QString& notice) const
{
    return ask<bool>([notice = idFrom<OpId>(notice), self = m_core->self()](store::Database& db) -> Result<bool> {
        LINLI_TRY(const auto found, notices::notice(db, notice, self));
        return found && found->notice.acknowledgedByReader;
    });
}

} // namespace linli::test
