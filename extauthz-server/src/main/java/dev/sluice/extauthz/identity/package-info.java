/**
 * Authenticates the credential of a request and returns the identity of the caller. It must not
 * know routes beyond their requirements, or any response.
 */
@NullMarked
package dev.sluice.extauthz.identity;

import org.jspecify.annotations.NullMarked;
