# SPDX-License-Identifier: Apache-2.0
# Which folder may include which. A core folder that is not listed here is a mistake, or a decision to be made in DESIGN §2.

BEGIN {
    below = "core/base"
    may["core/base"] = ""
    may["core/crypto"] = below
    may["core/store"] = below = below " core/crypto"
    may["core/log"] = below = below " core/store"
    may["core/members"] = below = below " core/log"
    below = below " core/members" # capabilities stand side by side: they know members, never each other
    count = split("hazards plans events funds notices", capability)
    for (i = 1; i <= count; ++i) {
        may["core/" capability[i]] = below
        all = all " core/" capability[i]
    }
    may["core/community"] = below = below all
    may["core/snapshot"] = below = below " core/community"
    may["core/sync"] = below = below " core/snapshot"
    core = below " core/sync"

    may["platform"] = core
    may["app/hub"] = core # the hub has no Qt and no platform; it meets the phones only in core
    may["app/cli"] = core " platform"
    may["app/resident"] = core " platform qml" # qml: only the composition root, which loads it with its words
    may["app/demo"] = core " platform app/resident"
    may["qml"] = ""
}

function folderOf(path, part) { # "core/log/Entry.h" -> "core/log"; platform and qml count as one folder each
    split(path, part, "/")
    return part[1] == "platform" || part[1] == "qml" ? part[1] : part[1] "/" part[2]
}

function complain(text) {
    print FILENAME ":" FNR ": " text
    failed = 1
}

FNR == 1 {
    own = folderOf(FILENAME)
    if (!(own in may) && own !~ /\.(h|cpp|proto)$/)
        complain(own " is not in the dependency order; add it to tests/lint/layers.awk and to DESIGN §2")
}

/^[ \t]*(#[ \t]*include|import)[ \t]+"/ {
    split($0, quoted, "\"")
    if (quoted[2] ~ /^\.\.?\//)
        complain("include by the path from the project's root, not " quoted[2])
    if (quoted[2] !~ /^(core|platform|app|qml|tests)\//)
        next
    other = folderOf(quoted[2])
    if (other != own && index(" " may[own] " ", " " other " ") == 0)
        complain(own " must not depend on " other)
}

END { exit failed }
