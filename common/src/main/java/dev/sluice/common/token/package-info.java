/**
 * Tokens: strict reading of compact JWS, key sets and their refresh, verification with its memory;
 * asking an issuer about tokens that only it can read. It must not know what a claim means to
 * anyone, nor any request, route or decision.
 */
@NullMarked
package dev.sluice.common.token;

import org.jspecify.annotations.NullMarked;
