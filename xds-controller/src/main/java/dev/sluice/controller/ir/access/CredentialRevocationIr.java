package dev.sluice.controller.ir.access;

import java.time.Instant;

/**
 * A revocation of a credential that has ended.
 *
 * @param id the id of the credential
 * @param prefix the prefix of an API key; empty for other credentials
 */
public record CredentialRevocationIr(String id, String prefix, Instant at) {}
