package dev.sluice.controller.api.console.login;

import dev.sluice.common.Secret;
import java.time.Instant;

/**
 * A session of a signed-in user.
 *
 * @param token the access token, which never leaves the server
 * @param name how pages name the user
 * @param csrf the token that forms which change something send
 */
public record ConsoleSession(Secret token, String name, Secret csrf, Instant ends) {}
