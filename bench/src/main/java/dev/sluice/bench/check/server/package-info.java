/** The server that is asked: its policy, its process. Must not know who asks. */
@NullMarked
package dev.sluice.bench.check.server;

import org.jspecify.annotations.NullMarked;
