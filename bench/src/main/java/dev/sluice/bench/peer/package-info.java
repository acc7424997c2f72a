/**
 * The servers that measurements compare, and the Envoy in front of them. Must not know what is sent
 * to them.
 */
@NullMarked
package dev.sluice.bench.peer;

import org.jspecify.annotations.NullMarked;
