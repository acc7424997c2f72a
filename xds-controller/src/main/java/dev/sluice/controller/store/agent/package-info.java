/** The commands to agents that deploy publishes, and what these agents have. */
@NullMarked
package dev.sluice.controller.store.agent;

import org.jspecify.annotations.NullMarked;
