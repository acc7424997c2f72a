/**
 * The proofs that a token is sent by its holder: a signed proof of a key (RFC 9449), or the digest
 * of a certificate (RFC 8705). It must not know any route, header of a gateway, or decision.
 */
@NullMarked
package dev.sluice.common.token.confirmation;

import org.jspecify.annotations.NullMarked;
