// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Testing

// 李阿姨 signed up for an event without a network: that waits on her phone.
PageBench {
    id: bench

    StoreReader {
        id: store

        core: Scene.core
    }

    Component {
        id: outbox

        SyncPage {
            core: Scene.core
        }
    }

    Component {
        id: poll

        PollPage {
            core: Scene.core
            pollId: Scene.pollId
        }
    }

    TestCase {
        id: test

        name: "outbox"
        when: windowShown

        function init() {
            failOnWarning(/\.qml:\d+/);
        }

        function cleanup() {
            Scene.setOnline(false);
        }

        function test_1_what_waits_is_kept_until_deleting_is_confirmed() {
            bench.show(outbox, {});
            bench.control(test, "Sign-up for an event");
            bench.press(test, "Delete");
            bench.press(test, "Cancel");
            tryVerify(() => Scene.find(bench, "Delete this for good?") === null);
            compare(store.waiting().join(" "), "events.sign_up");
        }

        function test_2_what_waits_can_be_deleted_without_a_network() {
            bench.show(outbox, {});
            bench.press(test, "Delete");
            bench.control(test, "Delete this for good?");
            bench.press(test, "Delete");
            bench.control(test, "Everything has arrived");
            compare(store.waiting().length, 0);
        }

        function test_3_a_vote_made_now_is_listed_and_arrives() {
            bench.show(poll, {});
            bench.press(test, "Yes");
            bench.control(test, "Your household's vote: Yes");
            bench.show(outbox, {});
            bench.control(test, "Saved on this phone");
            compare(store.waiting().join(" "), "plans.vote");
            Scene.setOnline(true);
            bench.press(test, "Try again");
            tryVerify(() => store.waiting().length === 0, 20000);
            bench.control(test, "Everything has arrived");
        }
    }
}
