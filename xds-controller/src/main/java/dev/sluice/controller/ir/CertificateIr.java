package dev.sluice.controller.ir;

import dev.sluice.common.Secret;

/**
 * A certificate of a listener or a backend.
 *
 * @param reference the name that listeners refer to it by
 * @param chain the certificates in PEM, the leaf first
 * @param key the private key in PEM
 */
public record CertificateIr(String reference, String chain, Secret key) {}
