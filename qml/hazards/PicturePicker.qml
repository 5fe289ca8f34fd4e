// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Dialogs

// Where a form gets its photos from: the device's own chooser of picture files.
FileDialog {
    id: root

    signal chosen(files: list<url>)

    fileMode: FileDialog.OpenFiles
    //: Filter of a dialog that chooses picture files
    nameFilters: [qsTr("Pictures") + " (*.jpg *.jpeg *.png *.webp *.heic)"]
    onAccepted: root.chosen(root.selectedFiles)
}
