/**
 * A client of Envoy's authorization protocol that costs less than any server: checks are encoded
 * before, and of an answer no more is read than whether it lets pass. Must not know who answers.
 */
@NullMarked
package dev.sluice.bench.check.load;

import org.jspecify.annotations.NullMarked;
