// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/LiveRead.h"
#include "app/resident/notices/NoticeAreaModel.h"

#include <QStringList>

namespace linli::resident {

/// A notice while it is written: a new one, or one that replaces an earlier one. A refusal changes nothing of what was
/// written. GUI thread.
class NoticeComposer : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString language MEMBER m_language NOTIFY changed FINAL)
    Q_PROPERTY(QString replaces READ replaces WRITE setReplaces NOTIFY changed FINAL) ///< id; empty: a new notice
    Q_PROPERTY(linli::resident::NoticeAreaModel* areas READ areas CONSTANT FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY changed FINAL)
    Q_PROPERTY(bool mayPublish READ mayPublish NOTIFY changed FINAL)
    // Texts of the choices and the chosen row of each; −1: none yet.
    Q_PROPERTY(QStringList severityTexts READ severityTexts NOTIFY changed FINAL)
    Q_PROPERTY(int severity MEMBER m_severity NOTIFY changed FINAL)
    Q_PROPERTY(QStringList urgencyTexts READ urgencyTexts NOTIFY changed FINAL)
    Q_PROPERTY(int urgency MEMBER m_urgency NOTIFY changed FINAL)
    Q_PROPERTY(QStringList certaintyTexts READ certaintyTexts NOTIFY changed FINAL)
    Q_PROPERTY(int certainty MEMBER m_certainty NOTIFY changed FINAL)
    Q_PROPERTY(QStringList categoryTexts READ categoryTexts NOTIFY changed FINAL)
    Q_PROPERTY(int category MEMBER m_category NOTIFY changed FINAL)
    Q_PROPERTY(QStringList lifetimeTexts READ lifetimeTexts NOTIFY changed FINAL)
    Q_PROPERTY(int lifetime MEMBER m_lifetime NOTIFY changed FINAL)
    Q_PROPERTY(QString headline MEMBER m_headline NOTIFY changed FINAL)
    Q_PROPERTY(QString description MEMBER m_description NOTIFY changed FINAL)
    Q_PROPERTY(QString instruction MEMBER m_instruction NOTIFY changed FINAL)
    Q_PROPERTY(
        QString missing READ missing NOTIFY changed FINAL) ///< the first thing still to do, in words; empty: ready
    Q_PROPERTY(QString whoText READ whoText NOTIFY changed FINAL) ///< "40 households in JY-1, JY-2"; empty: nobody yet
    Q_PROPERTY(bool dirty READ dirty NOTIFY changed FINAL)        ///< words would be lost
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(int headlineLimit READ headlineLimit CONSTANT FINAL)
    Q_PROPERTY(int descriptionLimit READ descriptionLimit CONSTANT FINAL)
    Q_PROPERTY(int instructionLimit READ instructionLimit CONSTANT FINAL)

public:
    struct Earlier { ///< the notice that is being replaced
        notices::Terms terms;
        notices::Area area;
        std::string headline;
        std::string description;
        std::string instruction;
    };
    struct Choices {
        std::vector<NoticeAreaModel::Row> areas; ///< none: this member may not publish
        std::optional<Earlier> earlier;
    };

    explicit NoticeComposer(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString replaces() const { return m_replaces; }
    [[nodiscard]] NoticeAreaModel* areas() { return &m_areas; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool mayPublish() const { return m_areas.count() > 0; }
    [[nodiscard]] QStringList severityTexts() const;
    [[nodiscard]] QStringList urgencyTexts() const;
    [[nodiscard]] QStringList certaintyTexts() const;
    [[nodiscard]] QStringList categoryTexts() const;
    [[nodiscard]] QStringList lifetimeTexts() const;
    [[nodiscard]] QString missing() const;
    [[nodiscard]] QString whoText() const;
    [[nodiscard]] bool dirty() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] int headlineLimit() const;
    [[nodiscard]] int descriptionLimit() const;
    [[nodiscard]] int instructionLimit() const;
    void setCore(AppCore* core);
    void setReplaces(const QString& notice);
    /// sent(id) or failed(why).
    Q_INVOKABLE void send();

signals:
    void coreChanged();
    void changed();
    void busyChanged();
    void sent(const QString& id);
    void failed(const QString& problem);

private:
    void take(const Result<Choices>& choices);
    void fillFrom(const Earlier& earlier);

    AppCore* m_core = nullptr;
    QString m_language;
    QString m_replaces;
    NoticeAreaModel m_areas;
    bool m_loading = true;
    bool m_filled = false; ///< from the notice that is being replaced; what was typed since must stay
    bool m_busy = false;
    int m_severity = -1;
    int m_urgency = -1;
    int m_certainty = 0;
    int m_category = -1;
    int m_lifetime = 2;
    QString m_headline;
    QString m_description;
    QString m_instruction;
    LiveRead<Choices> m_live;
};

} // namespace linli::resident
