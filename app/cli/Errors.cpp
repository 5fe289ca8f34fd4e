// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Errors.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

namespace linli::cli {
namespace {

struct Hint {
    std::string_view code; ///< a whole code, or the beginning of several when it ends with a dot
    std::string_view sentence;
};

// The first that fits is shown.
constexpr std::array hints{
    Hint{"app.update_needed",
         "The community goes on by newer rules: update linli. What is here stays, and what was written before is still "
         "sent."},
    Hint{"usage.arguments", "Run 'linli --help', or 'linli COMMAND --help', to see what it takes."},
    Hint{"home.not_joined", "Nobody has joined a community here yet: run 'linli --home DIR join URL INVITE'."},
    Hint{"home.joined_already", "This home belongs to a community already; choose another folder for a second one."},
    Hint{"store.in_use", "Another process has this home open, perhaps 'linli sync --watch': stop it and try again."},
    Hint{"store.quarantine",
         "The store is damaged, or not this home's own; nothing was changed. Put the right file back, or run "
         "'linli recover': it sets the file aside, keeps what you wrote, and the next sync brings the rest."},
    Hint{"photos.set_aside", "The photos' file was damaged and is set aside as photos.db.quarantine-1. The next sync "
                             "fetches photos again; own ones that "
                             "had not been sent are lost."},
    Hint{"home.nothing_to_recover_from",
         "There is no sidecar to recover from: ask a captain or admin for a new invite."},
    Hint{"home.follows_hub", "The hub and this phone hold the same log: there is nothing to go over to."},
    Hint{
        "home.unconfirmed",
        "Nothing was changed. Ask the community's admin whether the hub really goes on with another log; if so, run it "
        "again with --yes: this phone's own log is kept as linli.db.history-1, what you wrote is offered again."},
    Hint{"log.inconsistent",
         "The hub shows another log than the one that it signed before; this phone keeps its own, and both checkpoints "
         "('linli evidence export'). Tell the admin. If the community goes on with the hub's: 'linli recover "
         "--follow-hub'."},
    Hint{"hub.behind", "The hub lacks entries that it signed before, and wants none back; this phone keeps them. Tell "
                       "the admin. If the "
                       "community goes on without them: 'linli recover --follow-hub'."},
    Hint{"home.not_damaged", "The store opens: there is nothing to recover."},
    Hint{"store.wrong_key", "A file of the store is damaged, or not this home's own; nothing was changed."},
    Hint{"store.corrupt", "A file of the store is damaged; nothing was changed."},
    Hint{"store.restored_backup",
         "The store is here but its key is not; nothing was changed. Bring back the folder 'keys', "
         "or ask a captain or admin to re-admit you."},
    Hint{"store.keys_unavailable",
         "The key in the folder 'keys' cannot be read; nothing was changed. Check its permissions."},
    Hint{"store.behind",
         "The store is older than what was here before: run 'linli sync' first; what was written is kept."},
    Hint{"sidecar.unreadable", "This is no sidecar of a Linli phone, or it is not for this hub."},
    Hint{"store.newer", "A newer Linli has used this home: run that one; nothing was changed."},
    Hint{"store.disk_full", "Nothing was saved and nothing was lost: free some space and do it again."},
    Hint{"store.busy", "Another program is using the store: try again."},
    Hint{"vault.", "The key in the folder 'keys' cannot be used as it is; nothing was changed."},
    Hint{"identity.", "The identity file does not belong to this key; nothing was changed."},
    Hint{"hub.not_a_hub", "Something answered at this address, but it is no Linli hub: check the address."},
    Hint{"hub.other_community", "This is the hub of another community: check the address and the invite."},
    Hint{"hub.unknown_community",
         "This hub does not know the community of the invite: check the address and the invite."},
    Hint{"hub.bad_url", "Give the hub's address like http://127.0.0.1:8080 or https://hub.example."},
    Hint{"hub.tls", "The hub's certificate is not trusted here: check the address and the certificate."},
    Hint{"hub.", "Everything written is kept on this phone: run 'linli sync' again when the hub can be reached."},
    Hint{"auth.device_revoked", "This phone was revoked; what is on it stays. Ask a captain or admin to re-admit you."},
    Hint{"auth.", "The hub does not let this phone in; what is on it stays. Ask a captain or admin."},
    Hint{"invite.", "Copy the whole invite, from LL1- to its last character, and try again."},
    Hint{"members.invite_used", "Each invite works once: ask for a new one."},
    Hint{"members.invite_expired", "The invite is too old: ask for a new one."},
    Hint{"members.invite_void", "Whoever made the invite may not invite any more: ask for a new one."},
    Hint{"content.too_long", "Shorten the text and send it again; nothing was stored."},
    Hint{"content.empty", "Write something and send it again."},
    Hint{"content.not_utf8", "The text must be UTF-8 without NUL; nothing was stored."},
    Hint{"photo.not_an_image", "Use a JPEG, PNG or WebP picture; nothing was stored."},
    Hint{"photo.too_large", "Use a picture of at most 25 MiB; nothing was stored."},
    Hint{"photo.unknown", "This phone has no photo of that name; 'linli sync' may bring it."},
    Hint{"file.missing", "Check the path of the file."},
    Hint{"input.unknown", "Use 'linli list' to see what is here, and 'linli sync' to fetch what is new."},
    Hint{"input.ambiguous", "Give the id, as 'linli list' or 'linli show' tells it."},
    Hint{"input.", "See app/cli/README.md for the fields, and app/cli/examples for a file that works."},
    Hint{"id.unknown", "Use 'linli list' to see what is here, and 'linli sync' to fetch what is new."},
    Hint{"bundle.not_a_bundle", "This file is no bundle; nothing was taken in. 'linli bundle export FILE' makes one."},
    Hint{"bundle.other_community", "This bundle is of another community; nothing was taken in."},
    Hint{"bundle.newer", "This bundle was made by a newer version: update Linli; nothing was taken in."},
    Hint{"bundle.damaged", "The bundle did not arrive whole; nothing was taken in. Copy the file again."},
    Hint{"bundle.", "Nothing was taken in: ask for a new bundle."},
    Hint{"outbox.", "Use 'linli list outbox' to see what can be discarded."},
    Hint{"plans.poll_closed", "The poll is over; 'linli show POLL' tells its result."},
    Hint{"funds.overspent", "The account does not hold that much; 'linli list accounts' tells the balances."},
    Hint{"funds.unbalanced", "The amounts of all lines must add up to zero."},
    Hint{"funds.category",
         "A category is an id of letters, digits and '-', '_', '.', '/', such as 'repair' or 'donation'."},
    Hint{"op.unknown_device", "This phone is no member's any more: ask a captain or admin to re-admit you."},
};

std::string_view generalHint(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Invalid:
        return "Correct the input and try again; nothing was stored.";
    case ErrorKind::Rejected:
        return "The community's rules do not allow this as things stand; nothing was stored.";
    case ErrorKind::Unreachable:
        return "Try again when the hub can be reached.";
    case ErrorKind::Store:
        return "The store was left as it is: check the folder, its permissions and the disk.";
    case ErrorKind::Integrity:
        return "What the hub sent does not prove true, so it was not stored: tell the community's admin.";
    case ErrorKind::Internal:
        return "This is a mistake in Linli: please report it with the command that you ran.";
    }
    return {};
}

std::string_view hintFor(const Error& error)
{
    const auto found = std::ranges::find_if(hints, [&](const Hint& hint) {
        return hint.code.ends_with('.') ? error.code.starts_with(hint.code) : error.code == hint.code;
    });
    return found == hints.end() ? generalHint(error.kind) : found->sentence;
}

std::string_view what(int code)
{
    switch (code) {
    case exitUsage:
        return "usage";
    case exitRejected:
        return "rejected";
    case exitNoHub:
        return "hub";
    case exitStore:
        return "store";
    default:
        return "bug";
    }
}

} // namespace

int exitCode(const Error& error)
{
    // Files that a person names are input, whatever layer reads them; a home that is joined already can be opened.
    if (error.code.starts_with("file.") || error.code == "home.joined_already")
        return exitUsage;
    switch (error.kind) {
    case ErrorKind::Invalid:
        return exitUsage;
    case ErrorKind::Rejected:
        return exitRejected;
    case ErrorKind::Unreachable:
    case ErrorKind::Integrity:
        return exitNoHub;
    case ErrorKind::Store:
        return exitStore;
    case ErrorKind::Internal:
        return exitBug;
    }
    return exitBug;
}

void complain(const Error& error)
{
    std::cerr << "linli: " << what(exitCode(error)) << ": " << error.code;
    if (!error.detail.empty())
        std::cerr << ": " << error.detail;
    std::cerr << '\n' << hintFor(error) << '\n';
}

} // namespace linli::cli
