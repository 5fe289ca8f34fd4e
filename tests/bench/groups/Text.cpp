// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Queries.h"
#include "tests/bench/Percentile.h"
#include "tests/bench/RawStore.h"
#include "tests/bench/Served.h"

#include <thread>

namespace linli::bench {
namespace {

constexpr int page = 30;

/// Whether this build has a text index that is filled in the background.
template <class Replica> constexpr bool fills = requires(Replica& replica) { replica.fillIndexes(); };

/// A person who leafs through a list all the while, on a connection of their own. Seconds for each first page.
class Reader {
public:
    explicit Reader(store::Database db)
        : m_db(std::move(db)), m_thread([this](const std::stop_token& stop) { run(stop); })
    {
    }
    std::vector<double> stop()
    {
        m_thread.request_stop();
        m_thread.join();
        return std::move(m_took);
    }

private:
    void run(const std::stop_token& stop)
    {
        do {
            m_took.push_back(secondsOf([this] { need(hazards::list(m_db, {}, std::nullopt, page)); }));
        } while (!stop.stop_requested());
    }
    store::Database m_db;
    std::vector<double> m_took;
    std::jthread m_thread; ///< last: starts when all else is there
};

/// The same texts into the same kind of index, in one transaction.
[[maybe_unused]] double rawIndexSeconds(Bench& bench, store::Database& db)
{
    RawRows words{"raw_text(rowid, words)", 2, {}};
    need(db.query("SELECT coalesce(text, '') || char(10) || coalesce(place_detail, '') FROM hazard ORDER BY place", {},
                  [&](const store::Row& row) {
                      const auto id = static_cast<std::int64_t>(words.rows.size()) + 1;
                      words.rows.push_back({{.type = store::Value::Type::Integer, .integer = id},
                                            {.type = store::Value::Type::Text, .bytes = row.text(0)}});
                      return true;
                  }));
    RawStore raw(bench.fresh("raw"), db, {});
    raw.run("CREATE VIRTUAL TABLE raw_text USING fts5(words, content = '', columnsize = 0, detail = none, tokenize = "
            "'trigram')");
    return raw.insert({words}, 1);
}

template <class Replica> std::vector<Measured> fillAndMeasure(Bench& bench, Fresh& fresh, Replica& replica)
{
    if constexpr (fills<Replica>) {
        Reader reader(need(fresh.phone->home().openReader()));
        const double filling = secondsOf([&] {
            while (need(replica.fillIndexes())) {
            }
        });
        const std::vector<double> pages = reader.stop();
        return {{filling, rawIndexSeconds(bench, replica.db())}, {percentile(pages, 99) * 1e3}};
    } else {
        return notMeasured(2, "this build has no text index");
    }
}

std::vector<Measured> measure(Bench& bench)
{
    Served hub(bench, bench.town(bench.scale().reports));
    Fresh fresh = firstSync(bench, hub, hub.url());
    return fillAndMeasure(bench, fresh, fresh.phone->replica());
}

} // namespace

Group textGroup()
{
    return {"text",
            "the text index, filled in the background, while somebody leafs through a list",
            {{.name = "text index of all reports", .unit = "s", .bar = "≤ 1.2 × raw FTS5 inserts", .factor = 1.2},
             {.name = "first page of a list meanwhile, p99", .unit = "ms", .bar = "≤ 3 ms", .limit = 3}},
            measure};
}

} // namespace linli::bench
