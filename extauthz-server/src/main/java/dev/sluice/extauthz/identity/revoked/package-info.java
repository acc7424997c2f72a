/**
 * What must not be used any more, found for each request at no cost to speak of. It must not know
 * how it was delivered.
 */
@NullMarked
package dev.sluice.extauthz.identity.revoked;

import org.jspecify.annotations.NullMarked;
