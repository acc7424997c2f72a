/**
 * What is asked of requests besides a credential and a level. It must not know of gRPC, nor where a
 * policy comes from.
 */
@NullMarked
package dev.sluice.extauthz.decision.guard;

import org.jspecify.annotations.NullMarked;
