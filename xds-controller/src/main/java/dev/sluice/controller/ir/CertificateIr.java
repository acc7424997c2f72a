package dev.sluice.controller.ir;

import dev.sluice.common.Secret;
import java.util.Optional;

/**
 * A certificate of a listener or a backend with its key, or the authorities of client certificates.
 *
 * @param reference the name that listeners refer to it by
 * @param chain the certificates in PEM, the leaf first
 * @param key the private key in PEM; empty for authorities
 */
public record CertificateIr(String reference, String chain, Optional<Secret> key) {}
