// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "app/resident/hazards/HazardDrafts.h"

#include <QList>
#include <QUrl>

namespace linli::resident {

/// A report while it is being written. Invariant: what was entered stays until it is saved, whatever fails.
/// The place starts with the building where its author lives. GUI thread.
class HazardEditor : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY itemChanged FINAL)
    Q_PROPERTY(QString item READ item WRITE setItem NOTIFY itemChanged FINAL) ///< id; empty: not chosen
    Q_PROPERTY(QString itemName READ itemName NOTIFY itemChanged FINAL)
    Q_PROPERTY(QString itemHint READ itemHint NOTIFY itemChanged FINAL)
    Q_PROPERTY(QString iconName READ iconName NOTIFY itemChanged FINAL)
    Q_PROPERTY(QString emergencyCall READ emergencyCall NOTIFY itemChanged FINAL) ///< "119"; empty: no emergency
    Q_PROPERTY(QString emergencyText READ emergencyText NOTIFY itemChanged FINAL)
    Q_PROPERTY(QString text MEMBER m_text NOTIFY wordsChanged FINAL)
    Q_PROPERTY(QString place MEMBER m_place NOTIFY wordsChanged FINAL) ///< entrance, floor
    Q_PROPERTY(QList<QUrl> photos READ photos NOTIFY photosChanged FINAL)
    Q_PROPERTY(QString building READ building NOTIFY placeChanged FINAL) ///< id; empty: none
    Q_PROPERTY(QString buildingName READ buildingName NOTIFY placeChanged FINAL)
    Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY placeChanged FINAL)
    Q_PROPERTY(double latitude READ latitude NOTIFY placeChanged FINAL)
    Q_PROPERTY(double longitude READ longitude NOTIFY placeChanged FINAL)
    Q_PROPERTY(double accuracy READ accuracy NOTIFY placeChanged FINAL) ///< metres; below 0: set by hand or not known
    Q_PROPERTY(bool locating READ locating NOTIFY locatingChanged FINAL)
    Q_PROPERTY(bool onBehalf MEMBER m_onBehalf NOTIFY wordsChanged FINAL)
    Q_PROPERTY(QString behalfName MEMBER m_behalfName NOTIFY wordsChanged FINAL)
    Q_PROPERTY(QString behalfContact MEMBER m_behalfContact NOTIFY wordsChanged FINAL)
    Q_PROPERTY(bool nameHidden MEMBER m_nameHidden NOTIFY wordsChanged FINAL) ///< staff only
    Q_PROPERTY(bool dirty READ dirty NOTIFY dirtyChanged FINAL)               ///< leaving now would lose something
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    // Problems in words; empty while there is none.
    Q_PROPERTY(QString itemProblem READ itemProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString textProblem READ textProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString placeProblem READ placeProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString photoProblem READ photoProblem NOTIFY problemsChanged FINAL)
    Q_PROPERTY(QString positionProblem READ positionProblem NOTIFY problemsChanged FINAL)
    // Limits in characters and pictures.
    Q_PROPERTY(int maximumText READ maximumText CONSTANT FINAL)
    Q_PROPERTY(int maximumPlace READ maximumPlace CONSTANT FINAL)
    Q_PROPERTY(int maximumContact READ maximumContact CONSTANT FINAL)
    Q_PROPERTY(int maximumPhotos READ maximumPhotos CONSTANT FINAL)

public:
    explicit HazardEditor(QObject* parent = nullptr);

    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] QString item() const { return m_item; }
    [[nodiscard]] QString itemName() const;
    [[nodiscard]] QString itemHint() const;
    [[nodiscard]] QString iconName() const;
    [[nodiscard]] QString emergencyCall() const;
    [[nodiscard]] QString emergencyText() const;
    [[nodiscard]] QList<QUrl> photos() const { return m_photos; }
    [[nodiscard]] QString building() const { return m_building; }
    [[nodiscard]] QString buildingName() const { return m_buildingName; }
    [[nodiscard]] bool hasPosition() const { return m_position.has_value(); }
    [[nodiscard]] double latitude() const { return m_position ? m_position->latitude : 0; }
    [[nodiscard]] double longitude() const { return m_position ? m_position->longitude : 0; }
    [[nodiscard]] double accuracy() const { return m_accuracy; }
    [[nodiscard]] bool locating() const { return m_locating; }
    [[nodiscard]] bool dirty() const { return m_dirty; }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString itemProblem() const { return m_problems.item; }
    [[nodiscard]] QString textProblem() const { return m_problems.text; }
    [[nodiscard]] QString placeProblem() const { return m_problems.place; }
    [[nodiscard]] QString photoProblem() const { return m_problems.photo; }
    [[nodiscard]] QString positionProblem() const { return m_problems.position; }
    [[nodiscard]] int maximumText() const;
    [[nodiscard]] int maximumPlace() const;
    [[nodiscard]] int maximumContact() const;
    [[nodiscard]] int maximumPhotos() const;

    void setCore(AppCore* core);
    void setLanguage(const QString& language);
    void setItem(const QString& item);

    /// Picture files; those over maximumPhotos are left out.
    Q_INVOKABLE void addPhotos(const QList<QUrl>& files);
    Q_INVOKABLE void removePhoto(int index);
    Q_INVOKABLE void chooseBuilding(const QString& id, const QString& name); ///< empty id: no building
    Q_INVOKABLE void setPin(double latitude, double longitude);              ///< WGS-84 degrees
    Q_INVOKABLE void clearPosition();
    /// Asks the device where it is; ends in a position with its accuracy, or in positionProblem.
    Q_INVOKABLE void locate();
    /// Checks, then saves on this phone: saved(), or failed() and the problems say why.
    Q_INVOKABLE void submit();

signals:
    void coreChanged();
    void itemChanged();
    void wordsChanged();
    void photosChanged();
    void placeChanged();
    void locatingChanged();
    void dirtyChanged();
    void busyChanged();
    void problemsChanged();
    void saved(const QString& hazardId);
    void failed(const QString& problem);

private:
    struct Problems {
        QString item;
        QString text;
        QString place;
        QString photo;
        QString position;
        [[nodiscard]] QString first() const;
    };
    void readHome();
    void touch(); ///< something was entered
    [[nodiscard]] Problems check() const;
    [[nodiscard]] ReportDraft draft() const;
    void finish(const Result<OpId>& outcome);

    AppCore* m_core = nullptr;
    QString m_language;
    QString m_item;
    QString m_text;
    QString m_place;
    QList<QUrl> m_photos;
    QString m_building;
    QString m_buildingName;
    std::optional<members::Point> m_position;
    double m_accuracy = -1;
    bool m_onBehalf = false;
    QString m_behalfName;
    QString m_behalfContact;
    bool m_nameHidden = false;
    bool m_placeChosen = false;
    bool m_locating = false;
    bool m_dirty = false;
    bool m_busy = false;
    Problems m_problems;
};

} // namespace linli::resident
