# SPDX-License-Identifier: Apache-2.0
# What must not be used where, and why. A line is let through by a comment on it or on the line above, with a reason:
#     // lint-allow(sleep): the vendor's driver offers no event to wait for

BEGIN {
    ban("context-property", "^(platform|app|tests)/.*[.](cpp|h)$", "setContextProperty",
        "QML sees types, not names put into a context: use QML_ELEMENT and required properties")
    ban("sleep", "^(core|platform|app|tests)/.*[.](cpp|h)$",
        "sleep_for|sleep_until|QThread::(m|u)?sleep|[^A-Za-z_](u|nano)sleep[ ]*\\(|qSleep|qWait[ ]*\\(",
        "wait for the event or use the test clock; a sleep is too short on a slow machine and too long on all others")
    ban("os-ifdef", "^(core|platform|app|tests)/.*[.](cpp|h)$", "#[ ]*(if|ifdef|ifndef|elif|elifdef).*Q_OS_",
        "what differs by system is a file in platform/<system>, chosen by CMake")
    ban("event-loop", "^(platform|app)/.*[.](cpp|h)$", "QEventLoop([^L]|$)|processEvents",
        "a nested event loop runs other code in the middle of ours: continue in a slot or callback")
    ban("stdout", "^core/.*[.](cpp|h)$", "std::(cout|cerr|clog)|[^A-Za-z_]f?printf[ ]*\\(",
        "core returns values; who owns the process decides what is printed")
    ban("qt", "^(core|app/hub)/.*[.](cpp|h)$", "#[ ]*include[ ]*[<\"](Q[A-Z]|Qt)",
        "core and the hub are built without Qt")
    ban("sql-replace", "^core/.*[.](cpp|h)$", "(INSERT|insert)[ ]+(OR|or)[ ]+(REPLACE|replace)|(REPLACE|replace)[ ]+(INTO|into)",
        "REPLACE deletes without firing delete triggers, so undo would lose rows: use ON CONFLICT DO UPDATE")
    # Written with [.] so that this table does not name them itself.
    ban("registry", ".",
        "(deb|security|snapshot)[.]debian[.]org|archive[.]ubuntu[.]com|pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|[^a-z]crates[.]io|proxy[.]golang[.]org|rubygems[.]org|repo1?[.]maven",
        "package managers know their own servers, and people have mirrors: name no registry")
}

function ban(name, files, pattern, reason) {
    ++rules
    ruleName[rules] = name
    ruleFiles[rules] = files
    rulePattern[rules] = pattern
    ruleReason[rules] = reason
}

FNR == 1 {
    above = ""
    isCode = FILENAME ~ /[.](cpp|h|qml)$/
    active = 0
    for (i = 1; i <= rules; ++i)
        if (FILENAME ~ ruleFiles[i])
            applies[++active] = i
}

{
    code = $0
    if (isCode)
        sub(/(^|[^:])\/\/.*/, "", code) # a comment may say why something is not used
    for (i = 1; i <= active; ++i) {
        rule = applies[i]
        text = ruleName[rule] == "registry" ? $0 : code
        escape = "lint-allow\\(" ruleName[rule] "\\): .*[a-z].* "
        if (text ~ rulePattern[rule] && $0 " " !~ escape && above " " !~ escape) {
            print FILENAME ":" FNR ": [" ruleName[rule] "] " ruleReason[rule]
            failed = 1
        }
    }
    above = $0
}

END { exit failed }
