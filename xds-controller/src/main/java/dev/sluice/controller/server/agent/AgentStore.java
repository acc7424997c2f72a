package dev.sluice.controller.server.agent;

import dev.sluice.controller.api.agent.AgentTokens;
import dev.sluice.controller.store.agent.AgentCommandRepository;
import dev.sluice.controller.store.agent.AgentStreamRepository;
import java.util.Optional;

/** The tokens and tables that streams of agents use; without tokens no agent can connect. */
record AgentStore(
    Optional<AgentTokens> tokens, AgentStreamRepository streams, AgentCommandRepository commands) {}
