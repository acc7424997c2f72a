package dev.sluice.common.token.issue;

import dev.sluice.common.Secret;
import java.time.Instant;

/** A new token with its expiry. */
public record IssuedToken(Secret text, Instant expiresAt) {}
