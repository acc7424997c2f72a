/**
 * The verification of tokens of one issuer, with a cache of verified tokens and a bounded pool of
 * threads for signatures. It must not know any request, route or decision.
 */
@NullMarked
package dev.sluice.common.token.verify;

import org.jspecify.annotations.NullMarked;
