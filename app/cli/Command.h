// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Session.h"

#include <CLI/CLI.hpp>

#include <span>

namespace linli::cli {

/// What a command does once its arguments are known.
using Action = std::function<Result<void>(Session&)>;

/// One word of the command line.
struct Command {
    const char* name;
    const char* help;
    Action (*prepare)(CLI::App& app); ///< adds the command's arguments; the action shares their storage
    bool opensHome = true;
    bool worksBehind = false; ///< also on a store that is older than what was here (Replica::isBehind)
};

/// Each group is one file of app/cli/commands.
[[nodiscard]] std::span<const Command> homeCommands();      ///< join sync digest photo
[[nodiscard]] std::span<const Command> auditCommands();     ///< audit
[[nodiscard]] std::span<const Command> memberCommands();    ///< invite revoke grant move-out transfer households
[[nodiscard]] std::span<const Command> hazardCommands();    ///< report advance support comment rate reopen
[[nodiscard]] std::span<const Command> publishCommands();   ///< publish progress
[[nodiscard]] std::span<const Command> communityCommands(); ///< vote signup withdraw checkin ack cancel reverse erase
[[nodiscard]] std::span<const Command> bundleCommands();    ///< bundle export, bundle import
[[nodiscard]] std::span<const Command> evidenceCommands();  ///< evidence export
[[nodiscard]] std::span<const Command> queryCommands();     ///< list show stats discard

/// An option that may be given several times, each time with one value ("--photo A --photo B").
template <class T> CLI::Option* addRepeated(CLI::App& app, const std::string& name, T& values, const std::string& help)
{
    return app.add_option(name, values, help)
        ->type_size(1)
        ->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args(false);
}

} // namespace linli::cli
