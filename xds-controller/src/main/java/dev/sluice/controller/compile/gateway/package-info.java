/**
 * Compiled gateways, publishes, backends and certificates of each cluster, and clusters pinned to a
 * revision.
 */
@NullMarked
package dev.sluice.controller.compile.gateway;

import org.jspecify.annotations.NullMarked;
