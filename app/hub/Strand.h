// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <functional>
#include <memory>

namespace linli::hub {

/// Port: where work that must not run beside itself is done. The hub's strands are threads; the simulator's are events of
/// its virtual time.
///
/// Invariant: the work is never called from within wake() or stop()'s caller while it runs, nor after stop() has returned.
/// Threads: wake() from any.
class Strand {
public:
    virtual ~Strand() = default;
    /// Work has come: calls it soon, again and again until it says that nothing is left.
    virtual void wake() = 0;
    /// As wake(), then ends.
    virtual void stop() = 0;
};

/// Makes a strand for `work`, which does a piece and returns whether more is waiting; it is also called every `look`, since
/// time alone can bring work.
using StartStrand = std::function<std::unique_ptr<Strand>(std::function<bool()> work, Milliseconds look)>;

/// A strand on a thread of its own.
[[nodiscard]] std::unique_ptr<Strand> startThread(std::function<bool()> work, Milliseconds look);

} // namespace linli::hub
