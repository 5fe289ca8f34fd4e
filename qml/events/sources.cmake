# SPDX-License-Identifier: Apache-2.0
set(sources
    EventCancelDialog.qml
    EventCard.qml
    EventFactsCard.qml
    EventPage.qml
    EventPartChip.qml
    EventPeopleCard.qml
    EventPhaseChip.qml
    EventSignUpCard.qml
    EventsPage.qml)
