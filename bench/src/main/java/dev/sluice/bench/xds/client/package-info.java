/**
 * Simulated Envoys: delta ADS clients that subscribe, learn names and acknowledge as Envoy does,
 * and keep names and versions only. Must not know who serves them or what is measured.
 */
@NullMarked
package dev.sluice.bench.xds.client;

import org.jspecify.annotations.NullMarked;
