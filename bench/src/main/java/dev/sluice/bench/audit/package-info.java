/**
 * What keeping records costs, and what of them survives: the command, its run, and the trouble that
 * it makes.
 */
@NullMarked
package dev.sluice.bench.audit;

import org.jspecify.annotations.NullMarked;
