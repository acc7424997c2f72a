package dev.sluice.controller.domain;

/**
 * A part that has been registered and may connect, unless that was revoked.
 *
 * @param cluster the name of its cluster
 * @param kind what it is: {@code envoy}, or one of the policy servers
 */
public record Agent(String id, String cluster, String nodeId, String kind, boolean revoked)
    implements DomainEntity {}
