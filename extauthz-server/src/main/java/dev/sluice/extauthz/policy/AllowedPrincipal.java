package dev.sluice.extauthz.policy;

/**
 * Workloads that a route takes by their client certificates, and who they are to upstreams.
 *
 * @param tenant empty for the trust domain; so are the project and the workspace
 */
public record AllowedPrincipal(
    SpiffeIdPattern pattern, String tenant, String project, String workspace, AccessLevel level) {}
