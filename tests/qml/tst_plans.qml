// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Testing

// The household of 李阿姨 has not voted in the sample's poll.
PageBench {
    id: bench

    readonly property string household: "JY-1-1-101"

    StoreReader {
        id: store

        core: Scene.core
    }

    Component {
        id: plans

        PlansPage {
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

    Component {
        id: missing

        PollPage {
            core: Scene.core
            pollId: "01a17720-ca00-7000-8000-000000000000"
        }
    }

    TestCase {
        id: test

        name: "plans"
        when: windowShown

        function init() {
            failOnWarning(/\.qml:\d+/);
        }

        function cleanup() {
            Scene.setOnline(false);
        }

        function test_1_a_plan_leads_to_its_vote() {
            bench.show(plans, {});
            bench.openRow(test, "电动车充电棚");
            bench.control(test, "Vote on this plan");
            bench.openRow(test, "同意建充电棚吗？");
            compare((bench.currentItem as PollPage).pollId, Scene.pollId);
            bench.control(test, "About the plan: 电动车充电棚");
        }

        function test_2_a_vote_is_saved_on_this_phone() {
            bench.show(poll, {});
            bench.control(test, "Abstain");
            bench.control(test, "You vote for your household: JY-1, entrance 1, flat 101");
            compare(store.choice(Scene.pollId, bench.household), 0);
            bench.press(test, "Yes");
            bench.control(test, "Your household's vote: Yes");
            bench.control(test, "Saved on this phone");
            compare(store.choice(Scene.pollId, bench.household), 1);
            verify(store.waiting().includes("plans.vote"));
        }

        function test_3_the_last_vote_counts_and_arrives() {
            bench.show(poll, {});
            bench.press(test, "No");
            bench.control(test, "Your household's vote: No");
            compare(store.choice(Scene.pollId, bench.household), 2);
            Scene.setOnline(true);
            Scene.core.syncNow();
            tryVerify(() => !store.waiting().includes("plans.vote"), 20000);
            tryVerify(() => Scene.find(bench, "Saved on this phone") === null);
            bench.control(test, "Your household's vote: No");
            compare(store.choice(Scene.pollId, bench.household), 2);
        }

        function test_z_the_tally_comes_when_the_vote_is_closed() {
            bench.show(poll, {});
            bench.row(test, "Households that voted");
            compare(Scene.find(bench, "Votes for each answer"), null);
            Scene.passDays(4);
            Scene.setOnline(true);
            Scene.core.syncNow();
            bench.control(test, "Votes for each answer");
            bench.row(test, "No, 1");
            bench.row(test, "Yes, 0");
            bench.control(test, "Your household's vote: No");
            compare(Scene.find(bench, "You vote for your household: JY-1, entrance 1, flat 101"), null);
        }

        function test_4_what_is_not_here_says_so() {
            bench.show(missing, {});
            bench.control(test, "Not on this phone yet");
            compare(Scene.find(bench, "Yes"), null);
        }
    }
}
