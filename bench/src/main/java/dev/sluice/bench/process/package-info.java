/**
 * The processes of a measurement: how they are built, started, pinned to processors and measured.
 * Must not know what is measured.
 */
@NullMarked
package dev.sluice.bench.process;

import org.jspecify.annotations.NullMarked;
