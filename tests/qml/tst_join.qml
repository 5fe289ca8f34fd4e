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

        function test_3_without_the_hub_the_reason_is_shown() {
            Scene.setOnline(false);
            pasteInvite(Scene.inviteLink);
            bench.type(test, "Your name", "Zhang");
            bench.press(test, "Join");
            tryVerify(() => Scene.findPrefix(bench, "The community's hub does not answer") !== null);
            compare(Scene.newcomer.joined, false);
        }

        function test_4_a_good_invite_joins() {
            pasteInvite(Scene.inviteLink);
            bench.type(test, "Your name", "Zhang");
            bench.press(test, "Join");
            tryCompare(Scene.newcomer, "joined", true, 20000);
        }
    }
}
