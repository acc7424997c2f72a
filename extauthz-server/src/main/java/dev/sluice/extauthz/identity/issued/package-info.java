/**
 * Credentials that were issued to customers, found by what a request shows. It must not know how
 * they were delivered, nor any key itself.
 */
@NullMarked
package dev.sluice.extauthz.identity.issued;

import org.jspecify.annotations.NullMarked;
