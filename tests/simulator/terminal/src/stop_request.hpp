// When the process is to end: a signal, on Windows the end of standard input or Ctrl-C.
#pragma once

namespace signalos::terminal {

/// First thing in main, before any thread: prepares what wait_for_stop waits for.
void expect_stop();
/// Returns when the process was asked to end.
void wait_for_stop();
/// Asks it to, from any thread.
void ask_to_stop();

}  // namespace signalos::terminal
