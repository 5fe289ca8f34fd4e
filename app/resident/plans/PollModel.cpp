// SPDX-License-Identifier: Apache-2.0
#include "app/resident/plans/PollModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/members/MemberTexts.h"
#include "app/resident/plans/PollListModel.h"
#include "core/plans/plans.pb.h"

#include <QLocale>

#include <algorithm>

namespace linli::resident {
namespace {

QString optionText(const plans::PollOption& option, bool ofPlan)
{
    if (option.text && !option.text->empty())
        return toQString(*option.text);
    if (ofPlan && option.id == 1)
        //: Answer in a vote about a plan
        return PollModel::tr("Yes");
    if (ofPlan && option.id == 2)
        //: Answer in a vote about a plan
        return PollModel::tr("No");
    if (ofPlan)
        //: Answer in a vote about a plan: to take part without being for or against
        return PollModel::tr("Abstain");
    //: An answer of a vote whose words were hidden; %1 is its number
    return PollModel::tr("Answer %1").arg(option.id);
}

std::vector<PollOptionRow> toRows(const PollPage& page)
{
    std::vector<PollOptionRow> rows;
    for (const plans::PollOption& option : page.options) {
        PollOptionRow row{.id = option.id, .text = optionText(option, page.poll.plan.has_value())};
        row.chosen = page.ballot && page.ballot->choice == option.id;
        const auto at = static_cast<std::size_t>(option.id - 1);
        if (page.tally && at < page.tally->votes.size())
            row.votes = page.tally->votes[at];
        if (page.tally && page.tally->ballots > 0)
            row.fraction = static_cast<double>(row.votes) / static_cast<double>(page.tally->ballots);
        rows.push_back(std::move(row));
    }
    return rows;
}

QString textOf(const std::vector<PollOptionRow>& rows, int option)
{
    const auto found = std::ranges::find(rows, option, &PollOptionRow::id);
    return found == rows.end() ? QString() : found->text;
}

/// Least number of ballots b with b · 100 ≥ percent · roll (core/plans/Tally.h).
int quorumHouseholds(const plans::Poll& poll)
{
    constexpr std::int64_t hundred = 100;
    return static_cast<int>((poll.roll * poll.quorumPercent + hundred - 1) / hundred);
}

void addOwn(PollInfo& info, const PollPage& page)
{
    info.right = !page.household ? pollright::NoHousehold : page.onRoll ? pollright::May : pollright::NotOnRoll;
    if (page.household)
        info.household = homeText(*page.household, page.building);
    info.ownChoice = page.ballot ? page.ballot->choice : 0;
    info.ownVoter = toQString(page.voter);
    info.delivery = page.own.delivery;
    // A forecast: as things stand it will be refused.
    info.rejection = page.own.code.empty() ? QString() : problemText(page.own.code);
    if (page.rejected) {
        info.rejection = problemText(page.rejected->code);
        info.rejectedOp = toQString(page.rejected->op);
    }
}

PollInfo toInfo(const PollPage& page, const std::vector<PollOptionRow>& rows, Timestamp now)
{
    const plans::Poll& poll = page.poll;
    PollInfo info;
    info.question = toQString(poll.question.value_or(""));
    info.planId = poll.plan ? toQString(*poll.plan) : QString();
    info.planTitle = toQString(page.planTitle);
    info.opens = toMs(poll.opens) > 0 ? toDateTime(poll.opens) : QDateTime();
    info.closes = toDateTime(poll.closes);
    info.phase = pollPhaseAt(poll.closed, poll.opens, poll.closes, now);
    info.roll = static_cast<int>(poll.roll);
    info.ballots = static_cast<int>(poll.ballots);
    info.quorum = quorumHouseholds(poll);
    info.result = pollResultOf(poll.outcome, poll.plan.has_value(), poll.winner);
    info.winner = textOf(rows, poll.winner);
    addOwn(info, page);
    info.ownChoiceText = textOf(rows, info.ownChoice);
    return info;
}

} // namespace

PollModel::PollModel(QObject* parent)
    : DiffListModel(parent), m_read(
                                 this,
                                 [this]() -> LiveRead<std::optional<PollPage>>::Work {
                                     if (m_pollId.isEmpty())
                                         return {};
                                     return [id = idFrom<OpId>(m_pollId), self = core()->self()](store::Database& db) {
                                         return readPollPage(db, id, self);
                                     };
                                 },
                                 [this](const auto& outcome) { show(outcome); })
{
}

QVariant PollModel::data(const QModelIndex& index, int role) const
{
    const PollOptionRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case OptionIdRole:
        return row->id;
    case LabelRole:
        return row->text;
    case ChosenRole:
        return row->chosen;
    case ValueTextRole:
        // Short, because beside large text the answer's own words need the room.
        return QLocale().toString(static_cast<qlonglong>(row->votes)) + QStringLiteral(" · ") +
               QLocale().toString(qRound(row->fraction * 100)) + QLocale().percent();
    case FractionRole:
        return row->fraction;
    default:
        return {};
    }
}

QHash<int, QByteArray> PollModel::roleNames() const
{
    return {{OptionIdRole, "optionId"},
            {LabelRole, "label"},
            {ChosenRole, "chosen"},
            {ValueTextRole, "valueText"},
            {FractionRole, "fraction"}};
}

void PollModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void PollModel::setPollId(const QString& pollId)
{
    if (pollId == m_pollId)
        return;
    m_pollId = pollId;
    emit pollIdChanged();
    m_read.restart();
}

void PollModel::show(const Result<std::optional<PollPage>>& outcome)
{
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    m_loading = false;
    if (outcome) {
        const auto& page = *outcome;
        m_found = page.has_value();
        std::vector<PollOptionRow> rows = page ? toRows(*page) : std::vector<PollOptionRow>();
        m_poll = page ? toInfo(*page, rows, core()->now()) : PollInfo();
        applyRows(m_rows, std::move(rows), [](const PollOptionRow& row) { return row.id; });
    }
    emit pollChanged();
}

void PollModel::vote(int option)
{
    if (m_saving || option < 1)
        return;
    m_saving = true;
    emit savingChanged();
    core()
        ->submit({{},
                  [id = idFrom<OpId>(m_pollId), option](const auto&) -> Result<community::Replica::Draft> {
                      pb::plans::VoteFacts facts;
                      facts.set_poll(id.str());
                      facts.set_choice(static_cast<std::uint32_t>(option));
                      return draftOf("plans.vote", facts, pb::plans::VoteContent());
                  }})
        .then(this, [this](const Result<OpId>& outcome) {
            m_saving = false;
            emit savingChanged();
            if (outcome)
                emit saved(toQString(*outcome));
            else
                emit failed(problemText(outcome.error().code));
        });
}

void PollModel::discardRejected()
{
    if (m_poll.rejectedOp.isEmpty())
        return;
    core()->discard(idFrom<OpId>(m_poll.rejectedOp)).then(this, [this](const Result<void>& outcome) {
        if (!outcome)
            emit failed(problemText(outcome.error().code));
    });
}

} // namespace linli::resident
