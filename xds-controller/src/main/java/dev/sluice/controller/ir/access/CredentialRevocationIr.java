package dev.sluice.controller.ir.access;

import java.time.Instant;

/**
 * That a credential is at its end.
 *
 * @param id that of the credential
 * @param prefix of an API key, else empty
 */
public record CredentialRevocationIr(String id, String prefix, Instant at) {}
