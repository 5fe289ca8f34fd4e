// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Network.h"

#include <QCoreApplication>

namespace linli::cli {

void runExchange(sync::Transport& transport, sync::Exchange& exchange)
{
    bool over = false;
    sync::Driver driver(transport, exchange, [&over] {
        over = true;
        QCoreApplication::quit();
    });
    driver.start();
    // An exchange with nothing to say ends before the loop begins.
    if (!over)
        QCoreApplication::exec();
}

} // namespace linli::cli
