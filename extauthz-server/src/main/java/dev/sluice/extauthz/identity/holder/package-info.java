/**
 * The check that the sender of a token is its holder: by a proof in the header {@code DPoP}, or by
 * the client certificate. It must not know any route, identity or response.
 */
@NullMarked
package dev.sluice.extauthz.identity.holder;

import org.jspecify.annotations.NullMarked;
