/**
 * The checks of installations in Kubernetes: one function for each wiring fault, in one table. It
 * must not know whether the resources come from files or from a cluster.
 */
@NullMarked
package dev.sluice.ctl.doctor.check;

import org.jspecify.annotations.NullMarked;
