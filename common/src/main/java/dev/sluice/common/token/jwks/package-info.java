/**
 * The sources of key sets: files, JWKS endpoints and OpenID Connect discovery, and a cache that
 * refreshes them in the background. It must not know any token.
 */
@NullMarked
package dev.sluice.common.token.jwks;

import org.jspecify.annotations.NullMarked;
