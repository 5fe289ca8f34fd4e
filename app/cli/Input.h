// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Json.h"
#include "core/base/Result.h"
#include "core/members/Directory.h"

#include <filesystem>
#include <memory>
#include <set>

namespace linli::cli {

/// One JSON object that a person wrote. Getters never fail: the first thing that is wrong is kept for finish(), which also
/// finds fields that nobody asked for, so that a typing mistake does not lose what it holds.
///
/// Invariant: values are to be used only after finish() said that all was well. Threads: one.
class Input {
public:
    static constexpr std::uintmax_t maxBytes = 1024 * 1024;
    /// "file.missing", "file.too_large", "content.not_utf8", "input.json" (with the line). `now`: what "+2h" counts from.
    [[nodiscard]] static Result<Input> read(const std::filesystem::path& file, Timestamp now);

    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] std::string text(const std::string& key); ///< must be there
    [[nodiscard]] std::optional<std::string> maybeText(const std::string& key);
    [[nodiscard]] std::int64_t integer(const std::string& key); ///< must be there; fen
    [[nodiscard]] std::optional<std::uint32_t> maybeCount(const std::string& key);
    [[nodiscard]] std::uint32_t count(const std::string& key); ///< must be there
    [[nodiscard]] bool flag(const std::string& key);           ///< false when it is not there
    [[nodiscard]] Timestamp time(const std::string& key);      ///< must be there
    [[nodiscard]] std::optional<Timestamp> maybeTime(const std::string& key);
    /// A list of texts, or one text alone; empty when it is not there.
    [[nodiscard]] std::vector<std::string> texts(const std::string& key);
    /// As texts(), relative to the file's folder.
    [[nodiscard]] std::vector<std::filesystem::path> files(const std::string& key);
    [[nodiscard]] std::optional<Input> object(const std::string& key);
    [[nodiscard]] std::vector<Input> objects(const std::string& key);
    /// {"lat": …, "lon": …}
    [[nodiscard]] members::Point point();

    /// "field 'X': why"
    void complain(const std::string& key, const std::string& why);
    /// "input.field" (Invalid) with the first thing that was wrong; call on the whole file's object, last.
    [[nodiscard]] Result<void> finish();

private:
    struct Shared {
        std::filesystem::path folder;
        Timestamp now;
        std::optional<std::string> problem;
        std::set<std::string> asked; ///< places of fields, "lines[0].amount_fen"
    };
    Input(std::shared_ptr<Shared> shared, Json value, std::string place)
        : m_shared(std::move(shared)), m_value(std::move(value)), m_place(std::move(place))
    {
    }
    [[nodiscard]] const Json* find(const std::string& key);
    [[nodiscard]] const Json* need(const std::string& key);
    [[nodiscard]] double number(const std::string& key);
    void findUnasked(const Json& object, const std::string& place);

    std::shared_ptr<Shared> m_shared;
    Json m_value;
    std::string m_place; ///< "" or "location." or "lines[0]."
};

} // namespace linli::cli
