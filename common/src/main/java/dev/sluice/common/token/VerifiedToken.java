package dev.sluice.common.token;

/**
 * A token whose signature and time are good.
 *
 * @param issuer the name of the issuer's settings
 * @param expires seconds since 1970
 */
public record VerifiedToken(String issuer, Claims claims, long expires) {}
