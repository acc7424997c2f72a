package dev.sluice.extauthz.decision;

import dev.sluice.common.Secret;
import dev.sluice.config.v1.UpstreamAuth;
import java.util.Optional;

/**
 * How the gateway shows itself to upstreams.
 *
 * @param auth for routes that do not say
 * @param bearer the gateway's own token, for routes with a static bearer
 * @param internalToken for routes that carry it
 */
public record UpstreamSettings(
    UpstreamAuth auth,
    Optional<Secret> bearer,
    Optional<Secret> internalToken,
    String internalTokenHeader) {}
