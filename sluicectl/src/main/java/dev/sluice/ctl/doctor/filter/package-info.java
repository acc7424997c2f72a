/**
 * The faults of single Envoy filters, which are the same in an EnvoyFilter of Istio and in the
 * configuration of a running Envoy. It must not know where the filter was found.
 */
@NullMarked
package dev.sluice.ctl.doctor.filter;

import org.jspecify.annotations.NullMarked;
