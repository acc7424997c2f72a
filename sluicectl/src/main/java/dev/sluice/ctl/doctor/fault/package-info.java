/**
 * The kinds of wiring faults, and one fault at one place. It must not know where resources come
 * from or how they are checked.
 */
@NullMarked
package dev.sluice.ctl.doctor.fault;

import org.jspecify.annotations.NullMarked;
