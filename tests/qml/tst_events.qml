// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Testing

// 李阿姨 has a place at the sample's event.
PageBench {
    id: bench

    StoreReader {
        id: store

        core: Scene.core
    }

    Component {
        id: list

        EventsPage {
            core: Scene.core
        }
    }

    Component {
        id: event

        EventPage {
            core: Scene.core
            eventId: Scene.eventId
        }
    }

    TestCase {
        id: test

        name: "events"
        when: windowShown

        function init() {
            failOnWarning(/\.qml:\d+/);
        }

        function cleanup() {
            Scene.setOnline(false);
        }

        function test_1_a_row_says_the_own_part_and_opens() {
            bench.show(list, {});
            const row = bench.row(test, "邻里节");
            verify(row.Accessible.name.endsWith("You are going"), row.Accessible.name);
            bench.openRow(test, "邻里节");
            compare((bench.currentItem as EventPage).eventId, Scene.eventId);
        }

        function test_2_the_past_has_none() {
            bench.show(list, {});
            bench.row(test, "邻里节");
            bench.press(test, "Past");
            bench.control(test, "No past events");
            tryVerify(() => Scene.findPrefix(bench, "邻里节") === null);
        }

        function test_3_keeping_the_place_changes_nothing() {
            bench.show(event, {});
            bench.press(test, "I cannot come");
            bench.press(test, "Keep it");
            bench.control(test, "You have a place.");
            compare(store.party(Scene.eventId), 1);
        }

        function test_4_a_place_is_given_back() {
            bench.show(event, {});
            bench.press(test, "I cannot come");
            bench.press(test, "Give it back");
            bench.control(test, "I am coming");
            compare(store.party(Scene.eventId), 0);
            verify(store.waiting().includes("events.withdraw"));
        }

        function test_5_coming_with_somebody() {
            bench.show(event, {});
            bench.press(test, "More: People you bring along");
            bench.press(test, "I am coming");
            bench.control(test, "You have a place, for 2 person(s).");
            bench.control(test, "Saved on this phone");
            compare(store.party(Scene.eventId), 2);
        }

        function test_6_it_arrives_when_there_is_a_network() {
            bench.show(event, {});
            bench.control(test, "Saved on this phone");
            Scene.setOnline(true);
            Scene.core.syncNow();
            tryVerify(() => store.waiting().length === 0, 20000, store.waiting().join(" "));
            tryVerify(() => Scene.find(bench, "Saved on this phone") === null);
            compare(store.party(Scene.eventId), 2);
        }
    }
}
