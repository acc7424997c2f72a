/**
 * A client of Envoy's authorization protocol that costs less than any server: checks are encoded
 * before, and only the status of a response is read. Must not know which server responds.
 */
@NullMarked
package dev.sluice.bench.check;

import org.jspecify.annotations.NullMarked;
