/**
 * The strict reading of signed tokens: compact JWS, Base64url, JSON, header and claims, and the
 * checks that need no key. It must not know where keys come from or what a claim means.
 */
@NullMarked
package dev.sluice.common.token.jws;

import org.jspecify.annotations.NullMarked;
