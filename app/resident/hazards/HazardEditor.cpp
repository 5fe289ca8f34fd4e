// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardEditor.h"

#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardActions.h"
#include "app/resident/hazards/HazardWords.h"
#include "core/base/Text.h"
#include "core/hazards/Content.h"
#include "core/log/Photos.h"

#include <QPointer>

namespace linli::resident {
namespace {

/// A first fix under open sky takes up to half a minute; longer, people give up and use the map.
constexpr Milliseconds locateDeadline = std::chrono::seconds(30);

const hazards::Item* itemOf(const QString& id)
{
    return hazards::catalogue().item(id.toStdString());
}

/// What is wrong with a text, in words; empty when nothing.
QString textFault(const QString& text, std::size_t most, bool mayBeEmpty)
{
    const auto fault = checkText(text.trimmed().toStdString(), most, mayBeEmpty);
    return fault == TextFault::None ? QString() : problemText(textFaultCode(fault));
}

struct HomeBuilding {
    BuildingId id;
    std::string name;
};
Result<std::optional<HomeBuilding>> readHomeBuilding(store::Database& db, const MemberId& self)
{
    LINLI_TRY(const members::Actor actor, members::actor(db, self));
    if (!actor.homeBuilding)
        return std::nullopt;
    LINLI_TRY(const auto building, members::building(db, *actor.homeBuilding));
    return building ? std::optional(HomeBuilding{building->id, building->name}) : std::nullopt;
}

} // namespace

HazardEditor::HazardEditor(QObject* parent) : QObject(parent)
{
    for (const auto change : {&HazardEditor::wordsChanged, &HazardEditor::photosChanged})
        connect(this, change, this, &HazardEditor::touch);
}

void HazardEditor::touch()
{
    if (m_dirty)
        return;
    m_dirty = true;
    emit dirtyChanged();
}

void HazardEditor::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    readHome();
}

void HazardEditor::readHome()
{
    m_core->read([self = m_core->self()](store::Database& db) { return readHomeBuilding(db, self); })
        .then(this, [this](const Result<std::optional<HomeBuilding>>& outcome) {
            if (!outcome || !*outcome || m_placeChosen)
                return;
            m_building = toQString((*outcome)->id.value);
            m_buildingName = toQString((*outcome)->name);
            emit placeChanged();
        });
}

void HazardEditor::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit itemChanged();
}

void HazardEditor::setItem(const QString& item)
{
    if (item == m_item)
        return;
    m_item = item;
    m_problems.item.clear();
    emit itemChanged();
    emit problemsChanged();
}

QString HazardEditor::itemName() const
{
    return m_item.isEmpty() ? QString() : hazardItemName(m_item.toStdString(), m_language);
}

QString HazardEditor::itemHint() const
{
    const hazards::Item* const item = itemOf(m_item);
    return item ? localText(item->hint, m_language) : QString();
}

QString HazardEditor::iconName() const
{
    const hazards::Item* const item = itemOf(m_item);
    return item ? hazardCategoryIcon(item->category) : QString();
}

QString HazardEditor::emergencyCall() const
{
    const hazards::Item* const item = itemOf(m_item);
    return item && item->emergency ? toQString(item->emergency->call) : QString();
}

QString HazardEditor::emergencyText() const
{
    const hazards::Item* const item = itemOf(m_item);
    return item && item->emergency ? localText(item->emergency->text, m_language) : QString();
}

int HazardEditor::maximumText() const
{
    return static_cast<int>(hazards::maxReportText);
}

int HazardEditor::maximumPlace() const
{
    return static_cast<int>(hazards::maxPlaceText);
}

int HazardEditor::maximumContact() const
{
    return static_cast<int>(hazards::maxContactText);
}

int HazardEditor::maximumPhotos() const
{
    return log::maxPhotosPerOperation;
}

void HazardEditor::addPhotos(const QList<QUrl>& files)
{
    for (const QUrl& file : files) {
        if (m_photos.size() < maximumPhotos() && !m_photos.contains(file))
            m_photos.push_back(file);
    }
    m_problems.photo.clear();
    emit photosChanged();
    emit problemsChanged();
}

void HazardEditor::removePhoto(int index)
{
    if (index < 0 || index >= m_photos.size())
        return;
    m_photos.removeAt(index);
    m_problems.photo.clear();
    emit photosChanged();
    emit problemsChanged();
}

void HazardEditor::chooseBuilding(const QString& id, const QString& name)
{
    m_placeChosen = true;
    m_building = id;
    m_buildingName = name;
    m_problems.place.clear();
    touch();
    emit placeChanged();
    emit problemsChanged();
}

void HazardEditor::setPin(double latitude, double longitude)
{
    m_position = members::Point{latitude, longitude};
    m_accuracy = -1;
    m_problems.place.clear();
    m_problems.position.clear();
    touch();
    emit placeChanged();
    emit problemsChanged();
}

void HazardEditor::clearPosition()
{
    m_position.reset();
    m_accuracy = -1;
    emit placeChanged();
}

void HazardEditor::locate()
{
    if (m_locating)
        return;
    platform::PositionSource* const source = m_core->position();
    if (!source) {
        m_problems.position = problemText("position.unavailable");
        emit problemsChanged();
        return;
    }
    m_locating = true;
    emit locatingChanged();
    source->locate(locateDeadline, [editor = QPointer(this)](const Result<platform::Position>& outcome) {
        if (!editor)
            return;
        editor->m_locating = false;
        emit editor->locatingChanged();
        if (outcome) {
            editor->setPin(outcome->latitude, outcome->longitude);
            editor->m_accuracy = outcome->accuracyMetres.value_or(-1);
            emit editor->placeChanged();
        } else {
            editor->m_problems.position = problemText(outcome.error().code);
            emit editor->problemsChanged();
        }
    });
}

QString HazardEditor::Problems::first() const
{
    for (const QString& problem : {item, photo, text, place}) {
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

HazardEditor::Problems HazardEditor::check() const
{
    Problems problems;
    if (m_item.isEmpty()) {
        //: In a form, when no kind of hazard was chosen
        problems.item = tr("Choose what it is about.");
    }
    problems.text = textFault(m_text, hazards::maxReportText, !m_photos.isEmpty());
    if (m_text.trimmed().isEmpty() && m_photos.isEmpty()) {
        //: In a form, when there are neither words nor a photo
        problems.text = tr("Write a few words, or add a photo.");
    }
    if (m_building.isEmpty() && !m_position)
        problems.place = problemText("hazards.no_place");
    else
        problems.place = textFault(m_place, hazards::maxPlaceText, true);
    return problems;
}

ReportDraft HazardEditor::draft() const
{
    ReportDraft report{.item = m_item.toStdString(),
                       .text = m_text.trimmed().toStdString(),
                       .place = m_place.trimmed().toStdString(),
                       .position = m_position,
                       .onBehalf = m_onBehalf,
                       .behalfName = m_behalfName.trimmed().toStdString(),
                       .behalfContact = m_behalfContact.trimmed().toStdString(),
                       .nameHidden = m_nameHidden};
    if (!m_building.isEmpty())
        report.building = BuildingId{m_building.toStdString()};
    return report;
}

void HazardEditor::submit()
{
    if (m_busy)
        return;
    m_problems = check();
    emit problemsChanged();
    if (const QString problem = m_problems.first(); !problem.isEmpty()) {
        emit failed(problem);
        return;
    }
    m_busy = true;
    emit busyChanged();
    m_core
        ->submit({photoFiles(m_photos),
                  [report = draft()](const std::vector<Hash>& photos) -> Result<community::Replica::Draft> {
                      return reportDraft(report, photos);
                  }})
        .then(this, [this](const Result<OpId>& outcome) { finish(outcome); });
}

void HazardEditor::finish(const Result<OpId>& outcome)
{
    m_busy = false;
    emit busyChanged();
    if (outcome) {
        m_dirty = false;
        emit dirtyChanged();
        emit saved(toQString(*outcome));
        return;
    }
    const std::string& code = outcome.error().code;
    const QString problem = problemText(code);
    if (code.starts_with("photo."))
        m_problems.photo = problem;
    else if (code.starts_with("content."))
        m_problems.text = problem;
    emit problemsChanged();
    emit failed(problem);
}

} // namespace linli::resident
