// SPDX-License-Identifier: Apache-2.0
#include "core/base/Text.h"
#include "core/members/Import.h"
#include "core/members/Register.h"
#include "core/members/members.pb.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace linli::members {
namespace {

namespace wire = linli::pb::members;

constexpr std::array<std::string_view, 5> columnNames{"building", "unit", "room", "area_m2", "owners"};
enum Column : std::size_t { BuildingColumn, UnitColumn, RoomColumn, AreaColumn, OwnersColumn };

std::unexpected<Error> bad(std::size_t line, std::string_view what)
{
    return fail(ErrorKind::Invalid, "import.csv", "line " + std::to_string(line) + ": " + std::string(what));
}

struct Record {
    std::size_t line = 1; ///< on which it starts
    std::vector<std::string> fields;
    [[nodiscard]] bool isBlank() const { return fields.size() == 1 && fields.front().empty(); }
};

/// RFC 4180 §2, one record at a time.
class Reader {
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    Result<Record> next()
    {
        Record record;
        record.line = m_line;
        do {
            LINLI_TRY(std::string field, m_rest.starts_with('"') ? quoted() : plain());
            record.fields.push_back(std::move(field));
        } while (skip(","));
        if (!skip("\r\n") && !skip("\n") && !atEnd())
            return bad(m_line, "text after a closing quote");
        ++m_line;
        return record;
    }

private:
    bool skip(std::string_view expected)
    {
        if (!m_rest.starts_with(expected))
            return false;
        m_rest.remove_prefix(expected.size());
        return true;
    }
    Result<std::string> plain()
    {
        std::size_t end = std::min(m_rest.find_first_of(",\n"), m_rest.size());
        if (end > 0 && end < m_rest.size() && m_rest[end] == '\n' && m_rest[end - 1] == '\r')
            --end;
        std::string field(m_rest.substr(0, end));
        if (field.contains('"') || field.contains('\r'))
            return bad(m_line, "a quote or line end inside a field without quotes");
        m_rest.remove_prefix(end);
        return field;
    }
    Result<std::string> quoted()
    {
        const std::size_t start = m_line;
        std::string field;
        m_rest.remove_prefix(1);
        while (!m_rest.empty()) {
            const char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (c == '"' && !skip("\""))
                return field;
            m_line += c == '\n' ? 1 : 0;
            field += c;
        }
        return bad(start, "a quote is not closed");
    }

    std::string_view m_rest;
    std::size_t m_line = 1;
};

/// Where each of columnNames stands in a record.
using Columns = std::array<std::size_t, columnNames.size()>;

Result<Columns> readHeader(const Record& header)
{
    Columns places{};
    for (std::size_t i = 0; i < columnNames.size(); ++i) {
        const auto found = std::ranges::find(header.fields, columnNames[i]);
        if (found == header.fields.end())
            return bad(header.line, "column " + std::string(columnNames[i]) + " is missing");
        places[i] = static_cast<std::size_t>(found - header.fields.begin());
    }
    if (header.fields.size() != columnNames.size())
        return bad(header.line, "a column too many");
    return places;
}

template <class Number> std::optional<Number> wholeNumber(std::string_view text)
{
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

/// "85.3" m² to 853000 cm², digit by digit: no floating point, so no rounding.
std::optional<std::uint64_t> areaCm2(std::string_view text)
{
    const std::size_t dot = text.find('.');
    const auto metres = wholeNumber<std::uint32_t>(text.substr(0, dot));
    std::string decimals(dot == std::string_view::npos ? "0" : text.substr(dot + 1));
    if (!metres || decimals.size() > 2)
        return std::nullopt;
    if (decimals.size() == 1)
        decimals += '0';
    const auto hundredths = wholeNumber<std::uint32_t>(decimals);
    if (!hundredths)
        return std::nullopt;
    const std::uint64_t area = std::uint64_t{*metres} * 10'000 + std::uint64_t{*hundredths} * 100;
    return areaHolds(area) ? std::optional(area) : std::nullopt;
}

/// `number` or `number:a/b`; 0/0 where no share is given.
std::optional<wire::Share> readOwner(std::string_view text)
{
    wire::Share share;
    const std::size_t colon = text.find(':');
    share.set_owner(std::string(text.substr(0, colon)));
    if (colon == std::string_view::npos)
        return share;
    const std::string_view fraction = text.substr(colon + 1);
    const std::size_t slash = fraction.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto numerator = wholeNumber<std::uint32_t>(fraction.substr(0, slash));
    const auto denominator = wholeNumber<std::uint32_t>(fraction.substr(slash + 1));
    if (!numerator || !denominator || *denominator == 0)
        return std::nullopt;
    share.set_numerator(*numerator);
    share.set_denominator(*denominator);
    return share;
}

/// False when the text is not a list of owners or their shares are not exactly 1.
bool readOwners(std::string_view text, Shares& owners)
{
    if (std::ranges::count(text, ';') >= maxOwners)
        return false;
    for (bool more = true; more;) {
        const std::size_t end = text.find(';');
        auto owner = readOwner(text.substr(0, end));
        if (!owner)
            return false;
        owners.Add(std::move(*owner));
        more = end != std::string_view::npos;
        text.remove_prefix(more ? end + 1 : text.size());
    }
    const bool noneGiven = std::ranges::all_of(owners, [](const auto& owner) { return owner.denominator() == 0; });
    for (wire::Share& owner : owners) {
        if (noneGiven) {
            owner.set_numerator(1);
            owner.set_denominator(static_cast<std::uint32_t>(owners.size()));
        }
    }
    return sharesHold(owners);
}

struct Known {
    std::set<std::string, std::less<>> buildings;
    std::set<HouseholdId> households;
};

Result<wire::Household> readHousehold(const Record& record, const Columns& columns, Known& known)
{
    if (record.fields.size() != columnNames.size())
        return bad(record.line, "needs " + std::to_string(columnNames.size()) + " fields");
    if (std::ranges::any_of(record.fields, [](const std::string& field) { return !utf8Length(field); }))
        return bad(record.line, "not UTF-8, or a NUL");
    const auto field = [&](Column which) -> const std::string& { return record.fields[columns[which]]; };
    if (!known.buildings.contains(field(BuildingColumn)))
        return bad(record.line, "unknown building");
    const auto id = householdId(field(BuildingColumn), field(UnitColumn), field(RoomColumn));
    if (!id)
        return bad(record.line, "unit and room must be ASCII letters, digits or -_./");
    if (!known.households.insert(*id).second)
        return bad(record.line, "this household is there twice");
    const auto area = areaCm2(field(AreaColumn));
    if (!area)
        return bad(record.line, "area_m2 must be above 0 with at most two decimals");
    wire::Household household;
    household.set_building(field(BuildingColumn));
    household.set_unit(field(UnitColumn));
    household.set_room(field(RoomColumn));
    household.set_area_cm2(*area);
    if (!readOwners(field(OwnersColumn), *household.mutable_owners()))
        return bad(record.line, "owners must be number[:a/b];… with shares that add up to exactly 1");
    return household;
}

} // namespace

Result<void> importHouseholds(std::string_view csv, wire::Found& found)
{
    if (csv.size() > maxImportBytes)
        return fail(ErrorKind::Invalid, "import.csv", "file: larger than 16 MiB");
    if (csv.starts_with("\xEF\xBB\xBF"))
        csv.remove_prefix(3);
    Known known;
    for (const auto& building : found.buildings())
        known.buildings.insert(building.id());

    Reader reader(csv);
    LINLI_TRY(const Record header, reader.next());
    LINLI_TRY(const Columns columns, readHeader(header));
    wire::Found read;
    while (!reader.atEnd()) {
        LINLI_TRY(const Record record, reader.next());
        if (record.isBlank())
            continue;
        LINLI_TRY(wire::Household household, readHousehold(record, columns, known));
        *read.add_households() = std::move(household);
    }
    if (read.households_size() == 0)
        return bad(header.line, "no household");
    found.mutable_households()->Swap(read.mutable_households());
    return {};
}

} // namespace linli::members
