/** The tests with network namespaces in the place of pods, and a sidecar in each. */
@NullMarked
package dev.sluice.e2e.mesh;

import org.jspecify.annotations.NullMarked;
