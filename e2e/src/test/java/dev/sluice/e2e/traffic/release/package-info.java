/** The tests of traffic that moves from one backend to another. */
@NullMarked
package dev.sluice.e2e.traffic.release;

import org.jspecify.annotations.NullMarked;
