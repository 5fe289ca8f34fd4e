// SPDX-License-Identifier: Apache-2.0
import Linli.Theme

// Something went wrong; says what, and what the person can do.
Banner {
    tone: Tone.Error
    iconName: "error"
}
