package dev.sluice.extauthz.policy;

/**
 * A pattern of SPIFFE ids that a route accepts, with the identity that upstreams receive.
 *
 * @param tenant the tenant; empty for the trust domain; the same applies to the project and the
 *     workspace
 */
public record AllowedPrincipal(
    SpiffeIdPattern pattern, String tenant, String project, String workspace, AccessLevel level) {}
