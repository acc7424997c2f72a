/**
 * The commands that find wiring faults, and their report. It must not know single faults: the
 * packages below have one check for each.
 */
@NullMarked
package dev.sluice.ctl.doctor;

import org.jspecify.annotations.NullMarked;
