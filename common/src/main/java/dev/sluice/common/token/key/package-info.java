/**
 * The keys of an issuer: which JWKs may verify signatures, and the verification with each of them,
 * natively where a self-test passed. It must not know where a key set was fetched.
 */
@NullMarked
package dev.sluice.common.token.key;

import org.jspecify.annotations.NullMarked;
