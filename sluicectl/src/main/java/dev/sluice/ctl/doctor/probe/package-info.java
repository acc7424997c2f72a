/**
 * The requests that a gateway must refuse, sent from outside. It must not know how the gateway is
 * configured.
 */
@NullMarked
package dev.sluice.ctl.doctor.probe;

import org.jspecify.annotations.NullMarked;
