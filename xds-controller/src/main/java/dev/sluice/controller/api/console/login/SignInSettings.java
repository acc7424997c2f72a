package dev.sluice.controller.api.console.login;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the sign-in.
 *
 * @param issuer one of the issuers of the API
 * @param clientSecret the file of the secret; without one the client is public
 * @param callback the address to which the issuer sends the browser back
 * @param scope the requested scopes
 * @param sessionTime the longest time of a session
 * @param loopback whether the issuer may be on this machine and use http
 */
public record SignInSettings(
    String issuer,
    String clientId,
    Optional<Path> clientSecret,
    URI callback,
    String scope,
    Duration sessionTime,
    boolean loopback) {}
