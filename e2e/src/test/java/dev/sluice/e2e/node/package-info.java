/**
 * Views of a node's configuration: a delta ADS client that records it, and Envoy's config dump. It
 * must not know the faults that tests inject.
 */
@NullMarked
package dev.sluice.e2e.node;

import org.jspecify.annotations.NullMarked;
