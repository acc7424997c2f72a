/**
 * Compiled gateways, publishes, backends and certificates of each cluster, and clusters pinned to a
 * revision. Must not depend on policy server objects.
 */
@NullMarked
package dev.sluice.controller.compile.gateway;

import org.jspecify.annotations.NullMarked;
