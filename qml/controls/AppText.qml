// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Linli.Theme

// All text of the app. Plain text only: residents write much of it, and Qt would otherwise render
// their angle brackets as markup and fetch the images named there.
Text {
    color: Theme.colors.onSurface
    font: Theme.type.body
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
