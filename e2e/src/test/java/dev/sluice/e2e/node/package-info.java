/**
 * What a node sees of its configuration: a delta ADS client that keeps a record of it, and what
 * Envoy tells of its own. Must not know what troubles the controller.
 */
@NullMarked
package dev.sluice.e2e.node;

import org.jspecify.annotations.NullMarked;
