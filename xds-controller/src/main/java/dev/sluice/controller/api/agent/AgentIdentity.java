package dev.sluice.controller.api.agent;

import java.util.UUID;

/**
 * The agent that a valid token or registration names.
 *
 * @param kind the kind of the node, such as {@code envoy}
 * @param nodeId the id of the node in its discovery requests
 */
public record AgentIdentity(
    UUID agentId, UUID clusterId, String clusterName, String name, String kind, String nodeId) {}
