// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

namespace linli::test {

/// What the encrypted store of a phone says, past all view models: tests look here for the effect of what they pressed.
/// GUI thread; every question waits for the reader thread.
class StoreReader : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core MEMBER m_core REQUIRED FINAL)

public:
    /// Kinds of the own operations on their way to the log, neither refused nor given up, oldest first.
    Q_INVOKABLE QStringList waiting() const;
    /// The option that this household's ballot names, from 1; 0 without a ballot.
    Q_INVOKABLE int choice(const QString& poll, const QString& household) const;
    /// Persons with whom the phone's owner goes to the event; 0 when not going.
    Q_INVOKABLE int party(const QString& event) const;
    Q_INVOKABLE bool acknowledged(const QString& notice) const;

private:
    template <class T, class Work> T ask(Work work) const;
    resident::AppCore* m_core = nullptr;
};

} // namespace linli::test
