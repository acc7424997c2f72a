/** Simulated Envoys: delta xDS clients. Must not know which control plane serves them. */
@NullMarked
package dev.sluice.bench.xds.node;

import org.jspecify.annotations.NullMarked;
