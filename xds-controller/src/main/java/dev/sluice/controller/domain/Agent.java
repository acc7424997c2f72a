package dev.sluice.controller.domain;

/**
 * A registered Envoy or policy server, which may connect until it is revoked.
 *
 * @param cluster the name of its cluster
 * @param kind {@code envoy}, {@code extauthz} or {@code extproc}
 */
public record Agent(String id, String cluster, String nodeId, String kind, boolean revoked)
    implements DomainEntity {}
