// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace linli {

/// What kind of trouble an error is; command lines map it to an exit code, screens to an icon and a next step.
enum class ErrorKind {
    Invalid,     ///< the input is wrong; the detail says where
    Rejected,    ///< a community rule says no; `code` is the rule's stable code
    Unreachable, ///< the hub did not answer, or not as a hub
    Store,       ///< the encrypted store cannot be opened, read or written
    Integrity,   ///< a signature, hash or proof does not hold: never shown as truth
    Internal     ///< a bug of ours
};

/// An error is a value: a stable dotted code ("store.wrong_key") for programs and tests, and an English detail for
/// developers and logs. It never holds what residents wrote; words for people live in the UI, chosen by `code`.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string code;
    std::string detail;

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T> using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string code, std::string detail = {})
{
    return std::unexpected(Error{kind, std::move(code), std::move(detail)});
}

} // namespace linli

#define LINLI_CONCAT_INNER(a, b) a##b
#define LINLI_CONCAT(a, b) LINLI_CONCAT_INNER(a, b)

/// `LINLI_TRY(auto row, db.one(...));` declares row from the value, or returns the error to the caller.
#define LINLI_TRY(declaration, ...) LINLI_TRY_NAMED(LINLI_CONCAT(linliTried, __LINE__), declaration, __VA_ARGS__)
#define LINLI_TRY_NAMED(tried, declaration, ...)                                                                       \
    auto tried = (__VA_ARGS__);                                                                                        \
    if (!tried)                                                                                                        \
        return std::unexpected(std::move(tried).error());                                                              \
    declaration = std::move(*tried)

/// `LINLI_CHECK(step());` returns the error to the caller, for Result<void> or a value not needed.
#define LINLI_CHECK(...)                                                                                               \
    do {                                                                                                               \
        if (auto linliChecked = (__VA_ARGS__); !linliChecked)                                                          \
            return std::unexpected(std::move(linliChecked).error());                                                   \
    } while (false)
