// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls // qmllint disable unused-imports
import QtQuick.Layouts
import Linli
import Linli.Controls
import Linli.Models
import Linli.Theme

// A new report: photo, what it is, words, place. Whatever fails, what was entered stays.
AppPage {
    id: root

    required property AppCore core
    property string category: ""
    // Of the item whose emergency page was answered with "the danger is over".
    property string dangerOver: ""

    function choose(itemId: string): void {
        editor.item = itemId;
        if (editor.emergencyCall !== "" && root.dangerOver !== itemId)
            root.StackView.view.push(emergencyPage);
    }

    //: Title of the form that reports something unsafe
    title: qsTr("Report a hazard")
    holdBack: editor.dirty
    onBack: {
        if (editor.dirty)
            leave.open();
    }

    HazardEditor {
        id: editor

        core: root.core
        language: Qt.uiLanguage
        onFailed: problem => trouble.text = problem
        onSaved: {
            //: Short message after a report was stored on the phone; it is sent by itself
            Snack.show(qsTr("Saved on this phone. It is sent as soon as possible."), "", "");
            root.StackView.view.pop();
        }
    }

    PicturePicker {
        id: pictures

        onChosen: files => editor.addPhotos(files)
    }

    ConfirmDialog {
        id: leave

        //: Question when somebody leaves a form with unsaved words
        title: qsTr("Leave without saving?")
        message: qsTr("What you have entered here will be gone.")
        //: Button: leave the form and lose what was entered
        confirmText: qsTr("Leave")
        //: Button: stay in the form
        cancelText: qsTr("Keep writing")
        danger: true
        onAccepted: root.StackView.view.pop()
    }

    ScrollColumn {
        anchors.fill: parent

        PhotoStrip {
            Layout.fillWidth: true
            photos: editor.photos
            editable: true
            maximum: editor.maximumPhotos
            onAddRequested: pictures.open()
            onRemoveRequested: index => editor.removePhoto(index)
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: editor.photoProblem !== ""
            text: editor.photoProblem
        }

        SectionHeader {
            Layout.fillWidth: true
            //: Part of a report form: the kind of hazard
            title: qsTr("What is it about?")
            //: Button that goes back to all kinds of hazards
            actionText: editor.item !== "" || root.category !== "" ? qsTr("Change") : ""
            onActed: {
                editor.item = "";
                root.category = "";
            }
        }

        AppTextField {
            id: search

            Layout.fillWidth: true
            visible: editor.item === "" && root.category === ""
            //: Field that looks for a kind of hazard by words
            label: qsTr("Look for it, or choose a picture")
        }

        CategoryGrid {
            Layout.fillWidth: true
            visible: search.visible && search.text === ""
            onChosen: categoryId => root.category = categoryId
        }

        ItemList {
            Layout.fillWidth: true
            visible: editor.item === "" && (root.category !== "" || search.text !== "")
            category: root.category
            query: root.category === "" ? search.text : ""
            onChosen: itemId => root.choose(itemId)
        }

        Card {
            Layout.fillWidth: true
            visible: editor.item !== ""
            padding: 0

            spacing: 0

            ListRow {
                Layout.fillWidth: true
                hoverEnabled: false
                iconName: editor.iconName
                title: editor.itemName
            }

            AppText {
                Layout.fillWidth: true
                Layout.margins: Theme.spaceL
                Layout.topMargin: 0
                text: editor.itemHint
                font: Theme.type.bodySmall
                color: Theme.colors.onSurfaceVariant
            }
        }

        ErrorBanner {
            Layout.fillWidth: true
            visible: editor.itemProblem !== ""
            text: editor.itemProblem
        }

        AppTextArea {
            Layout.fillWidth: true
            visible: editor.item !== ""
            //: Field of a report: the words
            label: qsTr("What do you see?")
            maximumLength: editor.maximumText
            errorText: editor.textProblem
            text: editor.text
            onEdited: editor.text = text
        }

        HazardPlaceFields {
            Layout.fillWidth: true
            visible: editor.item !== ""
            editor: editor
            onBuildingAsked: root.StackView.view.push(buildingPage)
            onMapAsked: root.StackView.view.push(pinPage)
        }

        HazardBehalfFields {
            Layout.fillWidth: true
            visible: editor.item !== ""
            editor: editor
        }
    }

    footer: HazardFormFooter {
        id: trouble

        visible: editor.item !== ""
        //: Button that stores a report on the phone and sends it
        actionText: qsTr("Send report")
        busy: editor.busy
        onActed: {
            text = "";
            editor.submit();
        }
    }

    Component {
        id: emergencyPage

        EmergencyPage {
            call: editor.emergencyCall
            advice: editor.emergencyText
            onGoOn: {
                root.dangerOver = editor.item;
                root.StackView.view.pop();
            }
            onBack: editor.item = ""
        }
    }

    Component {
        id: buildingPage

        BuildingPage {
            core: root.core
            onChosen: (buildingId, name) => {
                editor.chooseBuilding(buildingId, name);
                root.StackView.view.pop();
            }
        }
    }

    Component {
        id: pinPage

        PinPage {
            core: root.core
            building: editor.building
            latitude: editor.latitude
            longitude: editor.longitude
            placed: editor.hasPosition
            onChosen: (latitude, longitude) => {
                editor.setPin(latitude, longitude);
                root.StackView.view.pop();
            }
        }
    }
}
