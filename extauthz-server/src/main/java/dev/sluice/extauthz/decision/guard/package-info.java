/**
 * Checks of a request besides its credential and its access level. It must not know gRPC, or where
 * a policy comes from.
 */
@NullMarked
package dev.sluice.extauthz.decision.guard;

import org.jspecify.annotations.NullMarked;
