// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Problems.h"

#include <QtTranslation>

namespace linli::resident {
namespace {

const Problem deviceProblems[] = {
    {"home.not_joined",
     QT_TRANSLATE_NOOP("Problem",
                       "This phone has not joined a community yet. Ask your building captain for an invite.")},
    {"home.joined_already store.exists identity.exists vault.exists",
     QT_TRANSLATE_NOOP("Problem", "This phone has joined a community already.")},
    {"invite.malformed invite.checksum",
     QT_TRANSLATE_NOOP("Problem",
                       "This is not a whole invite. Copy the link again, from the first letter to the last.")},
    {"invite.version",
     QT_TRANSLATE_NOOP("Problem", "This invite is from a newer version. Update Linli and try again.")},
    {"join.one_operation", QT_TRANSLATE_NOOP("Problem", "Joining did not work. Try again.")},
    {"members.wrong_genesis log.wrong_genesis hub.other_community op.wrong_genesis "
     "hub.unknown_community",
     QT_TRANSLATE_NOOP("Problem", "This hub belongs to another community. Ask for a new invite.")},
    {"store.disk_full",
     QT_TRANSLATE_NOOP("Problem", "This phone has no free space. Delete something, then try again; nothing was lost.")},
    {"store.io", QT_TRANSLATE_NOOP(
                     "Problem", "This phone's storage could not be read or written. Restart the phone and try again.")},
    {"store.in_use store.busy",
     QT_TRANSLATE_NOOP("Problem", "Linli is open twice. Close the other one and try again.")},
    {"store.locked vault.locked", QT_TRANSLATE_NOOP("Problem", "The phone is locked. Unlock it and try again.")},
    {"store.keys_unavailable vault.unreadable identity.unreadable identity.sealed crypto.cannot_open "
     "crypto.cannot_seal",
     QT_TRANSLATE_NOOP("Problem",
                       "The key to your data cannot be read. Your data is still here; restart the phone, then "
                       "ask your building captain.")},
    {"store.wrong_key store.not_linli store.corrupt store.quarantine sidecar.unreadable sidecar.too_large "
     "sidecar.no_origin "
     "home.nothing_to_recover_from home.not_damaged",
     QT_TRANSLATE_NOOP("Problem",
                       "The data on this phone cannot be opened. Nothing was deleted; ask your building captain "
                       "for help.")},
    {"store.restored_backup store.missing",
     QT_TRANSLATE_NOOP("Problem",
                       "Part of the data is missing, as after restoring a backup. Ask your building captain for "
                       "a new invite.")},
    {"store.newer",
     QT_TRANSLATE_NOOP("Problem",
                       "The data on this phone was made by a newer version. Update Linli; nothing was changed.")},
    {"store.unreachable store.read_only store.bad_database store.sql store.not_sqlcipher "
     "crypto.unavailable digest.real",
     QT_TRANSLATE_NOOP("Problem",
                       "Something is wrong inside Linli. Close it and open it again; if it comes back, tell your "
                       "building captain.")},
    {"photo.too_large file.too_large",
     QT_TRANSLATE_NOOP("Problem", "The picture is too large. Choose another one or take a new photo.")},
    {"photo.not_an_image photo.not_jpeg photo.cannot_encode photo.wrong_hash photo.bad_name photo.wrong_checksum "
     "photo.wrong_offset photo.unknown_upload",
     QT_TRANSLATE_NOOP("Problem", "This file is no picture that Linli can read. Choose another one.")},
    {"photos.set_aside",
     QT_TRANSLATE_NOOP("Problem",
                       "The photos on this phone were damaged and are being fetched again. Photos of yours that had "
                       "not been sent yet are lost; add them again.")},
    {"photo.unknown photo.not_here",
     QT_TRANSLATE_NOOP("Problem", "The picture has not arrived yet. Look again when there is a network.")},
    {"file.missing", QT_TRANSLATE_NOOP("Problem", "The file is not there any more. Choose it again.")},
    {"position.denied",
     QT_TRANSLATE_NOOP("Problem", "Linli may not see where you are. Allow it in the phone's settings, or choose the "
                                  "building.")},
    {"position.timeout position.unavailable",
     QT_TRANSLATE_NOOP("Problem", "Your position could not be found. Choose the building or set a pin on the map.")},
    {"outbox.on_its_way", QT_TRANSLATE_NOOP("Problem", "This is being sent right now, so it cannot be taken back.")},
    {"outbox.unknown", QT_TRANSLATE_NOOP("Problem", "This is not waiting any more. Look at the list again.")},
    {"hub.unreachable hub.timeout hub.stopping hub.no_data",
     QT_TRANSLATE_NOOP("Problem",
                       "The community's hub does not answer. Your entries are kept on this phone and sent later.")},
    {"hub.busy hub.catching_up hub.rate live.slow log.head_moved log.note_needed log.own_unknown",
     QT_TRANSLATE_NOOP("Problem",
                       "Too much is happening at the moment. Linli tries again by itself in a little while.")},
    {"hub.bad_url hub.bad_address hub.address_in_use",
     QT_TRANSLATE_NOOP("Problem", "The hub's address is not right. Copy the invite link again.")},
    {"hub.not_a_hub hub.tls hub.unknown_path hub.wrong_method hub.bad_request",
     QT_TRANSLATE_NOOP("Problem",
                       "At this address is no hub of a community. Check the network, then ask for a new invite.")},
    {"hub.answer_too_large sync.bad_message push.too_large log.bad_after "
     "log.shorter_than_replica",
     QT_TRANSLATE_NOOP("Problem", "The hub's answer could not be understood. Update Linli and try again.")},
    {"hub.awaits_refill",
     QT_TRANSLATE_NOOP("Problem", "The community's hub is being restored and waits for entries that only phones still "
                                  "have. Yours are kept on this phone and sent later.")},
    {"hub.behind",
     QT_TRANSLATE_NOOP("Problem", "The hub lacks entries that it had before. This phone keeps them. Tell the community "
                                  "office.")},
    {"home.follows_hub",
     QT_TRANSLATE_NOOP("Problem",
                       "The hub and this phone have the same record by now. There is nothing to go over to.")},
    {"hub.two_histories",
     QT_TRANSLATE_NOOP("Problem", "The hub has signed two different records of the community. Both are kept as "
                                  "evidence. Tell the community office.")},
    {"backup.not_empty backup.use_pg_dump restore.which_backup refill.bad_payload refill.too_large refill.wrong_root",
     QT_TRANSLATE_NOOP("Problem", "The hub could not be restored this way. Look into its log.")},
    {"hub.clock",
     QT_TRANSLATE_NOOP("Problem", "The hub's clock is wrong. Tell the community office; your entries are kept on this "
                                  "phone.")},
    {"hub.key_lost hub.identity_lost",
     QT_TRANSLATE_NOOP("Problem", "The hub has lost its keys. Tell the community office; your entries are kept on this "
                                  "phone.")},
    {"auth.token auth.stale_nonce auth.bad_signature auth.malformed",
     QT_TRANSLATE_NOOP("Problem", "Signing in to the hub did not work. Linli tries again by itself.")},
    {"log.bad_chain log.bad_frontier log.bad_hash log.bad_operation log.bad_payload log.bad_signature "
     "hub.broken_promise log.two_entries snapshot.empty snapshot.hidden_entry "
     "snapshot.malformed snapshot.none "
     "snapshot.not_empty snapshot.not_in_log snapshot.other_community snapshot.other_epoch snapshot.other_schema "
     "snapshot.pages_missing snapshot.real snapshot.shows_erased snapshot.unknown_format snapshot.withdrawn "
     "snapshot.wrong_digest snapshot.wrong_own_key snapshot.wrong_page log.empty log.gap "
     "log.hidden_community_entry "
     "log.hidden_entry log.inconsistent "
     "log.root_differs "
     "log.time_goes_back log.verdict_differs log.wrong_audience checkpoint.bad_signature "
     "checkpoint.malformed checkpoint.wrong_origin replica.differs",
     QT_TRANSLATE_NOOP("Problem", "What the hub sent does not fit together, so it was not accepted. Tell the community "
                                  "office.")},
    {"store.behind",
     QT_TRANSLATE_NOOP(
         "Problem", "This phone holds an older copy of the community's record. It fetches what is missing as soon as "
                    "there is a network; then you can go on.")},
    {"app.update_needed",
     QT_TRANSLATE_NOOP("Problem",
                       "The community has moved on to newer rules. Update Linli to go on. What is on this phone stays, "
                       "and what you wrote before is still sent.")},
    {"audit.erased_meanwhile",
     QT_TRANSLATE_NOOP("Problem", "The record changed while it was being checked. The phone checks again by itself.")},
    {"audit.state_differs",
     QT_TRANSLATE_NOOP("Problem",
                       "Some of what the hub showed this phone at first was not true. The phone has now worked it "
                       "out again from the signed record. Tell the community office.")},
    {"audit.log_differs",
     QT_TRANSLATE_NOOP("Problem", "The record that the hub shows now is not the one that it signed before. Tell the "
                                  "community office.")},
    {"bundle.not_a_bundle",
     QT_TRANSLATE_NOOP("Problem",
                       "This file was not handed over by Linli. Choose the file that your neighbour saved.")},
    {"bundle.damaged bundle.malformed bundle.incomplete bundle.no_content",
     QT_TRANSLATE_NOOP("Problem", "Not everything has arrived. Ask your neighbour to hand it over again.")},
    {"bundle.newer",
     QT_TRANSLATE_NOOP("Problem", "Your neighbour has a newer Linli. Update yours to take this along.")},
    {"bundle.too_large bundle.too_long_for_codes bundle.not_packed",
     QT_TRANSLATE_NOOP("Problem", "This is too much at once. Send some of it first, when there is a network.")},
    {"bundle.other_community",
     QT_TRANSLATE_NOOP("Problem", "This is from another community, so it cannot be taken along.")},
    {"bundle.unknown_device",
     QT_TRANSLATE_NOOP("Problem", "It was written on a phone that this one does not know, so it was left out.")},
    {"bundle.full",
     QT_TRANSLATE_NOOP("Problem", "This phone carries as much as it can. Go to where there is a network first.")},
    {"hub.false_snapshot",
     QT_TRANSLATE_NOOP("Problem",
                       "The hub showed a picture of the community that is not true. It was thrown away, and Linli now "
                       "fetches the whole record. Tell the community office.")},
    {"import.csv import.geojson",
     QT_TRANSLATE_NOOP("Problem", "The register's file has a mistake. Correct the line that is named and try again.")},
};

} // namespace

std::span<const Problem> deviceProblemTable()
{
    return deviceProblems;
}

} // namespace linli::resident
