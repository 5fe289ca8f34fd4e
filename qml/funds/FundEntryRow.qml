// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Controls
import Linli.Theme

// One entry in a list; its properties are the roles of FundEntryModel.
ListRow {
    id: root

    required property string entryId
    required property string amountText
    required property bool income
    required property bool reversed
    required property bool reversal
    required property date booked

    readonly property string day: root.booked.toLocaleDateString(Qt.locale(), Locale.ShortFormat)

    required title
    required subtitle
    required iconName
    required delivery

    meta: root.amountText
    iconTint: root.reversal ? Theme.colors.neutralTone.main : root.income ? Theme.colors.successTone.main : Theme.colors.accentTone.main
    //: Chip on an entry that a later one takes back; %1 is the day it was booked
    stateText: root.reversed ? qsTr("%1 · taken back").arg(root.day) : root.day
    stateTone: root.reversed ? Tone.Warning : Tone.Neutral
    opacity: root.reversed ? 0.75 : 1
}
