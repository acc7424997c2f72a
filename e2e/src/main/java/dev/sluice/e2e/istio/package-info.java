/**
 * A Kubernetes API server and Istio's control plane on one machine, with the shipped manifests. It
 * must not know pods that run, the servers of Sluice, or any test.
 */
@NullMarked
package dev.sluice.e2e.istio;

import org.jspecify.annotations.NullMarked;
