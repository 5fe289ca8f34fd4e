// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Testing

PageBench {
    id: bench

    Component {
        id: page

        JoinPage {
            core: Scene.newcomer
            settings: Scene.settings
        }
    }

    TestCase {
        id: test

        name: "join"
        when: windowShown

        function init() {
            Scene.setOnline(true);
            bench.show(page, {});
        }

        function cleanup() {
            Scene.setForeign(false);
            Scene.setOnline(false);
        }

        function pasteInvite(text) {
            Scene.setClipboard(text);
            bench.press(test, "Paste the invite");
        }

        function test_1_a_cut_invite_is_told_at_once() {
            pasteInvite(Scene.inviteLink.slice(0, -3));
            tryVerify(() => Scene.findPrefix(bench, "This is not a whole invite") !== null, 5000, Scene.names(bench).join(" | "));
            compare(bench.control(test, "Join").enabled, false);
        }

        function test_2_a_bare_text_asks_for_the_address() {
            pasteInvite(Scene.inviteLink.slice(Scene.inviteLink.indexOf("LL1-")));
            bench.control(test, "Address of the community");
            compare(bench.control(test, "Join").enabled, false);
        }

        function test_2_without_a_camera_scanning_says_so() {
            bench.press(test, "Scan the invite");
            bench.control(test, "Linli finds no camera on this device.");
            pasteInvite(Scene.inviteLink);
            tryVerify(() => Scene.find(bench, "Linli finds no camera on this device.") === null);
        }

        function test_3_without_the_hub_the_reason_is_shown() {
            Scene.setOnline(false);
            pasteInvite(Scene.inviteLink);
            bench.type(test, "Your name", "Zhang");
            bench.press(test, "Join");
            tryVerify(() => Scene.findPrefix(bench, "The community's hub does not answer") !== null);
            compare(Scene.newcomer.joined, false);
        }

        function test_3_what_is_wrong_is_said_in_plain_words_data() {
            return [
                {
                    tag: "used",
                    link: Scene.usedInviteLink,
                    says: "This invite was used before."
                },
                {
                    tag: "expired",
                    link: Scene.expiredInviteLink,
                    says: "This invite is too old."
                },
                {
                    tag: "no hub",
                    link: Scene.inviteLink,
                    foreign: true,
                    says: "At this address is no hub of a community."
                }
            ];
        }

        function test_3_what_is_wrong_is_said_in_plain_words(data) {
            Scene.setForeign(data.foreign ?? false);
            pasteInvite(data.link);
            bench.type(test, "Your name", "Zhang");
            bench.press(test, "Join");
            bench.row(test, data.says);
            compare(Scene.newcomer.joined, false);
            // Nothing that was entered is gone.
            compare((bench.control(test, "Your name") as TextInput).text, "Zhang");
        }

        function test_4_a_good_invite_joins() {
            pasteInvite(Scene.inviteLink);
            bench.type(test, "Your name", "Zhang");
            bench.press(test, "Join");
            tryCompare(Scene.newcomer, "joined", true, 20000);
        }
    }
}
