// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Testing

// The treasurer opened one account and booked ¥8,000 into it.
PageBench {
    id: bench

    Component {
        id: funds

        FundsPage {
            core: Scene.core
        }
    }

    TestCase {
        id: test

        name: "funds"
        when: windowShown

        function init() {
            failOnWarning(/\.qml:\d+/);
        }

        function test_accounts_have_names_and_sums() {
            bench.show(funds, {});
            bench.row(test, "邻里微基金, ¥8,000.00, ");
            bench.control(test, "Altogether now");
            bench.control(test, "¥8,000.00");
        }

        function test_a_resident_cannot_book() {
            bench.show(funds, {});
            bench.row(test, "邻里微基金");
            compare(Scene.find(bench, "New entry"), null);
            compare(Scene.find(bench, "Open an account"), null);
        }

        function test_an_account_leads_to_its_entries() {
            bench.show(funds, {});
            bench.openRow(test, "邻里微基金, ");
            compare((bench.currentItem as FundEntriesPage).account, Scene.accountId);
            bench.openRow(test, "邻里节捐款");
            compare((bench.currentItem as EntryPage).entryId, Scene.entryId);
            bench.control(test, "From: 锦溪超市");
            bench.control(test, "Written and signed by: 曾会计");
        }
    }
}
