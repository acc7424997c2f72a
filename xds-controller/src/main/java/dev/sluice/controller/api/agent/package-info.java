/**
 * Agents as callers of the API: how they join a cluster and what proves who they are. Must not know
 * users or their roles.
 */
@NullMarked
package dev.sluice.controller.api.agent;

import org.jspecify.annotations.NullMarked;
