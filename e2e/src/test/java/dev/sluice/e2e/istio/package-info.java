/** The tests of the shipped manifests on a real Kubernetes API server and a real istiod. */
@NullMarked
package dev.sluice.e2e.istio;

import org.jspecify.annotations.NullMarked;
