/**
 * Tables of the credentials that were issued under subscriptions. It must not know how they were
 * delivered, or any API key itself.
 */
@NullMarked
package dev.sluice.extauthz.identity.issued;

import org.jspecify.annotations.NullMarked;
