// SPDX-License-Identifier: Apache-2.0
#include "app/resident/plans/PlanDetailModel.h"

#include "app/resident/core/Texts.h"
#include "app/resident/funds/MoneyInput.h"
#include "core/plans/plans.pb.h"

namespace linli::resident {
namespace {

QList<QUrl> urlsOf(const std::vector<Hash>& photos)
{
    QList<QUrl> urls;
    for (const Hash& photo : photos)
        urls.append(photoUrl(photo));
    return urls;
}

std::vector<QString> filesOf(const QList<QUrl>& photos)
{
    std::vector<QString> files;
    for (const QUrl& photo : photos)
        files.push_back(photo.toString());
    return files;
}

QDateTime optionalTime(const std::optional<Timestamp>& at)
{
    return at ? toDateTime(*at) : QDateTime();
}

void addResult(PlanInfo& info, const PlanPage& page)
{
    if (page.plan.finalCost) {
        const std::int64_t more = page.plan.finalCost->fen - page.plan.cost.fen;
        info.finalCostText = moneyText(*page.plan.finalCost);
        info.savedText = more < 0 ? moneyText({-more}) : QString();
        info.overText = more > 0 ? moneyText({more}) : QString();
    }
    if (!page.result)
        return;
    info.resultWords = toQString(page.result->text);
    info.resultAt = toDateTime(page.result->at);
    info.resultPhotos = urlsOf(page.result->photos);
}

PlanInfo toInfo(const PlanPage& page)
{
    PlanInfo info;
    info.title = toQString(page.plan.title.value_or(""));
    info.words = toQString(page.plan.text.value_or(""));
    info.place = toQString(page.place);
    info.author = toQString(page.author);
    info.published = toDateTime(page.plan.accepted);
    info.starts = optionalTime(page.plan.starts);
    info.ends = optionalTime(page.plan.ends);
    info.costText = moneyText(page.plan.cost);
    info.phase = static_cast<planphase::Value>(page.plan.phase);
    info.percent = page.plan.percent;
    info.photos = urlsOf(page.photos);
    info.delivery = page.own.delivery;
    info.rejection = page.own.code.empty() ? QString() : problemText(page.own.code);
    info.mayPost = page.mayPost;
    info.mayFinish = page.mayFinish;
    info.mayOpenPoll = page.mayOpenPoll;
    addResult(info, page);
    return info;
}

template <class Message> void addPhotos(Message& content, const std::vector<Hash>& photos)
{
    for (const Hash& photo : photos)
        content.add_photos(asString(photo));
}

} // namespace

PlanDetailModel::PlanDetailModel(QObject* parent)
    : DiffListModel(parent), m_read(
                                 this,
                                 [this]() -> LiveRead<std::optional<PlanPage>>::Work {
                                     if (m_planId.isEmpty())
                                         return {};
                                     return [id = idFrom<OpId>(m_planId), self = core()->self()](store::Database& db) {
                                         return readPlanPage(db, id, self);
                                     };
                                 },
                                 [this](const auto& outcome) { show(outcome); })
{
}

QVariant PlanDetailModel::data(const QModelIndex& index, int role) const
{
    const PlanStepRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case PostIdRole:
        return toQString(row->id);
    case AtRole:
        return toDateTime(row->at);
    case PercentRole:
        return row->percent;
    case AuthorRole:
        return toQString(row->author);
    case WordsRole:
        return toQString(row->text);
    case PhotosRole:
        return QVariant::fromValue(urlsOf(row->photos));
    case DeliveryRole:
        return row->own.delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> PlanDetailModel::roleNames() const
{
    return {{PostIdRole, "postId"}, {AtRole, "at"},         {PercentRole, "percent"},  {AuthorRole, "author"},
            {WordsRole, "words"},   {PhotosRole, "photos"}, {DeliveryRole, "delivery"}};
}

void PlanDetailModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void PlanDetailModel::setPlanId(const QString& planId)
{
    if (planId == m_planId)
        return;
    m_planId = planId;
    emit planIdChanged();
    m_read.restart();
}

void PlanDetailModel::show(const Result<std::optional<PlanPage>>& outcome)
{
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    m_loading = false;
    if (outcome) {
        const auto& page = *outcome;
        m_found = page.has_value();
        m_plan = page ? toInfo(*page) : PlanInfo();
        applyRows(m_rows, page ? page->progress : std::vector<PlanStepRow>(),
                  [](const PlanStepRow& row) { return row.id; });
    }
    emit planChanged();
}

void PlanDetailModel::postProgress(int percent, const QString& words, const QList<QUrl>& photos)
{
    send({filesOf(photos),
          [id = idFrom<OpId>(m_planId), percent,
           text = words.trimmed().toStdString()](const std::vector<Hash>& hashes) -> Result<community::Replica::Draft> {
              pb::plans::ProgressFacts facts;
              facts.set_plan(id.str());
              facts.set_percent(static_cast<std::uint32_t>(std::max(0, percent)));
              pb::plans::ProgressContent content;
              content.set_text(text);
              addPhotos(content, hashes);
              return draftOf("plans.progress", facts, content);
          }});
}

void PlanDetailModel::postResult(const QString& yuan, const QString& words, const QList<QUrl>& photos)
{
    const auto cost = parseYuan(yuan);
    if (!cost) {
        emit failed(problemText("plans.cost"));
        return;
    }
    send({filesOf(photos),
          [id = idFrom<OpId>(m_planId), fen = cost->fen,
           text = words.trimmed().toStdString()](const std::vector<Hash>& hashes) -> Result<community::Replica::Draft> {
              pb::plans::ResultFacts facts;
              facts.set_plan(id.str());
              facts.set_final_cost_fen(fen);
              pb::plans::ResultContent content;
              content.set_text(text);
              addPhotos(content, hashes);
              return draftOf("plans.result", facts, content);
          }});
}

void PlanDetailModel::send(AppCore::NewOperation operation)
{
    if (m_saving)
        return;
    m_saving = true;
    emit savingChanged();
    core()->submit(std::move(operation)).then(this, [this](const Result<OpId>& outcome) {
        m_saving = false;
        emit savingChanged();
        if (outcome)
            emit saved(toQString(*outcome));
        else
            emit failed(problemText(outcome.error().code));
    });
}

} // namespace linli::resident
