// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/TextIndex.h"

#include "core/base/Text.h"
#include "core/store/Unsynced.h"

#include <vector>

namespace linli::hazards {
namespace {

constexpr std::size_t trigram = 3;
/// More of them than this begin with a pair: it is in so many reports that reading lists from the newest on is faster.
constexpr int maxTermsOfPair = 256;

/// The code points of well-formed UTF-8.
std::vector<std::string_view> lettersOf(std::string_view text)
{
    std::vector<std::string_view> letters;
    std::size_t begin = 0;
    for (std::size_t at = 1; at <= text.size(); ++at) {
        const bool continues = at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
        if (continues)
            continue;
        letters.push_back(text.substr(begin, at - begin));
        begin = at;
    }
    return letters;
}

/// An FTS5 string: any text between quotation marks.
std::string ftsString(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

/// All of them: every third trigram and the last one, which together hold every letter.
std::string allTrigrams(const std::vector<std::string_view>& letters)
{
    std::string query;
    const std::size_t last = letters.size() - trigram;
    for (std::size_t at = 0; at < last + trigram; at += trigram) {
        const auto first = letters.begin() + static_cast<std::ptrdiff_t>(std::min(at, last));
        query += (query.empty() ? "" : " AND ") + ftsString({first->data(), (first + 2)->data() + (first + 2)->size()});
    }
    return query;
}

/// ASCII and the Chinese characters; of others the tokenizer may fold the case, which LIKE does not.
bool foldsAsLike(std::string_view letter)
{
    return letter.size() == 1 || (letter >= "\u3000" && letter < "\uA000");
}

std::string lower(std::string_view ascii)
{
    std::string out(ascii);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c | 0x20);
    return out;
}

/// Any of the trigrams in the index that begin with a pair. Each text ends with a line feed, so its last pair begins one too.
Result<std::optional<std::string>> anyBeginningWith(store::Database& db, const std::string& pair)
{
    LINLI_TRY(const auto terms, db.all("SELECT term FROM hazard_text_terms WHERE term >= ?1 AND term <= ?2 LIMIT ?3",
                                       {pair, pair + "\U0010FFFF", maxTermsOfPair + 1},
                                       [](const store::Row& row) { return row.text(0); }));
    if (terms.size() > maxTermsOfPair)
        return std::nullopt;
    std::string query;
    for (const std::string& term : terms)
        query += (query.empty() ? "" : " OR ") + ftsString(term);
    return query;
}

struct Slice {
    std::int64_t lowest = 0;
    std::int64_t count = 0;
};

/// Ascending within the slice: FTS5 writes a segment whenever a rowid does not follow the one before.
Result<std::int64_t> fillSlice(store::Database& db, int reports)
{
    const store::Unsynced quick(db);
    LINLI_TRY(auto transaction, store::Transaction::begin(db));
    LINLI_TRY(const auto slice,
              db.one("SELECT coalesce(min(waiting), 0), count(*) FROM"
                     " (SELECT waiting FROM hazard_text_queue ORDER BY waiting DESC LIMIT ?1)",
                     {reports}, [](const store::Row& row) { return Slice{row.integer(0), row.integer(1)}; }));
    if (!slice || slice->count == 0)
        return 0;
    LINLI_CHECK(
        db.run("INSERT INTO hazard_text(rowid, words)"
               " SELECT place, coalesce(text, '')||char(10)||coalesce(place_detail, '')||char(10)"
               " FROM hazard_text_queue CROSS JOIN hazard ON place = waiting WHERE waiting >= ?1 ORDER BY waiting",
               {slice->lowest}));
    LINLI_CHECK(db.run("DELETE FROM hazard_text_queue WHERE waiting >= ?1", {slice->lowest}));
    LINLI_CHECK(transaction.commit());
    return slice->count;
}

} // namespace

// The largest integer is pendingPlace. What 'delete' is given must be just what was indexed. Slices make many small segments: merging
// them 16 at a time costs a quarter less than the usual 4, for a tenth more on the disk.
std::string_view textIndexSchema()
{
    return R"sql(
        CREATE VIRTUAL TABLE hazard_text USING fts5(
            words, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
        INSERT INTO hazard_text(hazard_text, rank) VALUES('secure-delete', 1);
        INSERT INTO hazard_text(hazard_text, rank) VALUES('automerge', 16);
        CREATE VIRTUAL TABLE hazard_text_terms USING fts5vocab(hazard_text, row);
        CREATE TABLE hazard_text_queue(waiting INTEGER PRIMARY KEY);
        CREATE TRIGGER hazard_text_new AFTER INSERT ON hazard WHEN new.place < 9223372036854775807 BEGIN
            INSERT INTO hazard_text_queue(waiting) VALUES(new.place);
        END;
        CREATE TRIGGER hazard_text_changed AFTER UPDATE OF text, place_detail, place ON hazard
        WHEN old.text IS NOT new.text OR old.place_detail IS NOT new.place_detail OR old.place <> new.place BEGIN
            INSERT INTO hazard_text(hazard_text, rowid, words)
                SELECT 'delete', old.place, coalesce(old.text, '')||char(10)||coalesce(old.place_detail, '')||char(10)
                WHERE old.place < 9223372036854775807
                    AND NOT EXISTS(SELECT 1 FROM hazard_text_queue WHERE waiting = old.place);
            DELETE FROM hazard_text_queue WHERE waiting = old.place;
            INSERT INTO hazard_text_queue(waiting) SELECT new.place WHERE new.place < 9223372036854775807;
        END;
        CREATE TRIGGER hazard_text_gone AFTER DELETE ON hazard WHEN old.place < 9223372036854775807 BEGIN
            INSERT INTO hazard_text(hazard_text, rowid, words)
                SELECT 'delete', old.place, coalesce(old.text, '')||char(10)||coalesce(old.place_detail, '')||char(10)
                WHERE NOT EXISTS(SELECT 1 FROM hazard_text_queue WHERE waiting = old.place);
            DELETE FROM hazard_text_queue WHERE waiting = old.place;
        END;
    )sql";
}

Result<std::optional<std::string>> textQuery(store::Database& db, std::string_view text)
{
    if (!utf8Length(text))
        return std::nullopt;
    const auto letters = lettersOf(text);
    if (letters.size() >= trigram)
        return allTrigrams(letters);
    if (letters.size() == 2 && foldsAsLike(letters[0]) && foldsAsLike(letters[1]))
        return anyBeginningWith(db, lower(text));
    return std::nullopt;
}

Result<bool> fillTextIndex(store::Database& db, int reports)
{
    LINLI_TRY(const auto filled, fillSlice(db, reports));
    return filled == reports;
}

} // namespace linli::hazards
