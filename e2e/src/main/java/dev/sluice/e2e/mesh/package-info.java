/**
 * Network namespaces in the place of pods: addresses on a bridge, and rules that redirect their
 * traffic as Istio's do. Needs root and the programs ip and iptables. It must not know any part of
 * Sluice.
 */
@NullMarked
package dev.sluice.e2e.mesh;

import org.jspecify.annotations.NullMarked;
