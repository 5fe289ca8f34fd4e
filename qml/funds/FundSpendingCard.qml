// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Linli.Controls
import Linli.Models
import Linli.Theme

// What was spent in a month, by what it was for. Two buttons go from month to month.
Card {
    id: root

    required property AppCore core

    visible: spending.any
    spacing: Theme.spaceM

    FundSpendingModel {
        id: spending

        core: root.core
        language: Qt.uiLanguage
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceXs

        IconButton {
            enabled: spending.hasEarlier
            //: Button: spending of an earlier month
            text: qsTr("Earlier month")
            iconName: "previous"
            onClicked: spending.earlier()
        }

        AppText {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: spending.monthText
            font: Theme.type.title
            Accessible.role: Accessible.Heading
        }

        IconButton {
            enabled: spending.hasLater
            //: Button: spending of a later month
            text: qsTr("Later month")
            iconName: "forward"
            onClicked: spending.later()
        }
    }

    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        //: Sums of one month; %1 and %2 are amounts of money
        text: qsTr("Spent %1 · received %2").arg(spending.spentText).arg(spending.incomeText)
        font: Theme.type.bodySmall
        color: Theme.colors.onSurfaceVariant
    }

    BarChart {
        Layout.fillWidth: true
        visible: spending.count > 0
        //: Name of the chart for a screen reader; %1 is a month
        title: qsTr("Spending in %1 by purpose").arg(spending.monthText)
        model: spending
    }

    AppText {
        Layout.fillWidth: true
        visible: spending.count === 0
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Nothing was spent in this month.")
    }
}
