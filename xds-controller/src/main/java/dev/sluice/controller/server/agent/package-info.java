/**
 * Agents that deploy publishes: the creation of their commands, and their streams. Must not know
 * users.
 */
@NullMarked
package dev.sluice.controller.server.agent;

import org.jspecify.annotations.NullMarked;
