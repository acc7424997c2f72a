/**
 * The checks of a running Envoy by its configuration dump, certificates and clusters. It must not
 * know Kubernetes.
 */
@NullMarked
package dev.sluice.ctl.doctor.envoy;

import org.jspecify.annotations.NullMarked;
