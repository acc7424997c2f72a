package dev.sluice.controller.ir;

import dev.sluice.common.Secret;

/**
 * A certificate that listeners show.
 *
 * @param reference the name by which listeners refer to it
 * @param chain the certificates in PEM, the own one first
 * @param key the private key in PEM
 */
public record CertificateIr(String reference, String chain, Secret key) {}
