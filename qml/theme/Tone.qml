// SPDX-License-Identifier: Apache-2.0
import QtQml

// What a coloured piece of the screen means. Controls take one of these, never a colour,
// so that meaning survives dark mode and stays readable.
QtObject {
    enum Value {
        Neutral,
        Brand,
        Accent,
        Info,
        Success,
        Warning,
        Error,
        Pending
    }
}
