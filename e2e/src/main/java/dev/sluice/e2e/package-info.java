/**
 * Everything needed to run the whole product on one machine: processes, stand-in upstreams, the
 * demo and its measurements. Nothing of the product may depend on it.
 */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
