/** Creates commands for agents that deploy publishes. */
@NullMarked
package dev.sluice.controller.server.agent;

import org.jspecify.annotations.NullMarked;
