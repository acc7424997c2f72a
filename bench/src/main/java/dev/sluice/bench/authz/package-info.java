/**
 * What the authorization of a request costs, directly and through a real Envoy, beside servers that
 * let everything pass and others that verify tokens: the command, its run, and what is compared
 * with what.
 */
@NullMarked
package dev.sluice.bench.authz;

import org.jspecify.annotations.NullMarked;
