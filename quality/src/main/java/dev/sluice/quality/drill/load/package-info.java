/**
 * The load of a drill and the account of it: what callers sent and received, what reached the
 * upstreams, and which audit rows there are. It must not know any fault.
 */
@NullMarked
package dev.sluice.quality.drill.load;

import org.jspecify.annotations.NullMarked;
