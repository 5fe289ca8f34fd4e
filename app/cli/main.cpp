// SPDX-License-Identifier: Apache-2.0
#include "app/cli/CommandLine.h"
#include "app/cli/Errors.h"
#include "core/crypto/Crypto.h"
#include "platform/desktop/FileKeyVault.h"
#include "platform/qt/HubUrl.h"
#include "platform/qt/QtImageCodec.h"
#include "platform/qt/QtTransport.h"

#include <QCoreApplication>

#include <csignal>

using namespace linli;

namespace {

Result<std::unique_ptr<sync::Transport>> connectTo(const std::string& hubUrl)
{
    LINLI_TRY(const QUrl url, platform::parseHubUrl(hubUrl));
    return std::make_unique<platform::QtTransport>(url);
}

} // namespace

int main(int argc, char** argv)
{
    // A file size limit is a kind of full disk: the write then fails with EFBIG instead of ending the process.
    std::signal(SIGXFSZ, SIG_IGN);
    const QCoreApplication application(argc, argv);
    if (const auto ready = crypto::initialise(); !ready) {
        cli::complain(ready.error());
        return cli::exitCode(ready.error());
    }
    platform::QtImageCodec codec;
    const SystemClock clock;
    return cli::run(argc, argv,
                    {.openVault = [](const auto& home) { return std::make_unique<platform::FileKeyVault>(home); },
                     .connect = connectTo,
                     .codec = codec,
                     .clock = clock});
}
