/**
 * A client of Envoy's authorization protocol that costs less than any server. It encodes checks in
 * advance and reads only the status of a response. Must not know which server responds.
 */
@NullMarked
package dev.sluice.bench.check;

import org.jspecify.annotations.NullMarked;
