/**
 * The resources of an installation, and the documents they were read from. It must not know where
 * documents come from or which faults they may have.
 */
@NullMarked
package dev.sluice.ctl.doctor.model;

import org.jspecify.annotations.NullMarked;
