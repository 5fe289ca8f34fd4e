// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Controls
import Linli.Testing

// One severe notice for all, not read yet by 李阿姨, who is a captain.
PageBench {
    id: bench

    StoreReader {
        id: store

        core: Scene.core
    }

    Component {
        id: list

        NoticesPage {
            core: Scene.core
        }
    }

    Component {
        id: composer

        NoticeComposerPage {
            core: Scene.core
        }
    }

    Component {
        id: notice

        NoticePage {
            core: Scene.core
            noticeId: Scene.noticeId
        }
    }

    TestCase {
        id: test

        name: "notices"
        when: windowShown

        function init() {
            failOnWarning(/\.qml:\d+/);
        }

        function cleanup() {
            Scene.setOnline(false);
        }

        function test_1_a_row_opens_its_notice() {
            bench.show(list, {});
            bench.openRow(test, "Serious, 今晚大风，收好花盆");
            bench.control(test, "What to do");
            bench.control(test, "请关好门窗。");
        }

        function test_2_reading_is_acknowledged_once() {
            bench.show(notice, {});
            compare(store.acknowledged(Scene.noticeId), false);
            bench.press(test, "I have read it");
            bench.control(test, "You have read it");
            tryVerify(() => Scene.find(bench, "I have read it") === null);
            compare(store.acknowledged(Scene.noticeId), true);
            verify(store.waiting().includes("notices.acknowledge"), store.waiting().join(" "));
        }

        function test_3_the_acknowledgement_arrives() {
            Scene.setOnline(true);
            Scene.core.syncNow();
            tryVerify(() => store.waiting().length === 0, 20000, store.waiting().join(" "));
            compare(store.acknowledged(Scene.noticeId), true);
        }

        function test_4_a_captain_writes_to_own_buildings_only() {
            bench.show(composer, {});
            compare((bench.control(test, "JY-1") as ChoiceChip).checked, true);
            compare(Scene.find(bench, "JY-2"), null);
            compare(Scene.find(bench, "The whole community"), null);
            bench.control(test, "Choose how serious it is.");
            compare(bench.control(test, "Send the notice").enabled, false);
            bench.press(test, "Good to know");
            bench.press(test, "Prepare in time");
            bench.press(test, "Other");
            bench.type(test, "What happens, in one sentence", "lift check");
            bench.press(test, "Send the notice");
            bench.press(test, "Yes, send it");
            tryCompare(bench, "depth", 1);
            verify(store.waiting().includes("notices.publish"), store.waiting().join(" "));
        }

        function test_5_what_the_hub_refuses_keeps_its_words_and_says_why() {
            bench.show(list, {});
            bench.openRow(test, "Good to know, lift check");
            bench.control(test, "Saved on this phone");
            Scene.moveCaptain("JY-2");
            Scene.setOnline(true);
            Scene.core.syncNow();
            bench.control(test, "Not accepted");
            bench.control(test, "You are captain of other buildings. Choose only buildings of your own.");
            bench.control(test, "lift check");
            bench.press(test, "Copy the words");
            compare(Scene.clipboard(), "lift check");
            bench.press(test, "Delete");
            bench.control(test, "Delete this for good?");
            bench.press(test, "Delete");
            tryCompare(bench, "depth", 2);
            tryVerify(() => Scene.findPrefix(bench, "Good to know, lift check") === null);
        }
    }
}
