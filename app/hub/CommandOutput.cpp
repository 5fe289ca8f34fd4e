// SPDX-License-Identifier: Apache-2.0
#include "app/hub/CommandOutput.h"

#include "app/hub/Commands.h"

#include <iostream>

namespace linli::hub {
namespace {

int exitCode(const Error& error)
{
    if (error.code == "store.unreachable")
        return exitStore;
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::Rejected:
        return exitUsage;
    case ErrorKind::Unreachable:
        return exitNoHub;
    case ErrorKind::Store:
        return error.code.starts_with("file.") ? exitUsage : exitStore;
    default:
        return exitDiffers;
    }
}

} // namespace

void print(const nlohmann::json& value)
{
    std::cout << value.dump() << '\n' << std::flush;
}

void complain(const Error& error)
{
    std::cerr << error.code << (error.detail.empty() ? "" : ": ") << error.detail << '\n';
}

int giveUp(const Error& error)
{
    complain(error);
    return exitCode(error);
}

} // namespace linli::hub
