/**
 * The table of revocations, looked up for each request. It must not know how revocations were
 * delivered.
 */
@NullMarked
package dev.sluice.extauthz.identity.revocation;

import org.jspecify.annotations.NullMarked;
