// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Controls
import Linli.Models
import Linli.Testing

PageBench {
    id: bench

    Component {
        id: me

        MePage {
            core: Scene.core
            settings: Scene.settings
        }
    }

    Component {
        id: outbox

        SyncPage {
            core: Scene.core
        }
    }

    TestCase {
        id: test

        name: "me"
        when: windowShown

        function test_home_and_role_are_shown() {
            bench.show(me, {});
            bench.control(test, "李阿姨");
            bench.control(test, "JY-1, entrance 1, flat 101");
            bench.control(test, "Building captain: JY-1");
        }

        function test_0_sync_is_told() {
            bench.show(me, {});
            bench.control(test, "What I sent, 1 waiting to be sent, No connection to the community");
        }

        function test_settings_are_kept() {
            bench.show(me, {});
            bench.press(test, "Largest");
            compare(Scene.settings.textScale, 2);
            bench.press(test, "Dark");
            compare(Scene.settings.look, AppSettings.Dark);
            bench.press(test, "Easy mode");
            compare(Scene.settings.elderMode, true);
            bench.press(test, "繁體中文");
            compare(Scene.settings.language, "zh_TW");
        }

        function test_the_whole_record_is_on_this_phone() {
            bench.show(me, {});
            const row = bench.control(test, "Keep the whole record for the community") as SwitchRow;
            // A captain's phone: no choice.
            compare(row.checked, true);
            compare(row.enabled, false);
        }

        function test_an_invite_for_an_own_phone_shows_a_code_and_a_link() {
            bench.show(me, {});
            bench.press(test, "My phones, 1 phone(s)");
            bench.press(test, "Add another phone of mine");
            bench.press(test, "Make the invite");
            bench.control(test, "Invite as a code to scan");
            bench.press(test, "Copy the link");
            verify(Scene.clipboard().startsWith("linli://join?hub=http%3A%2F%2Fhub.example&invite=LL1-"));
        }

        function test_a_captain_invites_into_a_home() {
            bench.show(me, {});
            bench.press(test, "Invite neighbours, Newcomers, or somebody with a new phone");
            bench.press(test, "JY-1, entrance 1, flat 102, 0 member(s)");
            bench.press(test, "Invite somebody new");
            bench.press(test, "Make the invite");
            bench.control(test, "Invite as a code to scan");
        }

        function test_zz_a_refused_item_shows_its_reason_and_can_be_deleted() {
            bench.show(outbox, {});
            bench.control(test, "Sign-up for an event");
            Scene.setOnline(true);
            bench.press(test, "Try again");
            tryVerify(() => Scene.find(bench, "This event was cancelled.") !== null, 20000);
            Scene.setOnline(false);
            bench.press(test, "Delete");
            bench.control(test, "Delete this for good?");
            bench.press(test, "Cancel");
            tryVerify(() => Scene.find(bench, "Delete this for good?") === null);
            bench.control(test, "Sign-up for an event");
            bench.press(test, "Delete");
            bench.control(test, "Delete this for good?");
            bench.press(test, "Delete");
            bench.control(test, "Everything has arrived");
        }
    }
}
